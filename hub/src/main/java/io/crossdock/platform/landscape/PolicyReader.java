package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.Substitution;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds {@link Policies} from checked data. */
final class PolicyReader {

    private static final Duration DEFAULT_BUDGET = Duration.ofMillis(300);
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(1);
    private static final List<String> WORKING_DAYS = List.of("monday", "tuesday", "wednesday", "thursday",
            "friday");

    private final Currency currency;

    PolicyReader(Currency currency) {
        this.currency = currency;
    }

    Policies read(Values values) {
        return new Policies(checks(values.group("checks")),
                values.decimal("priceTolerancePercent", BigDecimal.ZERO),
                Rounding.valueOf(upper(values.text("rounding", "half_up"))), fallback(values.group("fallback")),
                sourcing(values.group("sourcing")), promise(values.group("promise")),
                PromisingReader.read(values.group("promising")), freight(values.group("freight")),
                Policies.Release.valueOf(upper(values.group("fulfilment").text("releaseWhen", "accepted"))),
                limits(values.group("limits")), reconciliation(values.group("reconciliation")),
                reservations(values.group("reservations")), masterData(values.group("masterData")),
                AttentionReader.read(values.group("attention")), returns(values.group("returns")),
                changes(values.group("changes")),
                Policies.TaxOn.valueOf(upper(values.text("taxOn", "rounded"))), new Policies.Substitutes(Substitution
                        .parse(values.group("substitutes").text("unlessSaid", "no")).orElse(Substitution.NO)),
                values.list("drills", PolicyReader::drill));
    }

    private static PlannedDrill drill(Values values) {
        Set<DayOfWeek> days = values.texts("weekly").stream().map(MaintenanceReader::day).collect(Collectors.toSet());
        int seconds = values.number("seconds", 60);
        OptionalLong seed = values.optional("seed").map(each -> OptionalLong.of(Long.parseLong(each)))
                .orElseGet(OptionalLong::empty);
        return new PlannedDrill(values.text("system"), values.text("drill"),
                days.isEmpty() ? Set.of(DayOfWeek.values()) : days, LocalTime.parse(values.text("at")),
                Duration.ofSeconds(seconds), values.number("calls", Math.clamp(2L * seconds, 1, 2_000)), seed);
    }

    private static Map<Policies.Check, Policies.Source> checks(Values values) {
        Map<Policies.Check, Policies.Source> checks = new EnumMap<>(Policies.Check.class);
        for (Policies.Check check : Policies.Check.values()) {
            Values one = values.group(check.name().toLowerCase(Locale.ROOT));
            Duration maxAge = one.duration("maxAge", DEFAULT_MAX_AGE);
            checks.put(check, one.text("source").equals("live")
                    ? new Policies.Source.Live(one.duration("budget", DEFAULT_BUDGET), maxAge)
                    : new Policies.Source.Replicated(maxAge));
        }
        return checks;
    }

    private Policies.Fallback fallback(Values values) {
        return new Policies.Fallback(values.decimal("creditHeadroomPercent", BigDecimal.valueOf(80)),
                values.decimal("atpHaircutPercent", BigDecimal.TEN),
                optionalMoney(values, "maxOrderValue"));
    }

    private Policies.Sourcing sourcing(Values values) {
        List<Policies.Sourcing.Criterion> rank = values.texts("rank").stream()
                .map(each -> Policies.Sourcing.Criterion.valueOf(upper(each))).toList();
        Policies.Sourcing.Rule rule = rank.isEmpty()
                ? Policies.Sourcing.Rule.valueOf(upper(values.text("rule", "fewest_shipments")))
                : Policies.Sourcing.Rule.RANKED;
        return new Policies.Sourcing(rule, rank.isEmpty() ? rule.rank() : rank,
                values.texts("prefer").stream().map(LocationId::new).toList(),
                values.map("byRegion", region -> locations(region)), values.list("cases", this::sourcingCase));
    }

    private Policies.Sourcing.Case sourcingCase(Values values) {
        Values when = values.group("when");
        return new Policies.Sourcing.Case(values.text("name"), new Policies.Sourcing.When(
                when.texts("accounts").stream().map(AccountId::new).collect(Collectors.toSet()),
                Set.copyOf(when.texts("classes")), Set.copyOf(when.texts("regions")), when.number("linesFrom", 0),
                when.decimal("kilogramsFrom", BigDecimal.ZERO),
                when.texts("channels").stream().flatMap(each -> Channel.parse(each).stream()).collect(Collectors.toSet()),
                optionalMoney(when, "valueFrom"), optionalMoney(when, "valueBelow"), hazard(when)),
                values.texts("rank").stream().map(each -> Policies.Sourcing.Criterion.valueOf(upper(each))).toList());
    }

    private static Policies.Sourcing.Hazard hazard(Values when) {
        return when.optional("hazardous").isEmpty() ? Policies.Sourcing.Hazard.ANY
                : when.flag("hazardous") ? Policies.Sourcing.Hazard.SOME : Policies.Sourcing.Hazard.NONE;
    }

    private Optional<Money> optionalMoney(Values values, String name) {
        return values.optional(name).map(amount -> Money.of(new BigDecimal(amount), currency));
    }

    private static List<LocationId> locations(Values values) {
        return values.node().valueStream().map(each -> new LocationId(each.asString(""))).toList();
    }

    private static Policies.Promise promise(Values values) {
        List<String> days = values.texts("workingDays");
        List<String> working = days.isEmpty() ? WORKING_DAYS : days;
        return new Policies.Promise(LocalTime.parse(values.text("cutoff", "15:00")),
                values.number("handlingDays", 1),
                working.stream().map(day -> DayOfWeek.valueOf(upper(day))).collect(Collectors.toSet()));
    }

    private Freight freight(Values values) {
        return new Freight(values.list("zones", this::zone), values.optional("elsewhere"),
                optionalMoney(values, "freeFrom"));
    }

    private Freight.Zone zone(Values values) {
        Map<LocationId, Set<String>> from = values.map("from", regions -> regions).entrySet().stream()
                .collect(Collectors.toMap(entry -> new LocationId(entry.getKey()),
                        entry -> regions(entry.getValue())));
        return new Freight.Zone(values.text("id"), values.number("transitDays", 1), from,
                values.list("rates", rate -> new Freight.Rate(rate.decimal("upToKg", BigDecimal.ZERO),
                        money(rate, "price"))), money(values, "perKgAbove"));
    }

    private static Set<String> regions(Values list) {
        Set<String> regions = new HashSet<>();
        list.node().forEach(each -> regions.add(each.asString("")));
        return regions;
    }

    private Money money(Values values, String name) {
        return Money.of(values.decimal(name, BigDecimal.ZERO), currency);
    }

    private static Policies.Limits limits(Values values) {
        return new Policies.Limits(values.number("maxLines", 999), values.number("maxBodyBytes", 2 << 20),
                values.number("maxInterchangeBytes", 8 << 20));
    }

    private Policies.Reconciliation reconciliation(Values values) {
        Values bounds = values.group("repairUpTo");
        return new Policies.Reconciliation(values.duration("every", Duration.ofMinutes(15)),
                values.duration("settle", Duration.ofMinutes(1)), bounds.optional("quantity").map(BigDecimal::new),
                optionalMoney(bounds, "value"),
                bounds.number("rows", 100), values.number("keepRuns", 200));
    }

    private static Policies.Reservations reservations(Values values) {
        return new Policies.Reservations(Duration.ofMinutes(values.number("cartMinutes", 30)),
                Duration.ofMinutes(values.number("quoteMinutes", 24 * 60)), values.number("maxOpen", 20));
    }

    private static MasterData masterData(Values values) {
        Set<MasterData.Risk> held = Arrays.stream(MasterData.Risk.values())
                .filter(risk -> values.text(risk.key(), "hold").equals("hold")).collect(Collectors.toSet());
        return new MasterData(held, values.decimal("priceBandPercent", BigDecimal.valueOf(20)),
                values.duration("remindAfter", Duration.ofDays(1)));
    }

    private Policies.Returns returns(Values values) {
        return new Policies.Returns(values.number("windowDays", 30),
                optionalMoney(values, "automaticUpTo"),
                values.decimal("restockingFeePercent", BigDecimal.ZERO),
                Duration.ofDays(values.number("arriveWithinDays", 14)),
                Arrays.stream(Attention.Domain.values()).filter(each -> each.key().equals(values.text("approver", "orders")))
                        .findFirst().orElse(Attention.Domain.ORDERS),
                values.optional("warehouse").map(LocationId::new));
    }

    private static Policies.Changes changes(Values values) {
        return new Policies.Changes(values.duration("answerWithin", Duration.ofHours(4)),
                values.duration("waitFor", Duration.ofHours(1)));
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}

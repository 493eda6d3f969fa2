package io.crossdock.process.reconciliation;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.reconciliation.OrderSides.Finding;
import io.crossdock.process.reconciliation.OrderSides.Mending;
import io.crossdock.process.reconciliation.PostingStore.Posting;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderSource.Booked;
import io.crossdock.system.connectors.OrderSource;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.connectors.Withdrawal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The two-sided proof of exactly-once posting: what we have given to the ERP in the last week against the orders of its
 * books, by our number, line by line.
 */
@Component
@Order(5)
class ErpOrders implements Comparison {

    private static final Duration BACK = Duration.ofDays(7);
    /** Theirs are read from a little earlier on, so that none is missing for standing on the edge. */
    private static final Duration EDGE = Duration.ofDays(1);
    private static final int PAGES_MOST = 10_000;
    private static final int PAGE = 1_000;
    /** Each is asked for by itself; the next run takes the others. */
    private static final int SUSPECTS_MOST = 500;

    private final List<OrderSource> sources;
    private final PostingStore postings;
    private final Effects effects;
    private final Json json;
    private final Clock clock;

    ErpOrders(List<OrderSource> sources, PostingStore postings, Effects effects, Json json, Clock clock) {
        this.sources = sources;
        this.postings = postings;
        this.effects = effects;
        this.json = json;
        this.clock = clock;
    }

    /** What it takes to mend. */
    record Details(String system, String order, Mending mending, Optional<UUID> effect, List<Withdrawal> surplus) {
    }

    @Override
    public String name() {
        return "orders-erp";
    }

    @Override
    public String title() {
        return "Orders against the ERP";
    }

    @Override
    public List<SystemSettings> systems(Landscape landscape) {
        return landscape.systems(SystemSettings.Kind.ERP).stream()
                .filter(system -> Role.of(sources, system).isPresent()).toList();
    }

    @Override
    public Look look(SystemSettings system) {
        Instant since = clock.instant().minus(BACK);
        Set<String> seen = new HashSet<>();
        TreeSet<String> suspects = new TreeSet<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        do {
            OrderSource.Answer.Page page = page(source(system).changed(system, since.minus(EDGE), after));
            take(system, page.orders(), seen, suspects);
            after = page.next();
            if (++pages > PAGES_MOST) {
                throw new SystemUnavailable(system.id() + " has more than " + PAGES_MOST + " pages of orders.");
            }
        } while (after.isPresent());
        int missing = missing(system, since, seen, suspects);
        return new Look(seen.size() + missing, suspects.stream().limit(SUSPECTS_MOST)
                .map(order -> new Suspect(order, json.parse("{}"))).toList());
    }

    /** Only what carries a number of ours can be ours. */
    private void take(SystemSettings system, List<Booked> orders, Set<String> seen, Set<String> suspects) {
        Map<String, List<Booked>> byOrder = orders.stream()
                .filter(each -> OrderNumber.parse(each.reference()).isPresent())
                .collect(Collectors.groupingBy(Booked::reference));
        Map<String, Posting> ours = postings.of(system.id(), byOrder.keySet());
        byOrder.forEach((order, theirs) -> {
            Finding finding = new OrderSides(system.id(), order, Optional.ofNullable(ours.get(order)), theirs).finding();
            if (!seen.add(order) || finding instanceof Finding.Differ) {
                suspects.add(order);
            }
        });
    }

    private int missing(SystemSettings system, Instant since, Set<String> seen, Set<String> suspects) {
        int missing = 0;
        String after = "";
        List<String> page;
        do {
            page = postings.bookedSince(system.id(), since, after, PAGE);
            List<String> unseen = page.stream().filter(order -> !seen.contains(order)).toList();
            missing += unseen.size();
            unseen.stream().limit(SUSPECTS_MOST).forEach(suspects::add);
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == PAGE);
        return missing;
    }

    private OrderSource source(SystemSettings system) {
        return Role.of(sources, system).orElseThrow(() -> new SystemUnavailable(
                "The connector of " + system.id() + " cannot list orders.")).role();
    }

    private static OrderSource.Answer.Page page(OrderSource.Answer answer) {
        return switch (answer) {
            case OrderSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
            case OrderSource.Answer.Page page -> page;
        };
    }

    /** Ours before and after theirs: what we have moved meanwhile is under way. */
    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        List<String> orders = suspects.stream().map(Suspect::key).toList();
        Map<String, Posting> before = postings.of(system.id(), orders);
        Map<String, List<Booked>> theirs = orders.stream().collect(Collectors.toMap(order -> order,
                order -> page(source(system).of(system, order)).orders()));
        Map<String, Posting> after = postings.of(system.id(), orders);
        List<Verdict> verdicts = new ArrayList<>();
        for (String order : orders) {
            Optional<Posting> ours = Optional.ofNullable(after.get(order));
            OrderSides sides = new OrderSides(system.id(), order, ours, theirs.getOrDefault(order, List.of()));
            verdicts.add(Objects.equals(before.get(order), after.get(order)) ? verdict(sides)
                    : new Verdict.InFlight(order, "It was moving while we looked.", "", ""));
        }
        return verdicts;
    }

    private Verdict verdict(OrderSides sides) {
        return switch (sides.finding()) {
            case Finding.Agree() -> new Verdict.InFlight(sides.order(), "It came in the meantime.", "", "");
            case Finding.UnderWay(String why) -> new Verdict.InFlight(sides.order(), why, "", "");
            case Finding.Differ differ -> new Verdict.Drifted(new Difference(sides.order(), differ.cause(),
                    differ.sentence(), differ.ours(), differ.theirs(), Optional.empty(), differ.worth(),
                    differ.mending() != Mending.BY_HAND, json.tree(details(sides, differ))));
        };
    }

    private static Details details(OrderSides sides, Finding.Differ differ) {
        return new Details(sides.system(), sides.order(), differ.mending(), sides.ours().map(Posting::effect),
                differ.surplus().stream().map(each -> new Withdrawal(sides.order(), each.number(), each.lines().stream()
                        .map(line -> new OrderAmendment.Line(line.lineNo(), line.sku(),
                                line.cancelled().plus(line.open()))).toList())).toList());
    }

    /** Money was promised and posted: a person decides. */
    @Override
    public boolean unasked(Difference difference, Policies.Reconciliation policy) {
        return false;
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        Details details = json.read(difference.details(), Details.class);
        return switch (details.mending()) {
            case ASK -> asked(details, difference.sentence(), origin.actor());
            case WITHDRAW -> {
                effects.request(details.surplus().stream().map(each -> new NewEffect(details.system(), "order.withdraw",
                        each.number(), details.order(), Tier.CRITICAL, origin, each)).toList());
                yield !details.surplus().isEmpty();
            }
            case AMEND -> amended(details, origin);
            case BY_HAND -> false;
        };
    }

    private boolean asked(Details details, String why, String who) {
        return details.effect().filter(id -> effects.missed(id, why, who)
                .or(() -> effects.repeat(id, true, why, who)).isPresent()).isPresent();
    }

    private boolean amended(Details details, Origin origin) {
        Optional<AmendmentRequest> latest = Optional.ofNullable(postings.of(details.system(), List.of(details.order()))
                .get(details.order())).flatMap(Posting::amendment).map(PostingStore.Amendment::request);
        latest.ifPresent(request -> effects.request(List.of(new NewEffect(details.system(), "order.amend",
                details.order() + "~" + Ids.at(clock.instant()), details.order(), Tier.CRITICAL, origin, request))));
        return latest.isPresent();
    }
}

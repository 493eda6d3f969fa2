package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Attempt;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.PostingState;
import io.crossdock.process.story.Story.Doing;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An order and what the ledgers hold about it, made up line by line. All at 14:00 in New York and after. */
final class Tale {

    static final Instant START = Instant.parse("2026-11-20T19:00:00Z");
    static final OrderNumber NUMBER = new OrderNumber("SO-100012");
    private static final Address DOCK = new Address("Harbor Mechanical, Main yard", List.of("1200 Marietta St"),
            "Atlanta", "GA", "30318", "US", Optional.empty());
    private static final Quantity DOZEN = Quantity.of(12, Unit.of("EA"));
    private static final Quantity NONE = Quantity.of(0, Unit.of("EA"));

    final Json json = new Json();
    final Names names;
    private final List<Leg> legs = new ArrayList<>();
    private final List<IssuedInvoice> invoices = new ArrayList<>();
    private final Map<UUID, Effect> effects = new LinkedHashMap<>();
    private final Map<UUID, List<Attempt>> attempts = new HashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<MessageHead> messages = new ArrayList<>();
    private final Map<Long, UUID> causes = new HashMap<>();
    private CommercialState commercial = CommercialState.ACCEPTED;
    private PostingState posting = PostingState.POSTED;
    private Optional<String> reason = Optional.empty();
    private Quantity cancelled = NONE;
    private Instant now = START;

    Tale(Names names) {
        this.names = names;
    }

    /** Those of the example landscape, copied to an empty folder. */
    static Names names(Path folder) {
        return new Names(ExampleLandscape.in(folder).landscapes(Clock.systemUTC()).current());
    }

    static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    Tale now(int seconds) {
        now = at(seconds);
        return this;
    }

    Tale stands(CommercialState agreed, PostingState booked) {
        commercial = agreed;
        posting = booked;
        return this;
    }

    Tale because(String why) {
        reason = Optional.of(why);
        return this;
    }

    Tale cut() {
        cancelled = Quantity.of(2, Unit.of("EA"));
        return this;
    }

    Tale leg(String from, LegState state) {
        LegPlan.Origin origin = from.isEmpty() ? new LegPlan.Origin.Backorder()
                : from.equals(from.toLowerCase(java.util.Locale.ROOT)) ? new LegPlan.Origin.DropShip(new SupplierId(from))
                : new LegPlan.Origin.Warehouse(new LocationId(from));
        LegNumber number = new LegNumber(NUMBER, legs.size() + 1);
        legs.add(new Leg(number, origin, state, new AccountId("A-1001"), Optional.empty(), DOCK,
                BackorderPolicy.BACKORDER, Completeness.PARTIAL, Optional.empty(), LocalDate.parse("2026-11-23"),
                LocalDate.parse("2026-11-24"), Optional.of("northway"), "story", START, Optional.empty(),
                Optional.empty(), List.of(new Leg.Line(1, new Sku("CD-10001"), DOZEN, NONE, NONE, NONE)), List.of()));
        return this;
    }

    Tale invoice(String number, int leg, String total) {
        BigDecimal amount = new BigDecimal(total);
        invoices.add(new IssuedInvoice("erp", new LegNumber(NUMBER, leg), NUMBER, new AccountId("A-1001"),
                new PostedInvoice(number, "USD", amount, BigDecimal.ZERO, BigDecimal.ZERO, amount, at(60),
                        LocalDate.parse("2026-12-20"), List.of()), List.of()));
        return this;
    }

    /** @param started seconds after the start of the first call; -1: not called yet */
    Tale effect(String target, String kind, String key, EffectState state, int started, String why) {
        UUID id = new UUID(7, effects.size() + 1L);
        effects.put(id, new Effect(id, target, kind, key, NUMBER.value(), Tier.CRITICAL, state, json.tree(Map.of()),
                started < 0 ? 0 : 1, 0, now, state == EffectState.DONE ? Optional.of("E-500001") : Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(why).filter(text -> !text.isEmpty()),
                Origin.start("story", "hub"), at(0), started < 0 ? Optional.empty() : Optional.of(at(started)),
                Optional.empty()));
        return this;
    }

    /** A call of the last effect. */
    Tale attempt(String action, String outcome, int seconds, Duration took, String detail) {
        UUID id = new UUID(7, effects.size());
        List<Attempt> all = attempts.computeIfAbsent(id, each -> new ArrayList<>());
        all.add(new Attempt(id, all.size() + 1, action, at(seconds), at(seconds).plus(took), outcome, detail,
                action.equals("person") ? "user:kim" : "hub-1"));
        return this;
    }

    Tale fact(String type, String subject, int seconds, Object data) {
        return factBy("hub", type, subject, seconds, data);
    }

    Tale factBy(String actor, String type, String subject, int seconds, Object data) {
        facts.add(new Fact(facts.size() + 1L, type, subject, at(seconds), NUMBER.value(), Origin.start("story", actor), 1,
                json.tree(data)));
        return this;
    }

    /** A message that caused the last fact. */
    Tale causedBy(String source, int seconds) {
        message(source, seconds, Message.State.DIGESTED, "leg");
        causes.put((long) facts.size(), messages.getLast().id());
        return this;
    }

    Tale message(String source, int seconds, Message.State state, String subject) {
        messages.add(new MessageHead(new UUID(8, messages.size()), source, "key-" + messages.size(), "application/json",
                100, at(seconds), "system:" + source, state, Optional.of(subject), Optional.empty()));
        return this;
    }

    static ShippedPackage box(String tracking) {
        return new ShippedPackage(new Sscc("106141410000000019"), Optional.of(tracking), Optional.empty(), List.of());
    }

    String headLine() {
        return HeadLine.of(order(), "Harbor Mechanical", legs, invoices, List.copyOf(effects.values()), names, wording());
    }

    Timeline timeline() {
        return new Teller(new Evidence(order(), "Harbor Mechanical", legs, invoices, effects.values().stream()
                .map(effect -> new Doing(effect, attempts.getOrDefault(effect.id(), List.of()))).toList(), facts, messages,
                causes), json, names, wording()).tell();
    }

    List<BuyerEvent> buyerTimeline() {
        return new BuyerStory(json).tell(facts);
    }

    private Wording wording() {
        return new Wording(now, ZoneId.of("America/New_York"));
    }

    private Order order() {
        BigDecimal total = new BigDecimal("1234.50");
        boolean ended = commercial == CommercialState.CLOSED || commercial == CommercialState.CANCELLED;
        return new Order(new UUID(1, 1), NUMBER, "portal", "portal-demo", new AccountId("A-1001"), Optional.of("PO-7781"),
                Optional.empty(), Optional.empty(), DOCK, Completeness.PARTIAL, "USD", total, BigDecimal.ZERO,
                BigDecimal.ZERO, total, commercial, posting, reason, "erp",
                posting == PostingState.POSTED ? Optional.of("E-500001") : Optional.empty(), List.of(), "story", START,
                ended ? Optional.of(now) : Optional.empty(),
                List.of(new Order.Line(1, Optional.empty(), Optional.empty(), new Sku("CD-10001"), "Circuit breaker",
                        DOZEN, DOZEN, new BigDecimal("11.97"), total, "standard", DOZEN, cancelled, NONE, NONE)));
    }
}

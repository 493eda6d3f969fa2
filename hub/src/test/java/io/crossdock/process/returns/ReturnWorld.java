package io.crossdock.process.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.Return.Reason;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.ReturnSink;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.LongLease;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A hub whose ERP books whatever it is asked, so that goods can be sold, shipped, invoiced and sent back. */
final class ReturnWorld implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final io.crossdock.testing.SettableClock clock = io.crossdock.testing.SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.3333", 1_000, 0, 0).item("CD-2", "2.505", 500, 0, 0);
    private final AtomicInteger keys = new AtomicInteger();
    private final Map<String, Outcome> credits = new ConcurrentHashMap<>();
    private final Map<String, BigDecimal> invoiced = new ConcurrentHashMap<>();
    final List<String> creditCalls = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final TestHub hub;

    /** The returns policy is that of the example, but for what nobody is asked about. */
    ReturnWorld(Path directory, String automaticUpTo) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        landscape.replace("landscape.yaml", "automaticUpTo: \"500.00\"", "automaticUpTo: \"" + automaticUpTo + "\"");
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.system.invoicing", "io.crossdock.process.ordering",
                        "io.crossdock.process.fulfilment", "io.crossdock.process.returns")
                .with(Distributor.class, distributor).with(ReturnSink.class, new Dock())
                .with(Lanes.class, () -> Map.of("erp", LongLease.of(LaneSettings.DEFAULT)))
                .with(EffectExecutor.class, new Books("order.post", effect -> done("E-" + effect.businessKey(), Map.of())))
                .with(EffectExecutor.class, new Books("invoice.post", this::invoice))
                .with(EffectExecutor.class, new Books("credit.post", this::credit))
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
    }

    private record Books(String kind, Function<Effect, Outcome> booking) implements EffectExecutor {

        @Override
        public Promise promise(String target) {
            return Promise.NATIVE_KEY;
        }

        @Override
        public Outcome execute(Effect effect) {
            return booking.apply(effect);
        }

        @Override
        public Sighting lookup(Effect effect) {
            return new Sighting.Absent();
        }
    }

    /** The warehouses can be told of returns; nobody here works on their lanes. */
    private static final class Dock implements ReturnSink {

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Promise promise() {
            return Promise.NATIVE_KEY;
        }

        @Override
        public Outcome post(SystemSettings warehouse, ReturnAnnouncement back) {
            throw new IllegalStateException("nobody works on the lane of " + warehouse.id());
        }

        @Override
        public Sighting find(SystemSettings warehouse, String rma) {
            return new Sighting.Absent();
        }
    }

    /** What warehouses were and will be told of a return, in order: kind, target. */
    List<String> told(Return back) {
        return hub.get(Effects.class).ofKey(back.order().value()).stream()
                .filter(effect -> effect.businessKey().equals(back.number().value()) && effect.kind().startsWith("return."))
                .map(effect -> effect.kind() + " " + effect.target()).toList();
    }

    private Outcome done(String number, Object meaning) {
        return new Outcome.Done(number, hub.get(Json.class).tree(meaning));
    }

    /** At the list price of a piece, half up; every order is invoiced once here. */
    private Outcome invoice(Effect effect) {
        InvoiceRequest asked = hub.get(Json.class).read(effect.request(), InvoiceRequest.class);
        List<PostedInvoice.Line> lines = asked.lines().stream().map(line -> {
            BigDecimal price = new BigDecimal(line.lineNo() == 1 ? "1.3333" : "2.505");
            return new PostedInvoice.Line(line.lineNo(), new Sku("CD-" + line.lineNo()), line.quantity(), price,
                    price.multiply(line.quantity().value()).setScale(2, RoundingMode.HALF_UP));
        }).toList();
        BigDecimal net = lines.stream().map(PostedInvoice.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal tax = net.multiply(new BigDecimal("0.0775")).setScale(2, RoundingMode.HALF_UP);
        invoiced.put(asked.order(), net.add(tax));
        return done("INV-" + asked.shipment(), new PostedInvoice("INV-" + asked.shipment(), "USD", net, new BigDecimal("0.00"),
                tax, net.add(tax), clock.instant(), LocalDate.of(2026, 12, 20), lines));
    }

    BigDecimal invoiced(OrderNumber order) {
        return invoiced.getOrDefault(order.value(), BigDecimal.ZERO);
    }

    private Outcome credit(Effect effect) {
        creditCalls.add(effect.businessKey());
        return credits.getOrDefault("next", done("CM-" + effect.businessKey(), Map.of()));
    }

    void creditsEndAs(Outcome outcome) {
        credits.put("next", outcome);
    }

    void creditsAreBooked() {
        credits.clear();
    }

    TestHub hub() {
        return hub;
    }

    Returns returns() {
        return hub.get(Returns.class);
    }

    /** An order of CD-1 on line 1 and CD-2 on line 2, accepted. */
    OrderNumber order(String first, String second) {
        String key = "order-" + keys.incrementAndGet();
        List<OrderRequest.Line> lines = new ArrayList<>(List.of(line(1, first)));
        if (!second.isEmpty()) {
            lines.add(line(2, second));
        }
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId("A-1"), Optional.of("PO-1"), Optional.empty(), new Destination.Usual(), Distributor.USD,
                lines, Optional.empty(), Optional.empty()), incoming(key));
        assertThat(placed).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placed).answer().number();
    }

    private static OrderRequest.Line line(int lineNo, String amount) {
        String[] parts = amount.split(" ");
        return new OrderRequest.Line(lineNo, Optional.empty(), new ItemName.BySku(new Sku("CD-" + lineNo)),
                Quantity.of(parts[0], parts[1]), Optional.empty(), Optional.empty());
    }

    private static Incoming incoming(String key) {
        return new Incoming("test", key, "application/json", key.getBytes(StandardCharsets.UTF_8), "consumer:test",
                "story-" + key);
    }

    /** The same, shipped and invoiced. */
    OrderNumber sold(String first, String second) {
        OrderNumber order = order(first, second);
        ship(order);
        int lines = second.isEmpty() ? 1 : 2;
        await().atMost(PATIENCE).until(() -> hub.jdbc().sql("""
                SELECT count(*) FROM ordering.order_line WHERE order_number = :order AND invoiced > 0 AND invoiced = shipped
                """).param("order", order.value()).query(Integer.class).single() == lines);
        return order;
    }

    void ship(OrderNumber order) {
        for (Leg leg : hub.get(Fulfilment.class).legs(List.of(order))) {
            hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), LegSignal.SHIPPED,
                    clock.instant(), 0, leg.lines().stream().map(line -> new LegReport.Line(line.lineNo(), line.sku(),
                            line.planned())).toList(), List.of(), Optional.of("northway"), Optional.empty()),
                    Origin.start("wms", "system:wms-atl")));
        }
        await().atMost(PATIENCE).until(() -> hub.jdbc().sql(
                "SELECT coalesce(min(shipped), 0) > 0 FROM ordering.order_line WHERE order_number = :order")
                .param("order", order.value()).query(Boolean.class).single());
    }

    static ReturnRequest.Line back(int lineNo, String amount, Reason reason) {
        String[] parts = amount.split(" ");
        return new ReturnRequest.Line(lineNo, new BigDecimal(parts[0]),
                parts.length == 1 ? Optional.empty() : Optional.of(Unit.of(parts[1])), reason, Optional.empty());
    }

    ReturnAnswer ask(OrderNumber order, ReturnRequest.Line... lines) {
        return askAs("return-" + keys.incrementAndGet(), order, lines);
    }

    ReturnAnswer askAs(String key, OrderNumber order, ReturnRequest.Line... lines) {
        return returns().request(new ReturnRequest(order, Optional.of("R-1"), List.of(lines)), new AccountId("A-1"),
                new Incoming("test-returns", key, "application/json",
                        List.of(lines).toString().getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
    }

    Return taken(OrderNumber order, ReturnRequest.Line... lines) {
        ReturnAnswer answer = ask(order, lines);
        assertThat(answer).isInstanceOf(ReturnAnswer.Taken.class);
        return ((ReturnAnswer.Taken) answer).taken();
    }

    Return now(Return back) {
        return returns().find(back.number()).orElseThrow();
    }

    void comes(ReturnNumber number, String document, Optional<Disposition> found, String sku, String amount) {
        String[] parts = amount.split(" ");
        hub.inTransaction(() -> returns().tell(new ReturnTelling(number, new LocationId("ATL"), document, clock.instant(),
                found.isPresent(), List.of(new ReturnTelling.Line(new Sku(sku), Quantity.of(parts[0], parts[1]), found,
                        Optional.empty()))), person()));
    }

    Return awaited(Return back, Return.State state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(now(back).state()).isEqualTo(state));
        return now(back);
    }

    static Origin person() {
        return Origin.start("by-hand", "user:ops");
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}

package io.crossdock.experience.warehouse;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.gateway.WebhookVerifier;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.Savepoints;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import io.crossdock.testing.AddingErp;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.LongLease;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.transaction.support.TransactionTemplate;

/** A hub that listens to warehouses. Nothing moves by itself: messages are digested when a test tells them. */
public final class IntakeWorld implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    final SettableClock clock = SettableClock.at(NOW);
    private final ExampleLandscape landscape;
    private final Landscapes landscapes;
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final TestHub hub;
    private int keys;

    /**
     * @param mend of the landscape, before the hub reads it
     * @param more packages whose components take part
     */
    public IntakeWorld(Path directory, Mend mend, String... more) throws IOException {
        landscape = ExampleLandscape.in(directory);
        mend.mend(landscape);
        landscapes = landscape.landscapes(clock);
        Distributor distributor = new Distributor()
                .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .account("A-2", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL,
                        Optional.of(Substitution.NEVER_DEARER))
                .item("CD-1", "1.3333", 1_000, 0, 0).instead(Optional.empty(), "CD-3").item("CD-2", "2.50", 500, 0, 0).item("CD-3", "9.00", 40, 0, 0);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.platform.callbacks",
                        "io.crossdock.system.customers", "io.crossdock.system.catalog", "io.crossdock.system.pricing",
                        "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment", "io.crossdock.system.invoicing",
                        "io.crossdock.process.returns",
                        "io.crossdock.experience.warehouse").scan(more)
                .with(Lanes.class, () -> Map.of("edi:northlog", LongLease.of(LaneSettings.DEFAULT))).with(HttpCaller.class)
                .with(WebhookVerifier.class, Conversions.class).with(Distributor.class, distributor)
                .with(AmendSink.class, new AddingErp())
                .with(Landscapes.class, landscapes).with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
    }

    /** Changes a landscape. */
    public interface Mend {
        void mend(ExampleLandscape landscape) throws IOException;
    }

    @Configuration(proxyBeanMethods = false)
    static class Conversions {

        @Bean
        static ConversionService conversionService() {
            return ApplicationConversionService.getSharedInstance();
        }
    }

    public ExampleLandscape landscape() {
        return landscape;
    }

    public SettableClock clock() {
        return clock;
    }

    public Landscapes landscapes() {
        return landscapes;
    }

    public TestHub hub() {
        return hub;
    }

    /** The leg of an order for 24 pieces of CD-1 and 5 of CD-2 from ATL. */
    public LegNumber leg() {
        return leg("A-1");
    }

    /** The same for an account; A-2 takes CD-3 instead of CD-1. */
    public LegNumber leg(String account) {
        String key = "key-" + ++keys;
        OrderRequest request = new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId(account),
                Optional.of("PO-1"), Optional.empty(), new Destination.OnFile(new ShipToId(account + "-1")),
                Distributor.USD, List.of(line(1, "CD-1", "24"), line(2, "CD-2", "5")), Optional.empty(), Optional.empty());
        hub.start();
        Placement placed = hub.get(Ordering.class).place(request, new Incoming("portal:test", key,
                "application/json", key.getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
        hub.stop();
        OrderNumber order = ((Placement.Accepted) placed).answer().number();
        return hub.get(Fulfilment.class).legs(List.of(order)).getFirst().number();
    }

    private static OrderRequest.Line line(int no, String sku, String quantity) {
        return new OrderRequest.Line(no, Optional.empty(), new ItemName.BySku(new Sku(sku)),
                Quantity.of(quantity, "EA"), Optional.empty(), Optional.empty());
    }

    public List<Leg> legs(LegNumber leg) {
        return hub.get(Fulfilment.class).legs(List.of(leg.order()));
    }

    public Stock position(String sku) {
        return positions(sku).getFirst();
    }

    /** At ATL, by SKU. */
    List<Stock> positions(String... skus) {
        return hub.get(Inventory.class).stock(Stream.of(skus).map(Sku::new).toList()).stream()
                .filter(each -> each.location().value().equals("ATL"))
                .sorted(Comparator.comparing(each -> each.sku().value())).toList();
    }

    /** What has become of the order of a leg: its legs, then its lines. */
    public String end(LegNumber leg) {
        return legs(leg).stream().map(each -> each.number().index() + " " + each.state().label() + each.lines().stream()
                .map(line -> ", " + line.lineNo() + " " + line.sku() + " planned " + line.planned().decimal() + " shipped "
                        + line.shipped().decimal() + " missing " + line.missing().decimal()).collect(Collectors.joining()))
                .collect(Collectors.joining("; ")) + " | " + hub.get(Ordering.class).order(leg.order()).orElseThrow().lines()
                .stream().map(line -> line.lineNo() + " " + line.sku() + " cancelled " + line.cancelled().decimal()
                        + " shipped " + line.shipped().decimal() + line.insteadOf().map(of -> " for " + of).orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** Takes a message in and digests it, as part of the running transaction or in one of its own. */
    public Message tell(String id, String body) {
        return tell("wms-atl", id, body);
    }

    Message tell(String system, String id, String body) {
        return hub.get(TransactionTemplate.class).execute(status -> {
            Receipt receipt = hub.get(Inbox.class).receive(new Incoming(system, id, "application/json",
                    body.getBytes(StandardCharsets.UTF_8), Origin.start("c-" + id, "system:" + system)), "t:" + id);
            if (receipt instanceof Receipt.New) {
                Fact fact = hub.get(Journal.class).ofKey("t:" + id, 0).getLast();
                hub.get(WarehouseIntake.class).handle(fact);
            }
            UUID message = switch (receipt) {
                case Receipt.New(UUID fresh) -> fresh;
                case Receipt.Seen(Message seen) -> seen.id();
                case Receipt.Conflict(UUID first) -> first;
            };
            return hub.get(Inbox.class).message(message).orElseThrow();
        });
    }

    /** Messages by their ids, digested together; those that are known already are not digested again. */
    void tellTogether(List<Map.Entry<String, String>> messages) {
        hub.get(TransactionTemplate.class).executeWithoutResult(status -> {
            List<Fact> facts = new ArrayList<>();
            messages.forEach(each -> {
                Receipt receipt = hub.get(Inbox.class).receive(new Incoming("wms-atl", each.getKey(), "application/json",
                        each.getValue().getBytes(StandardCharsets.UTF_8),
                        Origin.start("c-" + each.getKey(), "system:wms-atl")), "t:" + each.getKey());
                if (receipt instanceof Receipt.New) {
                    facts.add(hub.get(Journal.class).ofKey("t:" + each.getKey(), 0).getLast());
                }
            });
            hub.get(WarehouseIntake.class).handleAll(Batch.of(facts));
        });
    }

    /** Does work whose effects are undone, and returns what it says. A dream within a dream goes back to where it began. */
    <T> T dream(Supplier<T> work) {
        return Savepoints.of(hub.get(TransactionTemplate.class)).execute(status -> {
            status.setRollbackOnly();
            return work.get();
        });
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}

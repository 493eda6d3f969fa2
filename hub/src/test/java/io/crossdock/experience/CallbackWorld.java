package io.crossdock.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

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
import io.crossdock.platform.gateway.WebhookVerifier;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.Parked;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.replica.Replication;
import io.crossdock.platform.transports.Door;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RestController;

/** A hub that has taken orders and listens to warehouses, suppliers and carriers. */
final class CallbackWorld implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.3333", 1_000, 0, 0)
            .dropShip("CD-9", "55.10", "northforge");
    private final TestHub hub;
    private final MockMvc doors;
    private int keys;

    CallbackWorld(Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.platform.callbacks",
                        "io.crossdock.system.customers", "io.crossdock.system.catalog",
                                "io.crossdock.system.pricing",
                        "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.system.connectors.northway", "io.crossdock.system.connectors.roadlink",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment", "io.crossdock.process.returns",
                        "io.crossdock.system.invoicing",
                        "io.crossdock.experience.warehouse", "io.crossdock.experience.supplierportal",
                        "io.crossdock.experience.carriers")
                .with(WebhookVerifier.class, Controllers.class, Conversions.class)
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        doors = hub.get(Controllers.class).doors;
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
    }

    @Configuration(proxyBeanMethods = false)
    static class Conversions {

        /** Settings such as {@code 5m}. */
        @Bean
        static ConversionService conversionService() {
            return ApplicationConversionService.getSharedInstance();
        }
    }

    /** The controllers of all intakes, called as over HTTP. */
    static final class Controllers {

        private final MockMvc doors;
        private final List<Door> transports;

        Controllers(ApplicationContext context) {
            transports = List.copyOf(context.getBeansOfType(Door.class).values());
            doors = MockMvcBuilders.standaloneSetup(
                    context.getBeansWithAnnotation(RestController.class).values().toArray()).build();
        }
    }

    /** The same message by a queue, mail or file. */
    Door.Verdict tell(String system, String key, String body) {
        Inlet inlet = new Inlet("other-way", new MessagePlace.Folder(Path.of("/nowhere"), new MessagePlace.Pickup("*", "done",
                Duration.ofSeconds(1), "")), Timeouts.DEFAULT, new Inlet.Takes.Messages(system), 1, 1, 1 << 20);
        List<Door> taking = hub.get(Controllers.class).transports.stream().filter(door -> door.opens(inlet.takes())).toList();
        assertThat(taking).hasSize(1);
        List<Door.Verdict> verdicts = new ArrayList<>();
        hub.inTransaction(() -> verdicts.add(taking.getFirst().take(inlet, new Door.Thing(key, key, "application/json", NOW,
                body.getBytes(StandardCharsets.UTF_8)), Origin.start("story-" + key, inlet.source()))));
        return verdicts.getFirst();
    }

    /** An order of 24 pieces from ATL and 6 from the supplier northforge. */
    OrderNumber order() {
        String key = "key-" + ++keys;
        OrderRequest request = new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId("A-1"),
                Optional.of("PO-1"), Optional.empty(), new Destination.OnFile(new ShipToId("A-1-1")),
                Distributor.USD, List.of(line(1, "CD-1", "24"), line(2, "CD-9", "6")), Optional.empty(),
                Optional.empty());
        Placement placed = hub.get(Ordering.class).place(request, new Incoming("portal:test", key,
                "application/json", key.getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
        assertThat(placed).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placed).answer().number();
    }

    private static OrderRequest.Line line(int no, String sku, String quantity) {
        return new OrderRequest.Line(no, Optional.empty(), new ItemName.BySku(new Sku(sku)),
                Quantity.of(quantity, "EA"), Optional.empty(), Optional.empty());
    }

    /** The leg of an order that comes from a place. */
    Leg leg(OrderNumber order, String kind) {
        return hub.get(Fulfilment.class).legs(List.of(order)).stream()
                .filter(leg -> leg.origin().getClass().getSimpleName().equals(kind)).findFirst()
                .orElseThrow();
    }

    Leg leg(LegNumber number) {
        return hub.get(Fulfilment.class).legs(List.of(number.order())).stream()
                .filter(leg -> leg.number().equals(number)).findFirst().orElseThrow();
    }

    MockHttpServletResponse send(String path, String secret, String id, String body) {
        return sendSigned(path, id, body, sign(secret, id, body));
    }

    MockHttpServletResponse sendSigned(String path, String id, String body, String signature) {
        try {
            return doors.perform(post(path).contentType(body.startsWith("<") ? "application/xml"
                    : "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", clock.instant().getEpochSecond())
                    .header("webhook-signature", signature).content(body)).andReturn().getResponse();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    String sign(String secret, String id, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = id + "." + clock.instant().getEpochSecond() + "." + body;
            return "v1," + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    Message message(String source, String id) {
        return hub.jdbc().sql("SELECT id FROM inbox.message WHERE source = :source AND dedupe_key = :id")
                .param("source", source).param("id", id).query(UUID.class).optional()
                .flatMap(hub.get(Inbox.class)::message).orElseThrow();
    }

    List<Parked> parked() {
        return journal().parked();
    }

    Journal journal() {
        return hub.get(Journal.class);
    }

    Inventory inventory() {
        return hub.get(Inventory.class);
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}

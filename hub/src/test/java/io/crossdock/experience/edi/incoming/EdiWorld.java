package io.crossdock.experience.edi.incoming;

import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.alerts.Alerts;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.LongLease;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A partner that orders by EDI, and a hub that takes its orders and answers them into a folder. */
public final class EdiWorld implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    /** Asks again by itself only after a long while, and never gives up on its target. */
    private static final LaneSettings PATIENT = new LaneSettings(4, BigDecimal.ZERO, 12, Duration.ofMinutes(30),
            Duration.ofHours(1), 1_000, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(1));

    private final Path directory;
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final ExampleLandscape landscape;
    private final Landscapes landscapes;
    private final SettableClock clock = SettableClock.at(NOW);
    private final TestHub hub;

    /** @param more adds to the hub what a test needs besides */
    public EdiWorld(Path directory, UnaryOperator<TestHub.Builder> more) throws IOException {
        this(directory, Map.of(), more);
    }

    /** @param lanes besides the usual ones, or instead of them */
    public EdiWorld(Path directory, Map<String, LaneSettings> lanes, UnaryOperator<TestHub.Builder> more)
            throws IOException {
        Map<String, LaneSettings> all = new HashMap<>(Map.of("edi:buildwell", LaneSettings.DEFAULT, "edi",
                LaneSettings.DEFAULT, "hook:ops", PATIENT, MailServer.TARGET, LaneSettings.DEFAULT));
        all.putAll(lanes);
        all.replaceAll((target, lane) -> LongLease.of(lane));
        this.directory = directory;
        landscape = ExampleLandscape.in(directory);
        landscape.replace("partners/buildwell.yaml", "{system: buildwell}", "{folder: " + out() + "}");
        landscapes = landscape.landscapes(clock);
        Distributor distributor = new Distributor()
                .account("A-1007", "10000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .item("CD-10001", "1.50", 100_000, 0, 0).item("CD-10002", "2.00", 100_000, 0, 0);
        hub = more.apply(TestHub.on(database, clock)
                .scan("io.crossdock.experience.edi.incoming", "io.crossdock.experience.edi.outgoing",
                        "io.crossdock.platform.transports", "io.crossdock.experience.edi.orders",
                        "io.crossdock.experience.edi.maps", "io.crossdock.experience.edi.changes", "io.crossdock.process.changes",
                        "io.crossdock.platform.replica",
                        "io.crossdock.system.customers", "io.crossdock.system.catalog", "io.crossdock.system.pricing",
                        "io.crossdock.system.inventory", "io.crossdock.system.credit", "io.crossdock.system.invoicing",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment", "io.crossdock.process.returns",
                        "io.crossdock.process.repairs",
                        "io.crossdock.process.story", "io.crossdock.process.reconciliation",
                        "io.crossdock.process.oversight", "io.crossdock.platform.stewardship")
                .with(Landscapes.class, landscapes).with(Secrets.class, landscape.secretsInForce())
                .with(HttpCaller.class).with(Distributor.class, distributor)
                .with(Lanes.class, () -> Map.copyOf(all)))
                .open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
    }

    public TestHub hub() {
        return hub;
    }

    public SettableClock clock() {
        return clock;
    }

    public ExampleLandscape landscape() {
        return landscape;
    }

    public void reload() {
        landscapes.refresh();
    }

    private Path out() {
        return directory.resolve("out");
    }

    /** Orders one line: {@code 10*CT*18*PE*BP*BW-10001}. */
    public void order(String reference, String... lines) {
        hub.get(EdiGate.class).order(reference, lines);
    }

    /** Changes an order: {@code BCH} and the segments that follow it. @param segments each ends with a tilde */
    public void change(String segments) {
        hub.get(EdiGate.class).change(segments);
    }

    /** By number of the change what became of it, and of those without one. */
    public List<String> changes() {
        return hub.jdbc().sql("""
                SELECT coalesce(c.number, '-') || ' ' || t.state FROM edi.transaction_set t
                  LEFT JOIN edi.change c ON c.set_id = t.id WHERE t.type = '860' ORDER BY t.id
                """).query(String.class).list();
    }

    /** By purchase order what became of it. */
    public Map<String, String> states() {
        return hub.jdbc().sql("SELECT reference, state FROM edi.transaction_set WHERE type = '850' ORDER BY id")
                .query((row, n) -> Map.entry(row.getString("reference"), row.getString("state"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Some time later: the hub looks for alerts by itself, too; whoever does, the look has been made when this returns. */
    public void lookForAlerts() {
        clock.advance(Duration.ofSeconds(11));
        await().until(() -> {
            hub.get(Alerts.class).step();
            return hub.jdbc().sql("SELECT due_at > :now FROM alerts.watch").param("now", Timestamp.from(clock.instant()))
                    .query(Boolean.class).single();
        });
    }

    /** The 855s that the partner got, in the order of control numbers. */
    public List<String> answers() {
        return documents("855");
    }

    /** What the partner got, in the order of control numbers. */
    public List<String> documents(String type) {
        if (!Files.exists(out())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out())) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString().substring(4)))
                    .map(EdiWorld::read).filter(text -> text.contains("~ST*" + type + "*")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}

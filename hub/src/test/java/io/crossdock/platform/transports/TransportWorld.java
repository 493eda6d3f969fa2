package io.crossdock.platform.transports;

import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A hub with transports, and a door that writes down what came through it. */
public final class TransportWorld implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EVENTUALLY = Duration.ofMinutes(2);

    private static final int SUBJECT_MAX = 100;

    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final ExampleLandscape landscape;
    private final Landscapes landscapes;
    private final TestHub hub;

    /** What begins with {@code bad} nobody understands. */
    static final class Seen implements Door {

        @Override
        public boolean opens(Inlet.Takes takes) {
            return true;
        }

        @Override
        public Verdict take(Inlet inlet, Thing thing, Origin origin) {
            String text = new String(thing.content(), StandardCharsets.UTF_8);
            if (text.startsWith("bad")) {
                return new Verdict.Declined("edi-unreadable", "It says '" + text + "'.");
            }
            return new Verdict.Taken(subject(text), "It was read.");
        }
    }

    /** A long text is known by its digest. */
    static String subject(String text) {
        return text.length() <= SUBJECT_MAX ? text : Parcel.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    TransportWorld(Path directory, Map<String, String> files, Map<String, String> secrets) throws IOException {
        landscape = ExampleLandscape.in(directory);
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Files.writeString(landscape.secrets().resolve(secret.getKey()), secret.getValue());
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            landscape.write(file.getKey(), file.getValue());
        }
        landscapes = landscape.landscapes(Clock.systemUTC());
        hub = hub(TestHub.on(database, Clock.systemUTC()), landscape, landscapes);
    }

    /** A hub of such a world. */
    static TestHub hub(TestHub.Builder builder, ExampleLandscape landscape, Landscapes landscapes) {
        return builder.scan("io.crossdock.platform.transports")
                .with(Landscapes.class, landscapes).with(Secrets.class, landscape.secretsInForce())
                .with(Door.class, new Seen())
                .with(Lanes.class, () -> Map.of("to:out", LaneSettings.DEFAULT)).open();
    }

    SharedPostgres.Database database() {
        return database;
    }

    TestHub hub() {
        return hub;
    }

    ExampleLandscape landscape() {
        return landscape;
    }

    void reload() {
        landscapes.refresh();
    }

    /** Texts that were understood. */
    List<String> seen() {
        return hub.jdbc().sql("SELECT subject FROM inbox.message WHERE state = 'digested'").query(String.class).list();
    }

    int kept(String source) {
        return hub.jdbc().sql("SELECT count(*) FROM inbox.message WHERE source = :source").param("source", "source:" + source)
                .query(Integer.class).single();
    }

    List<String> parked() {
        return hub.jdbc().sql("SELECT code || ': ' || reason FROM journal.parked ORDER BY position").query(String.class)
                .list();
    }

    /** What is wrong with a source; {@code none} when nothing is. */
    String trouble(String source) {
        return hub.jdbc().sql("SELECT coalesce(max(code || ': ' || failure), 'none') FROM transports.source WHERE source = :s")
                .param("s", source).query(String.class).single();
    }

    boolean isFull(String source) {
        return hub.jdbc().sql("SELECT count(*) FROM transports.source WHERE source = :s AND full_since IS NOT NULL")
                .param("s", source).query(Integer.class).single() > 0;
    }

    static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(EVENTUALLY).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}

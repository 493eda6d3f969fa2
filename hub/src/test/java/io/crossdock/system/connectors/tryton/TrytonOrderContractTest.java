package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The connector keeps its promise against a Tryton of our own making. */
class TrytonOrderContractTest extends SinkContract<OrderPosting> {

    private static final Set<String> BOOKED = Set.of("confirmed", "processing", "done");

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();

    @AfterEach
    void close() {
        fake.close();
    }

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        try {
            Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
            Files.writeString(secrets.resolve("wrong"), "wrong");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TrytonSubject<>(Rig.of(secrets, Clock.systemUTC()).orders(), fake.settings(), this::booked,
                reference -> TrytonOrdersTest.order(reference, "C-OPEN"),
                reference -> TrytonOrdersTest.order(reference, "C-TIGHT"), Duration.ofSeconds(8));
    }

    private List<String> booked(String reference) {
        return fake.tables().all("sale.sale").stream()
                .filter(row -> row.path("reference").asString().equals(reference)
                        && BOOKED.contains(row.path("state").asString()))
                .map(row -> row.path("number").asString()).toList();
    }
}

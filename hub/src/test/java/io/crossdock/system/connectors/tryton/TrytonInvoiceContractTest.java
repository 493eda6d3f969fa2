package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
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

/** Invoices keep the promise against a Tryton of our own making, with all the steps that lead to one. */
class TrytonInvoiceContractTest extends SinkContract<InvoicePosting> {

    private static final Set<String> BOOKED = Set.of("posted", "paid");

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();

    @AfterEach
    void close() {
        fake.close();
    }

    @Override
    protected SinkRules.Subject<InvoicePosting> subject() {
        try {
            Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
            Files.writeString(secrets.resolve("wrong"), "wrong");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Rig rig = Rig.of(secrets, Clock.systemUTC());
        return new TrytonSubject<>(rig.invoices(), fake.settings(), this::posted,
                reference -> invoice(rig, reference, "20"), reference -> invoice(rig, reference, "61"),
                Duration.ofSeconds(8));
    }

    /** Some of the 60 hats, and both boxes of bolts counted one by one. */
    private InvoicePosting invoice(Rig rig, String reference, String hats) {
        String sale = rig.orders().post(fake.settings(), TrytonOrdersTest.order(reference + "-O", "C-OPEN"))
                instanceof Outcome.Done done ? done.reference() : "none";
        return new InvoicePosting(sale, new InvoiceRequest(reference, reference + "-O", List.of(
                new InvoiceRequest.Line(1, Quantity.of(hats, "EA")),
                new InvoiceRequest.Line(2, Quantity.of("200", "EA")))));
    }

    private List<String> posted(String reference) {
        return fake.tables().all("account.invoice").stream()
                .filter(row -> row.path("reference").asString("").equals(reference)
                        && BOOKED.contains(row.path("state").asString()))
                .map(row -> row.path("number").asString()).toList();
    }
}

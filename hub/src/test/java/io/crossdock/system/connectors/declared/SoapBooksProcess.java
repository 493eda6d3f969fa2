package io.crossdock.system.connectors.declared;

import static org.awaitility.Awaitility.await;

import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.Ports;
import io.crossdock.testing.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@link SoapBooks} in a process of their own, behind a line, with a ledger on disk that outlives them. */
final class SoapBooksProcess implements Books {

    private final String binding;
    private final Path ledger;
    private final int port = Ports.free();
    private final Relay line = Relay.to(port);
    private ChildJvm process;

    SoapBooksProcess(String binding, Path ledger) throws IOException {
        this.binding = binding;
        this.ledger = Files.createFile(ledger);
        process = started();
    }

    /** Where they are found, over the line. */
    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + line.port());
    }

    Relay line() {
        return line;
    }

    @Override
    public List<String> booked(String reference) {
        return lines(reference).stream().filter(each -> each[0].equals("book")).map(each -> each[1]).toList();
    }

    /** What was asked about a reference, in that order. */
    List<String> asked(String reference) {
        return lines(reference).stream().map(each -> each[0]).toList();
    }

    private List<String[]> lines(String reference) {
        return written(ledger).stream().map(each -> each.split(" ", 3)).filter(each -> each[2].equals(reference)).toList();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.close();
        line.cut();
    }

    void startAgain() {
        process = started();
    }

    private ChildJvm started() {
        ChildJvm child = ChildJvm.start(SoapBooksProcess.class, binding, String.valueOf(port), ledger.toString());
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!child.isAlive()) {
                throw new IllegalStateException("the books have ended: " + child.output());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return child;
    }

    @Override
    public void close() {
        line.close();
        process.close();
    }

    /** The books themselves. Arguments: binding, port, ledger. */
    public static void main(String[] arguments) throws InterruptedException {
        ChildJvm.endWithParent();
        Path ledger = Path.of(arguments[2]);
        SoapBooks.Sales sales = new SoapBooks.Sales(line -> write(ledger, line));
        try (SoapBooks _ = new SoapBooks(arguments[0], Integer.parseInt(arguments[1]), sales.continuing(written(ledger)))) {
            new CountDownLatch(1).await();
        }
    }

    private static List<String> written(Path ledger) {
        try {
            return Files.readAllLines(ledger);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path ledger, String line) {
        try {
            Files.writeString(ledger, line + "\n", StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

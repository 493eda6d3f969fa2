package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A connector that is nothing but its file, and the books that it is for. */
final class DeclaredSubject implements SinkRules.Subject<OrderPosting> {

    private final ExampleLandscape example;
    private final String declaration;
    private final Books books;
    private final boolean survivesDoubling;
    private final OrderSink sink;

    /** @param declaration with {@code BASE} where it needs to know the address of the books */
    DeclaredSubject(ExampleLandscape example, String declaration, Books books, boolean survivesDoubling) {
        this(example, declaration, books, survivesDoubling, new SignedIn(new HttpCaller(Clock.systemUTC()),
                example.secretsInForce(), new Expressions(new Json()), Clock.systemUTC()));
    }

    DeclaredSubject(ExampleLandscape example, String declaration, Books books, boolean survivesDoubling, SignedIn signedIn) {
        this.example = example;
        this.declaration = declaration;
        this.books = books;
        this.survivesDoubling = survivesDoubling;
        sink = new DeclaredOrders(new DeclaredCalls(new Expressions(new Json()), signedIn));
    }

    @Override
    public OrderSink sink() {
        return sink;
    }

    @Override
    public boolean survivesDoubling() {
        return survivesDoubling;
    }

    @Override
    public Optional<FakeSystem.Said> expired() {
        return declaration.contains("type: oauth2") ? Optional.of(new FakeSystem.Said(401, "{\"error\":\"token\"}"))
                : Optional.empty();
    }

    /** A landscape in which the books have a key, and there is a wrong one. */
    static ExampleLandscape landscape(Path files) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(files);
        Files.writeString(example.secrets().resolve("key"), "s3cret\n");
        Files.writeString(example.secrets().resolve("wrong"), "wrong\n");
        return example;
    }

    @Override
    public URI url() {
        return books.url();
    }

    @Override
    public SystemSettings settings(URI url, Timeouts timeouts) {
        return at(url, timeouts, "file:key");
    }

    @Override
    public SystemSettings lockedOut(URI url) {
        return at(url, Timeouts.DEFAULT, "file:wrong");
    }

    private SystemSettings at(URI url, Timeouts timeouts, String secret) {
        try {
            example.write("connectors/books.yaml", declaration.replace("BASE", url.toString()));
            example.write("systems/books.yaml", """
                    id: books
                    kind: erp
                    connector: books
                    baseUrl: %s
                    secret: %s
                    settings: {sandbox: true}
                    timeouts: {connect: %dms, call: %dms}
                    """.formatted(url, secret, timeouts.connect().toMillis(), timeouts.call().toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return example.landscapes(Clock.systemUTC()).current().system("books").orElseThrow();
    }

    @Override
    public String secret() {
        return "s3cret";
    }

    @Override
    public FakeSystem.Said error() {
        return books.error();
    }

    @Override
    public OrderPosting request(String reference) {
        return Requests.mixed(reference, new AccountId("A-1001"));
    }

    @Override
    public OrderPosting declined(String reference) {
        return Requests.order(reference, new AccountId("A-NOBODY"));
    }

    @Override
    public List<String> asked(OrderPosting request) {
        return declaration.contains("\"rows\"") ? request.lines().stream().map(line -> SinkRules.Lines.line(line.sku(),
                line.quantity().value(), line.quantity().unit())).toList() : List.of();
    }

    @Override
    public List<String> held(String reference) {
        return books.held(reference);
    }

    @Override
    public List<String> done(String reference) {
        return books.booked(reference);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }
}

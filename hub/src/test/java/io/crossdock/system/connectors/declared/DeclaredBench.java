package io.crossdock.system.connectors.declared;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.HttpCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody's system whose connector is nothing but its file, in a landscape with two keys of which one is right. */
final class DeclaredBench implements Counterpart {

    static final String KEY = "the-key-of-the-other-side";

    private static final String ID = "desk";

    private final ExampleLandscape landscape;
    private final Kind kind;
    private final String connector;
    private final URI url;
    private final Map<String, SystemSettings> read = new ConcurrentHashMap<>();

    /** @param url of the system, which takes {@link #KEY} and no other */
    DeclaredBench(Path files, Kind kind, String declaration, URI url) {
        this.landscape = ExampleLandscape.in(files);
        this.kind = kind;
        this.connector = declaration.lines().filter(line -> line.startsWith("id: ")).findFirst().orElseThrow()
                .substring("id: ".length());
        this.url = url;
        try {
            Files.writeString(landscape.secrets().resolve("key"), KEY);
            Files.writeString(landscape.secrets().resolve("wrong"), "wrong");
            landscape.write("connectors/" + connector + ".yaml", declaration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DeclaredCalls calls() {
        Expressions expressions = new Expressions(new Json());
        Clock clock = Clock.systemUTC();
        return new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock), landscape.secretsInForce(), expressions,
                clock));
    }

    SystemSettings system() {
        return settings(url, Timeouts.DEFAULT);
    }

    @Override
    public URI url() {
        return url;
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
        return read.computeIfAbsent("""
                id: %s
                kind: %s
                connector: %s
                baseUrl: %s
                secret: %s
                timeouts: {connect: %dms, call: %dms}
                %s
                """.formatted(ID, kind.name().toLowerCase(Locale.ROOT), connector, url, secret,
                        timeouts.connect().toMillis(), timeouts.call().toMillis(),
                        kind == Kind.WMS ? "location: LAX" : "settings: {sandbox: true}"), this::system);
    }

    private SystemSettings system(String file) {
        try {
            landscape.write("systems/" + ID + ".yaml", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return landscape.landscapes(Clock.systemUTC()).current().system(ID).orElseThrow();
    }

    @Override
    public String secret() {
        return KEY;
    }
}

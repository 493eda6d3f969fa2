package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.ListContract;
import io.crossdock.system.connectors.ListRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a Tryton of our own making tells page by page. */
abstract class TrytonListContract<T> extends ListContract<T> {

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        Files.writeString(secrets.resolve("wrong"), "wrong");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    final FakeTryton fake() {
        return fake;
    }

    final Rig rig() {
        return Rig.of(secrets, Clock.systemUTC());
    }

    /** What is made or changed from here on is stamped with the time that it is. */
    final void now() {
        fake.tables().clock(Instant.now());
    }

    /** Some system at the fake. */
    record At(SystemSettings system) implements Counterpart {

        @Override
        public URI url() {
            return system.baseUrl().orElseThrow();
        }

        @Override
        public SystemSettings settings(URI url, Timeouts timeouts) {
            return at(url, timeouts, "file:key");
        }

        @Override
        public SystemSettings lockedOut(URI url) {
            // Another address, so that the session of the right password is not used.
            return at(URI.create(url.toString().replace("localhost", "127.0.0.1")), Timeouts.DEFAULT, "file:wrong");
        }

        private SystemSettings at(URI url, Timeouts timeouts, String secret) {
            return new SystemSettings(system.id(), system.kind(), system.connector(), Optional.of(url),
                    Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, system.lane(), system.location(),
                    system.zone(), system.settings());
        }

        @Override
        public String secret() {
            return FakeTryton.PASSWORD;
        }
    }

    /** A list of a system at the fake. */
    abstract static class Listed<T> implements ListRules.Subject<T> {

        private final Counterpart at;

        Listed(SystemSettings system) {
            this.at = new At(system);
        }

        @Override
        public final URI url() {
            return at.url();
        }

        @Override
        public final SystemSettings settings(URI url, Timeouts timeouts) {
            return at.settings(url, timeouts);
        }

        @Override
        public final SystemSettings lockedOut(URI url) {
            return at.lockedOut(url);
        }

        @Override
        public final String secret() {
            return at.secret();
        }
    }
}

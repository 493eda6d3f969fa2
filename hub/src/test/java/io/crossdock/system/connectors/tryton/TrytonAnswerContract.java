package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.AnswerContract;
import io.crossdock.system.connectors.AnswerRules;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.Counterpart;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a Tryton of our own making. */
abstract class TrytonAnswerContract extends AnswerContract {

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

    final Rig rig() {
        return Rig.of(secrets, Clock.systemUTC());
    }

    abstract Said ask(SystemSettings system, String about, Duration budget);

    abstract Map<String, String> known();

    abstract String unknown();

    @Override
    protected AnswerRules.Subject subject() {
        Counterpart at = new TrytonListContract.At(fake.settings());
        return new AnswerRules.Subject() {
            @Override
            public URI url() {
                return at.url();
            }

            @Override
            public SystemSettings settings(URI url, Timeouts timeouts) {
                return at.settings(url, timeouts);
            }

            @Override
            public SystemSettings lockedOut(URI url) {
                return at.lockedOut(url);
            }

            @Override
            public String secret() {
                return at.secret();
            }

            @Override
            public Said ask(SystemSettings system, String about, Duration budget) {
                return TrytonAnswerContract.this.ask(system, about, budget);
            }

            @Override
            public Map<String, String> known() {
                return TrytonAnswerContract.this.known();
            }

            @Override
            public String unknown() {
                return TrytonAnswerContract.this.unknown();
            }
        };
    }
}

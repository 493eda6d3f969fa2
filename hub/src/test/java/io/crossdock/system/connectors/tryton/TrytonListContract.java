package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.ListContract;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.Placed;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a Tryton of our own making tells page by page. */
abstract class TrytonListContract<T> extends ListContract<T> {

    @TempDir
    private Path secrets;

    private TrytonBench bench;

    @BeforeEach
    void open() {
        bench = new TrytonBench(secrets);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    final TrytonBench bench() {
        return bench;
    }

    final FakeTryton fake() {
        return bench.fake();
    }

    final Rig rig() {
        return bench.rig();
    }

    /** What is made or changed from here on is stamped with the time that it is. */
    final void now() {
        fake().tables().clock(Instant.now());
    }

    /** A list of a system at the fake. */
    abstract static class Listed<T> extends Placed implements ListRules.Subject<T> {

        Listed(SystemSettings system) {
            super(new TrytonBench.At(system));
        }
    }
}

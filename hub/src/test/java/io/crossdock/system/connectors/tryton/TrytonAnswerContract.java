package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.AnswerContract;
import io.crossdock.system.connectors.Counterpart;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a Tryton of our own making. */
abstract class TrytonAnswerContract extends AnswerContract {

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

    final Rig rig() {
        return bench.rig();
    }

    @Override
    protected final Counterpart counterpart() {
        return new TrytonBench.At(bench.fake().settings());
    }
}

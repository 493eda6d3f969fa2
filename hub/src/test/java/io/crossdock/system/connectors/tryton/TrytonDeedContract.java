package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.WarehouseRelease;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Against a Tryton of our own making. */
abstract class TrytonDeedContract<R> extends SinkContract<R> {

    @TempDir
    private Path secrets;

    private TrytonBench bench;
    private Rig preparing;
    private OptionalLong begun = OptionalLong.empty();
    private long before;

    @BeforeEach
    void open() {
        bench = new TrytonBench(secrets);
        preparing = bench.rig();
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

    /** For what has to be there before a request; logged in once for all. */
    final Rig preparing() {
        return preparing;
    }

    /**
     * Requests for which Tryton has forgotten all others but the last: its searches go through all that there is, and some
     * hundreds would make them slow.
     */
    final Function<String, R> forgetting(Function<String, R> requests) {
        return reference -> {
            long now = fake().tables().last();
            fake().forget(begun.orElse(now), before);
            begun = OptionalLong.of(begun.orElse(now));
            before = now;
            return requests.apply(reference);
        };
    }

    /** 60 hats and 2 boxes of bolts; returns Tryton's number of the sale. */
    final String ordered(String order) {
        return number(preparing.orders().post(fake().settings(), TrytonOrdersTest.order(order, "C-OPEN")));
    }

    /** Of 20 of the hats. */
    static WarehouseRelease release(String leg, String order) {
        return new WarehouseRelease(leg, order, new AccountId("C-OPEN"), Optional.empty(),
                TrytonOrdersTest.order(order, "C-OPEN").shipTo(), LocalDate.parse("2026-11-23"),
                List.of(new WarehouseRelease.Line(1, new Sku("SAF-2001"), Quantity.of("20", "EA"))));
    }

    static String number(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String number, var response)) {
            return number;
        }
        throw new AssertionError("it was not done: " + outcome);
    }
}

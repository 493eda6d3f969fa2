package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
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
import tools.jackson.databind.node.ObjectNode;

/** Against a Tryton of our own making. */
abstract class TrytonDeedContract<R> extends SinkContract<R> {

    private static final int FREIGHT = 1_000_000;

    @TempDir
    private Path secrets;

    private TrytonBench bench;
    private Rig preparing;
    private OptionalLong begun = OptionalLong.empty();
    private long before;
    private Optional<String> latest = Optional.empty();

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
            if (!latest.equals(Optional.of(reference))) {
                latest = Optional.of(reference);
                long now = fake().tables().last();
                fake().forget(begun.orElse(now), before);
                begun = OptionalLong.of(begun.orElse(now));
                before = now;
            }
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

    /** Rows of goods, by the line of the order that they come from; its freight is none. */
    final List<String> lines(List<ObjectNode> rows, Function<ObjectNode, ObjectNode> ofSale, String unit) {
        return rows.stream().filter(row -> ofSale.apply(row).path("sequence").asInt() < FREIGHT).map(row ->
                SinkRules.Lines.line(ofSale.apply(row).path("sequence").asInt(), Wire.quantity(row.path("quantity")),
                        fake().tables().row("product.uom", row.path(unit).asLong()).path("name").asString())).toList();
    }

    /** The line of the sale that a row names as its origin. */
    final ObjectNode origin(ObjectNode row) {
        return fake().tables().row("sale.line", Long.parseLong(row.path("origin").asString().substring("sale.line,".length())));
    }

    /** The document under a reference once more, with a number of its own. */
    final void copied(String model, String reference) {
        ObjectNode copy = fake().tables().only(model, "reference", reference).deepCopy();
        fake().tables().add(model, copy.put("number", copy.path("number").asString() + "0"));
    }

    static String number(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String number, var response)) {
            return number;
        }
        throw new AssertionError("it was not done: " + outcome);
    }
}

package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.Shelves;
import io.crossdock.system.connectors.StockContract;
import io.crossdock.system.connectors.StockSubject;
import io.crossdock.system.connectors.StockSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Stock of a connector that is nothing but its file. */
abstract class DeclaredStockContract extends StockContract {

    private final Shelves shelves;
    private DeclaredBench bench;

    /** @param page rows of a page */
    DeclaredStockContract(int page) {
        this.shelves = new Shelves(page);
    }

    /** The file of the connector. */
    abstract String declaration() throws IOException;

    /** How its system answers. */
    abstract Said answer(Call call, Shelves shelves);

    abstract int items();

    abstract List<BigDecimal> amounts();

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        bench = new DeclaredBench(files, SystemSettings.Kind.WMS, declaration(), shelves.url());
        shelves.system().byDefault(call -> answer(call, shelves));
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    @Override
    protected StockSubject subject() {
        return new Subject();
    }

    private final class Subject extends Placed implements StockSubject {

        Subject() {
            super(bench);
        }

        @Override
        public StockSource source() {
            return new DeclaredStock(bench.calls(), Clock.systemUTC());
        }

        @Override
        public LocationId location() {
            return new LocationId("LAX");
        }

        @Override
        public int items() {
            return DeclaredStockContract.this.items();
        }

        @Override
        public void holds(Map<Sku, BigDecimal> stock) {
            shelves.hold(stock);
        }

        @Override
        public List<BigDecimal> amounts() {
            return DeclaredStockContract.this.amounts();
        }
    }
}

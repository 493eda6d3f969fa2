package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.StockContract;
import io.crossdock.system.connectors.StockSubject;
import io.crossdock.system.connectors.StockSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Stock of a Tryton of our own making, which adds it up from moves and says it in floating point. */
class TrytonStockContractTest extends StockContract {

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

    @Override
    protected StockSubject subject() {
        return new Subject(bench);
    }

    private static final class Subject extends Placed implements StockSubject {

        private final FakeTryton fake;
        private final StockSource source;

        Subject(TrytonBench bench) {
            super(new TrytonBench.At(bench.fake().settings()));
            fake = bench.fake();
            source = bench.rig().stock();
        }

        @Override
        public StockSource source() {
            return source;
        }

        @Override
        public LocationId location() {
            return new LocationId("CMH");
        }

        @Override
        public int items() {
            return 520;
        }

        @Override
        public void holds(Map<Sku, BigDecimal> stock) {
            long category = fake.tables().only("product.category", "name", "Services").path("id").asLong();
            stock.forEach((sku, amount) -> {
                fake.business().product(sku.value(), "Kit", "1.0000", "goods", category);
                fake.business().fulfilment().stock(sku.value(), "CMH", amount.toPlainString());
            });
        }

        @Override
        public List<BigDecimal> amounts() {
            return List.of(BigDecimal.ZERO, new BigDecimal("0.1"), new BigDecimal("0.3"), new BigDecimal("320"), new BigDecimal("1234567.8912"));
        }
    }
}

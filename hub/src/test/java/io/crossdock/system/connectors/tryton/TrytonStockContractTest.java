package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.StockContract;
import io.crossdock.system.connectors.StockSubject;
import io.crossdock.system.connectors.StockSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Stock of a Tryton of our own making, which adds it up from moves and says it in floating point. */
class TrytonStockContractTest extends StockContract {

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

    @Override
    protected StockSubject subject() {
        return new Subject(fake, Rig.of(secrets, Clock.systemUTC()).stock());
    }

    private record Subject(FakeTryton fake, StockSource source) implements StockSubject {

        @Override
        public URI url() {
            return fake.url();
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
            SystemSettings settings = fake.settings();
            return new SystemSettings(settings.id(), settings.kind(), settings.connector(), Optional.of(url),
                    Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, settings.lane(), Optional.empty(),
                    settings.zone(), settings.settings());
        }

        @Override
        public String secret() {
            return FakeTryton.PASSWORD;
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

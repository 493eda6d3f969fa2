package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Shelves;
import io.crossdock.system.connectors.StockContract;
import io.crossdock.system.connectors.StockSubject;
import io.crossdock.system.connectors.StockSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
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
    private ExampleLandscape landscape;

    /** @param page rows of a page */
    DeclaredStockContract(int page) {
        this.shelves = new Shelves(page);
    }

    /** The file of the connector, whose id is {@code shelves}. */
    abstract String declaration() throws IOException;

    /** How its system answers. */
    abstract Said answer(Call call, Shelves shelves);

    abstract int items();

    abstract List<BigDecimal> amounts();

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        landscape = DeclaredSubject.landscape(files);
        Files.writeString(landscape.secrets().resolve("shelves"), Shelves.KEY);
        landscape.write("connectors/shelves.yaml", declaration());
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

    private final class Subject implements StockSubject {

        @Override
        public StockSource source() {
            Expressions expressions = new Expressions(new Json());
            Clock clock = Clock.systemUTC();
            return new DeclaredStock(new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock),
                    landscape.secretsInForce(), expressions, clock)), clock);
        }

        @Override
        public URI url() {
            return shelves.url();
        }

        @Override
        public SystemSettings settings(URI url, Timeouts timeouts) {
            return at(url, timeouts, "file:shelves");
        }

        @Override
        public SystemSettings lockedOut(URI url) {
            return at(url, Timeouts.DEFAULT, "file:wrong");
        }

        private SystemSettings at(URI url, Timeouts timeouts, String secret) {
            try {
                landscape.write("systems/shelves.yaml", """
                        id: shelves
                        kind: wms
                        connector: shelves
                        location: LAX
                        baseUrl: %s
                        secret: %s
                        timeouts: {connect: %dms, call: %dms}
                        """.formatted(url, secret, timeouts.connect().toMillis(), timeouts.call().toMillis()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return landscape.landscapes(Clock.systemUTC()).current().system("shelves").orElseThrow();
        }

        @Override
        public String secret() {
            return Shelves.KEY;
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

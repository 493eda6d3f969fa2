package io.crossdock.system.connectors.estate;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.ListPrice;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Sourced;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an item costs whoever has nothing better. */
@Proves(PriceSource.class)
class EstateListPricesContractTest extends EstateListContract<Sourced<ListPrice>> {

    @Override
    protected ListRules.Subject<Sourced<ListPrice>> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Sourced<ListPrice>> {

        private final EstateMasterData connector = new EstateMasterData(estate().http());

        Rows() {
            super(estate(), 180);
        }

        @Override
        public Told<Sourced<ListPrice>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> connector.listPrices(system, new Asking(since, after)));
        }

        @Override
        public String key(Sourced<ListPrice> row) {
            return row.value().sku().value();
        }

        @Override
        public String content(Sourced<ListPrice> row) {
            return new BigDecimal(row.value().unitPrice().decimal()).setScale(4) + " for " + row.value().unit().code();
        }

        @Override
        public Optional<Instant> at(Sourced<ListPrice> row) {
            return Optional.of(row.modifiedAt());
        }

        @Override
        public Map<String, String> several() {
            return written("/items", row -> text(row, "sku"), row -> text(row, "listPrice") + " for " + text(row, "baseUnit"));
        }

        @Override
        public Optional<Row> change() {
            estate().put("/control/items/CD-10001", Map.of("listPrice", "15.0007"));
            return Optional.of(new Row("CD-10001", "15.0007 for EA"));
        }
    }
}

package io.crossdock.system.connectors.estate;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import io.crossdock.system.connectors.Proves;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Contract prices and quantity breaks; which of them has changed nobody says, so all are read. */
@Proves(PriceSource.class)
class EstatePriceLinesContractTest extends EstateListContract<PriceLine> {

    @Override
    protected ListRules.Subject<PriceLine> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<PriceLine> {

        private final EstateMasterData connector = new EstateMasterData(estate().http());

        Rows() {
            super(estate(), 900);
        }

        @Override
        public Told<PriceLine> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> connector.priceLines(system, new Asking(since, after)));
        }

        @Override
        public String key(PriceLine row) {
            return row.contract().orElse("LIST") + " " + row.price().sku() + " from " + row.price().minQuantity().value().toPlainString();
        }

        @Override
        public String content(PriceLine row) {
            return new BigDecimal(row.price().unitPrice().decimal()).setScale(4) + " for " + row.price().unit().code();
        }

        @Override
        public Optional<Instant> at(PriceLine row) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> several() {
            Map<String, String> lines = new TreeMap<>();
            for (String contract : List.of("LIST", "PC-1001", "PC-1002")) {
                lines.putAll(written("/price-contracts?contract=" + contract, row -> contract + " " + text(row, "sku") + " from "
                        + text(row, "minQuantity"), row -> text(row, "unitPrice") + " for " + text(row, "unit")));
            }
            return lines;
        }

        @Override
        public Optional<Row> change() {
            return Optional.empty();
        }
    }
}

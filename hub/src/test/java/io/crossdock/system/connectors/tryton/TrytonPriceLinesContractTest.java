package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import io.crossdock.system.connectors.Proves;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Price lists, of which Tryton is asked what each product costs at each step; all of them are read each time. */
@Proves(PriceSource.class)
class TrytonPriceLinesContractTest extends TrytonListContract<PriceLine> {

    @Override
    protected ListRules.Subject<PriceLine> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<PriceLine> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<PriceLine> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> rig().prices().priceLines(system, new Asking(since, after)));
        }

        @Override
        public String key(PriceLine row) {
            return row.contract().orElse("") + " " + row.price().sku() + " from " + row.price().minQuantity();
        }

        @Override
        public String content(PriceLine row) {
            return row.price().unitPrice().decimal();
        }

        @Override
        public Optional<Instant> at(PriceLine row) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            long category = fake().tables().only("product.category", "name", "Services").path("id").asLong();
            for (int i = 0; i < 205; i++) {
                fake().business().product("KIT-%04d".formatted(i), "Kit", "10.0000", "goods", category);
                rows.put("Gold KIT-%04d from 0 EA".formatted(i), "9.00");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            return Optional.empty();
        }
    }
}

package io.crossdock.system.connectors.tryton;

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
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** What a product costs whoever has no price list. */
@Proves(PriceSource.class)
class TrytonListPricesContractTest extends TrytonListContract<Sourced<ListPrice>> {

    @Override
    protected ListRules.Subject<Sourced<ListPrice>> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Sourced<ListPrice>> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<Sourced<ListPrice>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> rig().prices().listPrices(system, new Asking(since, after)));
        }

        @Override
        public String key(Sourced<ListPrice> row) {
            return row.value().sku().value();
        }

        @Override
        public String content(Sourced<ListPrice> row) {
            return row.value().unitPrice().decimal() + " for " + row.value().unit().code();
        }

        @Override
        public Optional<Instant> at(Sourced<ListPrice> row) {
            return Optional.of(row.modifiedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            long category = fake().tables().only("product.category", "name", "Services").path("id").asLong();
            for (int i = 0; i < 510; i++) {
                String price = i % 2 == 0 ? "0.0003" : "1234567.8917";
                fake().business().product("KIT-%04d".formatted(i), "Kit", price, "goods", category);
                rows.put("KIT-%04d".formatted(i), price + " for EA");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            ObjectNode price = Wire.object();
            price.set("list_price", Wire.decimal(new BigDecimal("0.0009")));
            fake().tables().change("product.product", Wire.id(fake().tables().only("product.product", "code", "KIT-0003")), price);
            return Optional.of(new Row("KIT-0003", "0.0009 for EA"));
        }
    }
}

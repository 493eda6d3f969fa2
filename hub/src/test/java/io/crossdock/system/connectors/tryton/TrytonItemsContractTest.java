package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Item;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Products as items: what belongs to a product changes it as well, although its own row is not stamped. */
@Proves(MasterDataSource.class)
class TrytonItemsContractTest extends TrytonListContract<Sourced<Item>> {

    @Override
    protected ListRules.Subject<Sourced<Item>> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Sourced<Item>> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<Sourced<Item>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> rig().masterData().items(system, new Asking(since, after)));
        }

        @Override
        public String key(Sourced<Item> row) {
            return row.value().sku().value();
        }

        @Override
        public String content(Sourced<Item> row) {
            return row.value().description() + ", " + row.value().weight();
        }

        @Override
        public Optional<Instant> at(Sourced<Item> row) {
            return Optional.of(row.modifiedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            long category = fake().tables().only("product.category", "name", "Services").path("id").asLong();
            for (int i = 0; i < 510; i++) {
                fake().business().product("KIT-%04d".formatted(i), "Kit " + i, "1.0000", "goods", category);
                rows.put("KIT-%04d".formatted(i), "Kit " + i + ", 0.4 KGM");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            long template = fake().tables().only("product.product", "code", "KIT-0003").path("template").asLong();
            fake().tables().change("product.template", template, Wire.object().put("name", "Renamed"));
            return Optional.of(new Row("KIT-0003", "Renamed, 0.4 KGM"));
        }
    }
}

package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.EnteredOrderSource;
import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.Proves;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Orders that people have entered in Tryton. */
@Proves(EnteredOrderSource.class)
class TrytonEnteredOrdersContractTest extends TrytonListContract<Entered> {

    @Override
    protected ListRules.Subject<Entered> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Entered> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<Entered> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> rig().entered().entered(system, new Asking(since, after)));
        }

        @Override
        public String key(Entered row) {
            return row.reference().orElse("?");
        }

        @Override
        public String content(Entered row) {
            return row.standing() + " " + row.total().toPlainString() + " " + row.currency() + ", " + row.lines().getFirst().quantity();
        }

        @Override
        public Optional<Instant> at(Entered row) {
            return Optional.of(row.changedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            for (int i = 0; i < 205; i++) {
                sale("phoned in " + i, "4");
                rows.put("phoned in " + i, "BOOKED 75.80 USD, 4 EA");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            sale("phoned in late", "0.1");
            return Optional.of(new Row("phoned in late", "BOOKED 1.90 USD, 0.1 EA"));
        }
    }

    private void sale(String reference, String hats) {
        ObjectNode sale = Wire.object().put("party", Wire.id(fake().tables().only("party.party", "code", "C-OPEN")))
                .put("company", 1).put("currency", Wire.id(fake().tables().only("currency.currency", "code", "USD")))
                .put("invoice_address", 1).put("shipment_address", 1).put("reference", reference)
                .put("warehouse", Wire.id(fake().tables().only("stock.location", "code", "EWR")));
        ObjectNode line = Wire.object().put("type", "line").put("sequence", 10)
                .put("product", Wire.id(fake().tables().only("product.product", "code", "SAF-2001")))
                .put("unit", Wire.id(fake().tables().only("product.uom", "name", "Unit")));
        line.set("quantity", Wire.number(new BigDecimal(hats)));
        line.set("unit_price", Wire.decimal(new BigDecimal("18.95")));
        sale.putArray("lines").addArray().add("create").addArray().add(line);
        long made = fake().business().create("sale.sale", sale);
        fake().business().press("sale.sale", "quote", List.of(made));
        fake().business().press("sale.sale", "confirm", List.of(made));
    }
}

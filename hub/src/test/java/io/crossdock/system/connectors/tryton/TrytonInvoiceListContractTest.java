package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.InvoiceSource;
import io.crossdock.system.connectors.InvoiceSource.Booked;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.Proves;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The posted invoices of our shipments. */
@Proves(InvoiceSource.class)
class TrytonInvoiceListContractTest extends TrytonListContract<Booked> {

    @Override
    protected ListRules.Subject<Booked> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Booked> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<Booked> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return switch (rig().invoiceList().invoices(system, since.orElse(Instant.EPOCH), after)) {
                case InvoiceSource.Answer.Page(List<Booked> invoices, Optional<String> next) -> new Told.Rows<>(invoices, next);
                case InvoiceSource.Answer.NoAnswer(String why) -> new Told.Nothing<>(why);
            };
        }

        @Override
        public String key(Booked row) {
            return row.shipment();
        }

        @Override
        public String content(Booked row) {
            return row.invoice().number() + " " + row.invoice().total().toPlainString() + " " + row.invoice().currency();
        }

        @Override
        public Optional<Instant> at(Booked row) {
            return Optional.of(row.invoice().postedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            for (int i = 100_001; i <= 100_205; i++) {
                invoice("SO-" + i + "-1", "1234567.89");
                rows.put("SO-" + i + "-1", "N-SO-" + i + "-1 1234567.89 USD");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            invoice("SO-200000-1", "0.10");
            return Optional.of(new Row("SO-200000-1", "N-SO-200000-1 0.10 USD"));
        }
    }

    /** A posted invoice of a shipment of ours, of one hat that is not taxed. */
    private void invoice(String shipment, String price) {
        ObjectNode row = Wire.object().put("type", "out").put("state", "posted").put("reference", shipment)
                .put("number", "N-" + shipment).put("currency", Wire.id(fake().tables().only("currency.currency", "code", "USD")));
        row.set("invoice_date", Wire.date(LocalDate.parse("2026-11-28")));
        ObjectNode line = Wire.object().put("invoice", fake().tables().add("account.invoice", row))
                .put("product", Wire.id(fake().tables().only("product.product", "code", "SAF-2001")))
                .put("unit", Wire.id(fake().tables().only("product.uom", "name", "Unit")));
        line.set("quantity", Wire.number(BigDecimal.ONE));
        line.set("unit_price", Wire.decimal(new BigDecimal(price)));
        line.set("amount", Wire.decimal(new BigDecimal(price)));
        fake().tables().add("account.invoice.line", line);
    }
}

package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.PaymentSource;
import io.crossdock.system.connectors.PaymentSource.Paid;
import io.crossdock.system.connectors.Proves;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** What is still to be paid of the posted invoices of our shipments. */
@Proves(PaymentSource.class)
class TrytonPaymentsContractTest extends TrytonListContract<Paid> {

    @Override
    protected ListRules.Subject<Paid> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Paid> {

        Rows() {
            super(fake().settings());
        }

        @Override
        public Told<Paid> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> new TrytonPayments(rig().tryton(), Clock.systemUTC()).payments(system, new Asking(since, after)));
        }

        @Override
        public String key(Paid row) {
            return row.number();
        }

        @Override
        public String content(Paid row) {
            return row.open().toPlainString();
        }

        @Override
        public Optional<Instant> at(Paid row) {
            return Optional.of(row.changedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            for (int i = 100_001; i <= 100_510; i++) {
                invoice("SO-" + i + "-1", "1234567.89");
                rows.put("N-SO-" + i + "-1", "1234567.89");
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            ObjectNode paid = Wire.object();
            paid.set("amount_to_pay", Wire.decimal(new BigDecimal("0.01")));
            fake().tables().change("account.invoice", Wire.id(fake().tables().only("account.invoice", "number",
                    "N-SO-100003-1")), paid);
            return Optional.of(new Row("N-SO-100003-1", "0.01"));
        }
    }

    private void invoice(String shipment, String open) {
        ObjectNode row = Wire.object().put("type", "out").put("state", "posted").put("reference", shipment)
                .put("number", "N-" + shipment);
        row.set("amount_to_pay", Wire.decimal(new BigDecimal(open)));
        fake().tables().add("account.invoice", row);
    }
}

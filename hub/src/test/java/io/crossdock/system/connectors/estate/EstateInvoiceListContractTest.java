package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceSource;
import io.crossdock.system.connectors.InvoiceSource.Booked;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Requests;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Invoices of the books. */
@Proves(InvoiceSource.class)
class EstateInvoiceListContractTest extends EstateListContract<Booked> {

    @Override
    protected ListRules.Subject<Booked> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Booked> {

        private final EstateInvoices connector = new EstateInvoices(estate().http(), estate().booked());

        Rows() {
            super(estate(), 3);
        }

        @Override
        public Told<Booked> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return switch (connector.invoices(system, since.orElse(Instant.EPOCH), after)) {
                case InvoiceSource.Answer.Page(List<Booked> rows, Optional<String> next) -> new Told.Rows<>(rows, next);
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
            Stream.generate(EstateInvoiceListContractTest.this::invoiced).limit(8).forEach(each -> { });
            return written("/invoices?postedSince=2026-01-01T00:00:00Z", row -> text(row, "externalReference"),
                    EstateInvoiceListContractTest::written);
        }

        @Override
        public Optional<Row> change() {
            String shipment = invoiced();
            return Optional.of(new Row(shipment, written(estate().truth("erp/invoices?externalReference=" + shipment).getFirst())));
        }
    }

    private int orders;

    private static String written(JsonNode invoice) {
        return text(invoice, "invoiceNumber") + " " + text(invoice, "gross") + " " + text(invoice, "currency");
    }

    /** Returns our number of the shipment. */
    private String invoiced() {
        String order = ordered();
        String number = text(estate().truth("erp/orders?externalReference=" + order).getFirst(), "orderNumber");
        assertThat(new EstateInvoices(estate().http(), estate().booked()).post(estate().settings(EstateAtWork.Place.ERP),
                new InvoicePosting(number, Requests.invoice(order + "-1", order)))).isInstanceOf(Outcome.Done.class);
        return order + "-1";
    }

    private String ordered() {
        String reference = "SO-" + (100_000 + ++orders);
        assertThat(new EstateOrders(estate().http(), estate().booked()).post(estate().settings(EstateAtWork.Place.ERP),
                Requests.order(reference))).isInstanceOf(Outcome.Done.class);
        return reference;
    }
}

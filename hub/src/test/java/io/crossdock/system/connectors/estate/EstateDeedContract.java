package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Against the estate itself. */
abstract class EstateDeedContract<R> extends SinkContract<R> {

    static final AccountId HARBOR = new AccountId("A-1001");

    @TempDir
    private Path folder;

    private EstateAtWork estate;

    @BeforeEach
    void open() {
        estate = new EstateAtWork(folder);
    }

    @AfterEach
    void close() {
        estate.close();
    }

    final EstateAtWork estate() {
        return estate;
    }

    /** An order of two boxes of 12 for 143.64 each, from Georgia; returns the ERP's number. */
    final String ordered(String reference) {
        OrderPosting order = Requests.order(reference);
        return number(new EstateOrders(estate.http(), estate.booked()).post(estate.settings(EstateAtWork.Place.ERP), order));
    }

    /** All 24 pieces of such an order. */
    final void invoiced(String shipment, String erpOrder, String order) {
        number(new EstateInvoices(estate.http(), estate.booked()).post(estate.settings(EstateAtWork.Place.ERP),
                new InvoicePosting(erpOrder, new InvoiceRequest(shipment, order, List.of(new InvoiceRequest.Line(1,
                        Quantity.of("24", "EA")))))));
    }

    /** The lines of rows, by number, item and quantity. */
    static List<String> lines(List<JsonNode> rows) {
        return rows.stream().flatMap(row -> row.path("lines").valueStream()).map(line -> line(line.path("lineNo").asInt(),
                line.path("sku").asString(), line.path("quantity").asString(), line.path("unit").asString())).toList();
    }

    static String line(int lineNo, Object sku, String quantity, Object unit) {
        return SinkRules.Lines.line(lineNo + " " + sku, new BigDecimal(quantity), unit);
    }

    static String line(int lineNo, Sku sku, Quantity quantity) {
        return SinkRules.Lines.line(lineNo + " " + sku, quantity.value(), quantity.unit());
    }

    static String number(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String number, var response)) {
            return number;
        }
        throw new AssertionError("the estate did not do it: " + outcome);
    }
}

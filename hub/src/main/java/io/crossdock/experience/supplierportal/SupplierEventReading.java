package io.crossdock.experience.supplierportal;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the events of suppliers. Fields that nobody asked for are passed over: a supplier may say more. */
final class SupplierEventReading {

    private static final String INVOICED = "po.invoiced";
    private static final Map<String, LegSignal> SIGNALS = Map.of(
            "po.acknowledged", LegSignal.ACKNOWLEDGED,
            "po.shipped", LegSignal.SHIPPED,
            "po.cancelled", LegSignal.CANCELLED);
    private static final Decimals AMOUNT = Decimals.upTo("999999999999", 6);
    private static final Decimals SOME = Decimals.positiveUpTo("999999999999", 6);
    private static final int MOST = 2_000;

    /** What came of it. */
    sealed interface Read {

        record Understood(SupplierEvent event) implements Read {
        }

        record Unreadable(List<Fault> faults) implements Read {
        }
    }

    private SupplierEventReading() {
    }

    static Read read(byte[] body) {
        try {
            return read(StrictJson.object(body));
        } catch (ProblemException notEvenJson) {
            return new Read.Unreadable(notEvenJson.problem().faults());
        }
    }

    private static Read read(ObjectReader in) {
        Optional<String> supplier = in.requiredText("supplier", 40);
        Optional<LegNumber> leg =
                in.requiredValue("poNumber", 60, LegNumber::parse, "a purchase order such as SO-100001-2");
        Optional<SupplierEvent> event = in.requiredText("type", 60).flatMap(type ->
                leg.flatMap(number -> supplier.flatMap(who -> event(in, type, who, number))));
        List<Fault> faults = in.faultsOfKnownFields();
        return faults.isEmpty() ? new Read.Understood(event.orElseThrow()) : new Read.Unreadable(faults);
    }

    private static Optional<SupplierEvent> event(ObjectReader in, String type, String supplier,
            LegNumber leg) {
        if (type.equals(INVOICED)) {
            return in.requiredObject("invoice").flatMap(invoice -> invoiced(in, invoice, supplier, leg));
        }
        Optional<LegSignal> signal = Optional.ofNullable(SIGNALS.get(type));
        if (signal.isEmpty()) {
            in.fault("type", "event-unknown", "The event \"" + type + "\" is not known.");
        }
        return signal.flatMap(each -> moved(in, each, supplier, leg));
    }

    private static Optional<SupplierEvent> moved(ObjectReader in, LegSignal signal, String supplier,
            LegNumber leg) {
        Optional<Instant> at = in.requiredValue("occurredAt", 40, SupplierEventReading::instant,
                "a time such as 2026-11-21T09:30:16Z");
        int sequence = in.whole("sequence", 0, 1_000_000).orElse(0);
        Optional<LocalDate> promised = in.date("promisedShipDate");
        List<LegReport.Line> lines = in.objects("lines", MOST).stream().flatMap(row -> line(row).stream())
                .toList();
        List<ShippedPackage> packages = new ArrayList<>();
        Optional<String> carrier = Optional.empty();
        for (ObjectReader row : in.objects("packages", MOST)) {
            box(row).ifPresent(packages::add);
            carrier = carrier.or(() -> row.text("carrier", 40));
        }
        Optional<String> by = carrier;
        return at.map(time -> new SupplierEvent.Moved(supplier,
                new LegReport(leg, signal, time, sequence, lines, packages, by, promised)));
    }

    private static Optional<LegReport.Line> line(ObjectReader row) {
        Optional<Integer> lineNo = lineNo(row);
        Optional<Sku> sku = row.requiredValue("sku", 40, Sku::parse, "an item number");
        Optional<BigDecimal> quantity = row.requiredDecimal("quantity", SOME);
        Optional<Unit> unit = row.requiredValue("unit", 3, Unit::parse, "a unit");
        return lineNo.flatMap(number -> sku.flatMap(item -> quantity.flatMap(value -> unit.map(
                each -> new LegReport.Line(number, item, new Quantity(value, each))))));
    }

    private static Optional<Integer> lineNo(ObjectReader row) {
        Optional<Integer> lineNo = row.whole("lineNo", 1, 9_999);
        if (!row.has("lineNo")) {
            row.fault("lineNo", "required", "The number of the line is required.");
        }
        return lineNo;
    }

    private static Optional<ShippedPackage> box(ObjectReader row) {
        Optional<Sscc> sscc = row.requiredValue("sscc", 18, Sscc::parse, "an SSCC of 18 digits");
        Optional<String> tracking = row.text("trackingNumber", 60);
        Optional<Quantity> weight = row.decimal("weightKg", AMOUNT)
                .map(value -> new Quantity(value, Unit.KILOGRAM));
        List<ShippedPackage.Content> contents = row.objects("lines", MOST).stream()
                .flatMap(each -> line(each).stream())
                .map(line -> new ShippedPackage.Content(line.lineNo(), line.sku(), line.quantity())).toList();
        return sscc.map(code -> new ShippedPackage(code, tracking, weight, contents));
    }

    private static Optional<SupplierEvent> invoiced(ObjectReader in, ObjectReader invoice, String supplier,
            LegNumber leg) {
        Optional<String> supplierOrder = in.text("supplierOrder", 60);
        Optional<String> number = invoice.requiredText("number", 60);
        Optional<BigDecimal> amount = invoice.requiredDecimal("amount", AMOUNT);
        Optional<String> currency = invoice.requiredText("currency", 3);
        List<SupplierEvent.Invoiced.Line> lines = invoice.requiredObjects("lines", 1, MOST).stream()
                .flatMap(row -> invoiceLine(row).stream()).toList();
        return number.flatMap(id -> amount.flatMap(sum ->
                currency.map(code -> new SupplierEvent.Invoiced(supplier,
                leg, supplierOrder.orElse(""), id, sum, code, lines))));
    }

    private static Optional<SupplierEvent.Invoiced.Line> invoiceLine(ObjectReader row) {
        Optional<Integer> lineNo = lineNo(row);
        Optional<BigDecimal> quantity = row.requiredDecimal("quantity", SOME);
        Optional<BigDecimal> cost = row.requiredDecimal("unitCost", AMOUNT);
        Optional<BigDecimal> net = row.requiredDecimal("net", AMOUNT);
        return lineNo.flatMap(number -> quantity.flatMap(value -> cost.flatMap(each -> net.map(
                sum -> new SupplierEvent.Invoiced.Line(number, value, each, sum)))));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

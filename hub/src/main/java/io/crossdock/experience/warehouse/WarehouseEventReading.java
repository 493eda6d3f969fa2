package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.WarehouseEvent.Box;
import io.crossdock.experience.warehouse.WarehouseEvent.Kind;
import io.crossdock.experience.warehouse.WarehouseEvent.LegPart;
import io.crossdock.experience.warehouse.WarehouseEvent.ReturnPart;
import io.crossdock.experience.warehouse.WarehouseEvent.StockRow;
import io.crossdock.experience.warehouse.WarehouseEvent.Substitute;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.returns.ReturnTelling;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the events of warehouses. Fields that nobody asked for are passed over: a warehouse may say more. */
final class WarehouseEventReading {

    private static final Decimals AMOUNT = Decimals.upTo("999999999999", 6);
    private static final Decimals SOME = Decimals.positiveUpTo("999999999999", 6);
    private static final Decimals CHANGE =
            new Decimals(new BigDecimal("-999999999999"), new BigDecimal("999999999999"), 6);
    private static final int MOST = 2_000;

    /** What came of it. */
    sealed interface Read {

        record Understood(WarehouseEvent event) implements Read {
        }

        record Unreadable(List<Fault> faults) implements Read {
        }
    }

    private WarehouseEventReading() {
    }

    static Read read(byte[] body) {
        try {
            return read(StrictJson.object(body));
        } catch (ProblemException notEvenJson) {
            return new Read.Unreadable(notEvenJson.problem().faults());
        }
    }

    private static Read read(ObjectReader in) {
        Optional<String> type = in.requiredText("type", 60);
        Optional<LocationId> warehouse = in.requiredValue("warehouse", 40, LocationId::parse, "a warehouse");
        Optional<Instant> at = in.requiredValue("occurredAt", 40, WarehouseEventReading::instant,
                "a time such as 2026-11-21T09:30:16Z");
        Optional<Kind> kind = type.flatMap(Kind::of);
        if (type.isPresent() && kind.isEmpty()) {
            in.fault("type", "event-unknown", "The event \"" + type.get() + "\" is not known.");
        }
        Optional<LegPart> leg = kind.flatMap(each -> each.signal().flatMap(signal -> leg(in, each, signal)));
        Optional<ReturnPart> back = kind.filter(each -> each == Kind.RETURN_RECEIVED || each == Kind.RETURN_INSPECTED)
                .flatMap(each -> back(in, each));
        Optional<String> reference = in.text("reference", 80).or(() -> in.text("reason", 200));
        Optional<String> document = in.text("document", 80);
        Optional<LocationId> other = in.value("otherWarehouse", 40, LocationId::parse, "a warehouse");
        List<StockRow> stock = kind.map(each -> in.objects("stock", MOST).stream()
                .flatMap(row -> stock(each, row).stream()).toList()).orElse(List.of());
        kind.ifPresent(each -> requireSense(in, each, document, stock));
        List<Fault> faults = in.faultsOfKnownFields();
        return faults.isEmpty()
                ? new Read.Understood(new WarehouseEvent(kind.orElseThrow(), warehouse.orElseThrow(),
                        at.orElseThrow(), leg, reference, document, other, stock, back))
                : new Read.Unreadable(faults);
    }

    private static void requireSense(ObjectReader in, Kind kind, Optional<String> document, List<StockRow> stock) {
        if ((kind == Kind.STOCK_HELD || kind == Kind.STOCK_FREED) && document.isEmpty()) {
            in.fault("document", "required", "A hold is known by its document.");
        }
        int direction = kind == Kind.STOCK_TRANSFERRED_OUT ? -1 : kind == Kind.STOCK_TRANSFERRED_IN ? 1 : 0;
        if (stock.stream().flatMap(row -> row.delta().stream()).anyMatch(delta -> delta.signum() * direction < 0)) {
            in.fault("stock", "transfer-direction", direction < 0 ? "What leaves has a delta below zero."
                    : "What comes in has a delta above zero.");
        }
    }

    private static Optional<LegPart> leg(ObjectReader in, Kind kind, LegSignal signal) {
        Optional<LegNumber> number =
                in.requiredValue("releaseId", 60, LegNumber::parse, "a release such as SO-100001-1");
        int sequence = in.whole("sequence", 0, 1_000_000).orElse(0);
        List<LegReport.Line> lines = new ArrayList<>();
        List<Substitute> substitutes = new ArrayList<>();
        for (ObjectReader row : in.objects("lines", MOST)) {
            line(row).ifPresent(line -> {
                lines.add(line);
                substitute(row, line, kind).ifPresent(substitutes::add);
            });
        }
        List<Box> packages = new ArrayList<>();
        Optional<String> carrier = in.text("carrier", 40);
        for (ObjectReader row : in.objects("packages", MOST)) {
            box(row).ifPresent(packages::add);
            carrier = carrier.or(() -> row.text("carrier", 40));
        }
        Optional<String> by = carrier;
        return number.map(leg -> new LegPart(leg, signal, sequence, lines, substitutes, packages, by));
    }

    private static Optional<LegReport.Line> line(ObjectReader row) {
        int lineNo = row.whole("lineNo", 1, 99_999).orElse(0);
        Optional<Sku> sku = row.requiredValue("sku", 40, Sku::parse, "an item number");
        Optional<BigDecimal> quantity = row.requiredDecimal("quantity", SOME);
        Optional<Unit> unit = row.requiredValue("unit", 3, Unit::parse, "a unit");
        return sku.flatMap(item -> quantity.flatMap(value -> unit.map(
                each -> new LegReport.Line(lineNo, item, new Quantity(value, each)))));
    }

    private static Optional<ReturnPart> back(ObjectReader in, Kind kind) {
        Optional<ReturnNumber> number = in.requiredValue("rma", 20, ReturnNumber::parse, "a return such as RMA-1001");
        List<ReturnTelling.Line> lines = new ArrayList<>();
        for (ObjectReader row : in.requiredObjects("lines", 1, MOST)) {
            Optional<Disposition> disposition = kind == Kind.RETURN_INSPECTED
                    ? row.requiredValue("disposition", 20, Disposition::of, "sellable, damaged or scrapped")
                    : Optional.empty();
            Optional<String> why = row.text("reason", 80);
            Optional<LegReport.Line> line = line(row);
            if (disposition.isPresent() || kind == Kind.RETURN_RECEIVED) {
                line.ifPresent(each -> lines.add(new ReturnTelling.Line(each.sku(), each.quantity(), disposition, why)));
            }
        }
        return number.map(rma -> new ReturnPart(rma, lines));
    }

    private static Optional<Substitute> substitute(ObjectReader row, LegReport.Line line, Kind kind) {
        Optional<Sku> instead = kind == Kind.LEG_SUBSTITUTED
                ? row.requiredValue("substitute", 40, Sku::parse, "an item number")
                : row.value("substitute", 40, Sku::parse, "an item number");
        return instead.map(sku -> new Substitute(line.lineNo(), line.sku(), sku, line.quantity()));
    }

    private static Optional<Box> box(ObjectReader row) {
        Optional<Sscc> sscc = row.requiredValue("sscc", 18, Sscc::parse, "an SSCC of 18 digits");
        Optional<String> tracking = row.text("trackingNumber", 60);
        Optional<Quantity> weight = row.decimal("weightKg", AMOUNT)
                .map(value -> new Quantity(value, Unit.KILOGRAM));
        List<LegReport.Line> lines = row.objects("lines", MOST).stream()
                .flatMap(each -> line(each).stream()).toList();
        return sscc.map(code -> new Box(code, tracking, weight, lines));
    }

    private static Optional<StockRow> stock(Kind kind, ObjectReader row) {
        Optional<Sku> sku = row.requiredValue("sku", 40, Sku::parse, "an item number");
        Optional<BigDecimal> onHand = row.decimal("onHand", AMOUNT);
        Optional<BigDecimal> delta = row.decimal("delta", CHANGE);
        Optional<Long> movement = row.whole("movement", 0, Integer.MAX_VALUE).map(Integer::longValue);
        Optional<Unit> unit = row.value("unit", 3, Unit::parse, "a unit");
        Optional<Instant> at = row.value("occurredAt", 40, WarehouseEventReading::instant, "a time");
        if (kind == Kind.STOCK_HELD) {
            Optional<BigDecimal> held = row.requiredDecimal("quantity", SOME);
            return sku.flatMap(item -> held.map(value ->
                    new StockRow(item, Optional.empty(), Optional.of(value), movement, unit, at)));
        }
        if (kind != Kind.STOCK_FREED && onHand.isEmpty() && delta.isEmpty()) {
            row.fault("onHand", "required", "What lies there (onHand) or what came or went (delta) is required.");
        }
        return sku.map(item -> new StockRow(item, onHand, delta, movement, unit, at));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

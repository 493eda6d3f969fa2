package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.WarehouseEvent.Count;
import io.crossdock.experience.warehouse.WarehouseEvent.LegPart;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the events of warehouses. Fields that nobody asked for are passed over: a warehouse may say more. */
final class WarehouseEventReading {

    private static final Map<String, LegSignal> SIGNALS = Map.of(
            "leg.released", LegSignal.RELEASED,
            "leg.picking", LegSignal.PICKING,
            "leg.shorted", LegSignal.SHORTED,
            "leg.picked", LegSignal.PICKED,
            "leg.packed", LegSignal.PACKED,
            "leg.manifested", LegSignal.PACKED,
            "leg.shipped", LegSignal.SHIPPED,
            "leg.cancelled", LegSignal.CANCELLED);
    private static final List<String> STOCK_ONLY = List.of("stock.received", "stock.adjusted");
    private static final Decimals AMOUNT = Decimals.upTo("999999999999", 6);
    private static final Decimals SOME = Decimals.positiveUpTo("999999999999", 6);
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
        Optional<LegSignal> signal = type.flatMap(text -> Optional.ofNullable(SIGNALS.get(text)));
        if (type.isPresent() && signal.isEmpty() && !STOCK_ONLY.contains(type.get())) {
            in.fault("type", "event-unknown", "The event \"" + type.get() + "\" is not known.");
        }
        Optional<LegPart> leg = signal.flatMap(each -> leg(in, each));
        Optional<String> reference = in.text("reference", 80).or(() -> in.text("reason", 200));
        List<Count> stock = in.objects("stock", MOST).stream().flatMap(row -> count(row).stream()).toList();
        List<Fault> faults = in.faultsOfKnownFields();
        return faults.isEmpty()
                ? new Read.Understood(new WarehouseEvent(type.orElseThrow(), warehouse.orElseThrow(),
                        at.orElseThrow(), leg, reference, stock))
                : new Read.Unreadable(faults);
    }

    private static Optional<LegPart> leg(ObjectReader in, LegSignal signal) {
        Optional<LegNumber> number =
                in.requiredValue("releaseId", 60, LegNumber::parse, "a release such as SO-100001-1");
        int sequence = in.whole("sequence", 0, 1_000_000).orElse(0);
        List<LegReport.Line> lines = in.objects("lines", MOST).stream().flatMap(row -> line(row).stream())
                .toList();
        List<ShippedPackage> packages = new ArrayList<>();
        Optional<String> carrier = Optional.empty();
        for (ObjectReader row : in.objects("packages", MOST)) {
            box(row).ifPresent(packages::add);
            carrier = carrier.or(() -> row.text("carrier", 40));
        }
        Optional<String> by = carrier;
        return number.map(leg -> new LegPart(leg, signal, sequence, lines, packages, by));
    }

    private static Optional<LegReport.Line> line(ObjectReader row) {
        Optional<Integer> lineNo = row.whole("lineNo", 1, 9_999);
        Optional<Sku> sku = row.requiredValue("sku", 40, Sku::parse, "an item number");
        Optional<BigDecimal> quantity = row.requiredDecimal("quantity", SOME);
        Optional<Unit> unit = row.requiredValue("unit", 3, Unit::parse, "a unit");
        if (lineNo.isEmpty()) {
            row.fault("lineNo", "required", "The number of the line is required.");
        }
        return lineNo.flatMap(number -> sku.flatMap(item -> quantity.flatMap(value -> unit.map(
                each -> new LegReport.Line(number, item, new Quantity(value, each))))));
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

    private static Optional<Count> count(ObjectReader row) {
        Optional<Sku> sku = row.requiredValue("sku", 40, Sku::parse, "an item number");
        Optional<BigDecimal> onHand = row.requiredDecimal("onHand", AMOUNT);
        Optional<Integer> movement = row.whole("movement", 0, Integer.MAX_VALUE);
        Optional<Unit> unit = row.value("unit", 3, Unit::parse, "a unit");
        if (movement.isEmpty()) {
            row.fault("movement", "required", "The number of the movement is required.");
        }
        return sku.flatMap(item -> onHand.flatMap(value -> movement.map(
                number -> new Count(item, value, number, unit))));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

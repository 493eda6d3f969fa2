package io.crossdock.experience.warehouse;

import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.WarehouseEvent.Box;
import io.crossdock.experience.warehouse.WarehouseEvent.LegPart;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.system.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts what a warehouse says about a leg into the leg's own lines and units. */
@Component
class LegTelling {

    private final Catalog catalog;

    LegTelling(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws Indigestible if a quantity has no exact amount in the unit of the leg's line */
    LegReport report(WarehouseEvent event, LegPart part, Leg leg) {
        List<ShippedPackage> packages = part.packages().stream().map(box -> box(box, leg)).toList();
        return new LegReport(part.number(), part.signal(), event.occurredAt(), part.sequence(),
                part.signal() == LegSignal.SUBSTITUTED ? instead(part, leg) : lines(part.lines(), leg), packages,
                part.carrier(), Optional.empty());
    }

    private ShippedPackage box(Box box, Leg leg) {
        return new ShippedPackage(box.sscc(), box.tracking(), box.weight(), lines(box.lines(), leg).stream()
                .map(line -> new ShippedPackage.Content(line.lineNo(), line.sku(), line.quantity())).toList());
    }

    /** What was put in, on the lines that it was put in for. */
    private List<LegReport.Line> instead(LegPart part, Leg leg) {
        return part.substitutes().stream().flatMap(each -> lines(List.of(new LegReport.Line(each.lineNo(), each.missing(),
                each.quantity())), leg).stream().map(line -> new LegReport.Line(line.lineNo(), each.instead(),
                        line.quantity()))).toList();
    }

    private List<LegReport.Line> lines(List<LegReport.Line> said, Leg leg) {
        List<LegReport.Line> lines = new ArrayList<>();
        for (LegReport.Line line : said) {
            List<Leg.Line> own = leg.lines().stream()
                    .filter(each -> line.lineNo() == each.lineNo() || line.lineNo() == 0 && each.sku().equals(line.sku()))
                    .toList();
            if (own.isEmpty() && line.lineNo() == 0) {
                own = leg.lines().stream().filter(each -> standsFor(line.sku(), each.sku())).limit(1).toList();
            }
            if (own.isEmpty()) {
                lines.add(new LegReport.Line(Math.max(1, line.lineNo()), line.sku(), line.quantity()));
            } else {
                lines.addAll(shared(line, own));
            }
        }
        return lines;
    }

    private boolean standsFor(Sku sku, Sku missing) {
        return catalog.item(missing).flatMap(Item::alternates).filter(each -> each.substitutes().contains(sku)
                || each.supersededBy().filter(sku::equals).isPresent()).isPresent();
    }

    /** One item may stand on several lines of a leg: they are served one after the other, the last takes the rest. */
    private List<LegReport.Line> shared(LegReport.Line said, List<Leg.Line> own) {
        List<LegReport.Line> lines = new ArrayList<>();
        Quantity left = in(own.getFirst().planned().unit(), said.sku(), said.quantity());
        for (Leg.Line line : own) {
            boolean last = lines.size() == own.size() - 1;
            Quantity part = last ? left : left.min(line.planned());
            if (part.isPositive()) {
                lines.add(new LegReport.Line(line.lineNo(), said.sku(), part));
            }
            left = left.minus(part);
        }
        return lines;
    }

    /** @throws Indigestible if there is no exact amount */
    Quantity in(Unit unit, Sku sku, Quantity quantity) {
        if (quantity.unit().equals(unit)) {
            return quantity;
        }
        Conversion conversion = catalog.item(sku).map(item -> item.packs().convert(quantity, unit))
                .orElseGet(() -> new Conversion.UnknownUnit(quantity.unit()));
        return switch (conversion) {
            case Conversion.Exact(Quantity exact) -> exact;
            case Conversion.Inexact(String why) -> throw new Indigestible("quantity-inexact", sku + ": " + why + ".");
            case Conversion.UnknownUnit(Unit unknown) -> throw new Indigestible("unit-unknown",
                    "Item " + sku + " is not kept in " + unknown + ".");
        };
    }
}

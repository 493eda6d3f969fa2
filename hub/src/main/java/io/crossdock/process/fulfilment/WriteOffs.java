package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What a leg does not ship after all: it is written off, what is still wanted of it finds another way, and what was asked
 * back is given back. The caller holds the leg and the stock of all that may be looked for.
 */
@Component
class WriteOffs {

    private final LegStore store;
    private final CallOffStore callOffs;
    private final Inventory inventory;
    private final Journal journal;
    private final Shortages shortages;
    private final Clock clock;

    WriteOffs(Fulfilment.Books books, Inventory inventory, Journal journal, Shortages shortages) {
        this.clock = books.clock();
        this.store = books.legs();
        this.callOffs = books.callOffs();
        this.inventory = inventory;
        this.journal = journal;
        this.shortages = shortages;
    }

    /** Whoever should have shipped it will not: what was open finds another way, as if it were short. */
    void calledOff(Leg leg, LegReport report, Origin story) {
        Map<Integer, Quantity> asked = callOffs.asked(leg.number().order()).getOrDefault(leg.number(), Map.of());
        if (!asked.isEmpty()) {
            givenBack(leg, asked, report, story);
            return;
        }
        List<LegReport.Line> open = leg.lines().stream().filter(line -> line.open().isPositive())
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.open())).toList();
        if (!open.isEmpty()) {
            shorten(leg, open, report, story);
        }
    }

    /** What was asked back is given back; what else was open is wanted still, and may come from the same place. */
    private void givenBack(Leg leg, Map<Integer, Quantity> asked, LegReport report, Origin story) {
        List<LegReport.Line> open = leg.lines().stream().filter(line -> line.open().isPositive())
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.open())).toList();
        List<LegReport.Line> back = upTo(asked, open);
        List<LegReport.Line> wanted = less(open, back);
        writeOff(leg, open, story);
        callOffs.givenBack(leg.number(), clock.instant());
        if (!back.isEmpty()) {
            tell(LegFact.CALLED_OFF, leg.number(), story, new LegFact.CalledOff(leg.number(), report.occurredAt(), back,
                    "it was asked back in time"));
        }
        if (!wanted.isEmpty()) {
            shorted(leg, report, wanted, shortages.again(leg, wanted, story), story);
        }
    }

    /** Writes off what is missing and finds another way for it. */
    Leg shorten(Leg leg, List<LegReport.Line> missing, LegReport report, Origin story) {
        Leg left = writeOff(leg, missing, story);
        Map<Integer, Quantity> asked = callOffs.asked(leg.number().order()).getOrDefault(leg.number(), Map.of());
        List<LegReport.Line> unwanted = upTo(asked, missing);
        if (!unwanted.isEmpty()) {
            callOffs.leave(leg.number(), unwanted.stream().collect(Collectors.toMap(LegReport.Line::lineNo, line ->
                    Objects.requireNonNull(asked.get(line.lineNo())).minus(line.quantity()))), clock.instant());
            tell(LegFact.CALLED_OFF, leg.number(), story, new LegFact.CalledOff(leg.number(), report.occurredAt(),
                    unwanted, "it was not there, and not wanted any more"));
        }
        List<LegReport.Line> wanted = less(missing, unwanted);
        if (!wanted.isEmpty()) {
            shorted(leg, report, wanted, shortages.resolve(leg, wanted, story), story);
        }
        return left;
    }

    private void shorted(Leg leg, LegReport report, List<LegReport.Line> missing, Way way, Origin story) {
        tell(LegFact.SHORTED, leg.number(), story, new LegFact.Shorted(leg.number(), report.occurredAt(), missing, way.cut(),
                way.replaced()));
    }

    /** Takes it out of the leg, and frees its goods. */
    Leg writeOff(Leg leg, List<LegReport.Line> missing, Origin story) {
        List<Leg.Line> left = leg.lines().stream().map(line -> new Leg.Line(line.lineNo(), line.sku(),
                line.planned(), line.picked(), line.shipped(), line.missing().plus(missing.stream()
                        .filter(m -> m.lineNo() == line.lineNo()).map(LegReport.Line::quantity)
                        .findFirst().orElse(Quantity.zero(line.planned().unit()))))).toList();
        store.amounts(leg, left);
        if (leg.origin() instanceof LegPlan.Origin.Warehouse(var location)) {
            inventory.release(missing.stream().map(line -> new Reservation(line.sku(), location,
                    line.quantity(), leg.number().toString())).toList(), story.actor());
        }
        return leg.with(left, leg.packages());
    }

    /** Of some lines as much as is asked for of each. */
    private static List<LegReport.Line> upTo(Map<Integer, Quantity> asked, List<LegReport.Line> lines) {
        return lines.stream().map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.quantity()
                .min(asked.getOrDefault(line.lineNo(), Quantity.zero(line.quantity().unit())))))
                .filter(line -> line.quantity().isPositive()).toList();
    }

    private static List<LegReport.Line> less(List<LegReport.Line> lines, List<LegReport.Line> taken) {
        return lines.stream().map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.quantity()
                .minus(taken.stream().filter(each -> each.lineNo() == line.lineNo()).map(LegReport.Line::quantity)
                        .findFirst().orElse(Quantity.zero(line.quantity().unit())))))
                .filter(line -> line.quantity().isPositive()).toList();
    }

    private void tell(String type, LegNumber leg, Origin story, LegFact fact) {
        journal.append(new NewFact(type, leg.toString(), leg.order().value(), story, 1, fact));
    }
}

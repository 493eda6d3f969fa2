package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.system.connectors.ReleaseSource.Line;
import io.crossdock.system.connectors.ReleaseSource.Stage;
import io.crossdock.system.connectors.ReleaseSource.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A leg and what its warehouse says of it, at one moment.
 *
 * @param theirs empty: the warehouse knows nothing of it
 * @param counts what the warehouse counts of its items, where goods have moved by it
 */
record LegSight(LegState ours, Optional<Standing> theirs, List<Count> counts) {

    LegSight {
        counts = List.copyOf(counts);
    }

    /** Whether we know as much as the warehouse says. */
    boolean agrees() {
        return theirs.map(standing -> has(ours, standing.stage())).orElse(ours == LegState.REQUESTED);
    }

    static boolean has(LegState ours, Stage theirs) {
        return ours.ended() || ours.ordinal() >= reached(theirs).ordinal();
    }

    /** Whether we know more than the warehouse says. */
    boolean ahead() {
        return !ours.ended() && theirs.map(standing -> ours.ordinal() > reached(standing.stage()).ordinal())
                .orElse(ours != LegState.REQUESTED);
    }

    private static LegState reached(Stage stage) {
        return switch (stage) {
            case RELEASED -> LegState.RELEASED;
            case PICKING -> LegState.PICKING;
            case PICKED -> LegState.PICKED;
            case PACKED -> LegState.PACKED;
            case SHIPPED -> LegState.SHIPPED;
            case SHORTED -> LegState.SHORTED;
            case CANCELLED -> LegState.CANCELLED;
        };
    }

    /** {@code shipped: 24 EA of CD-10001}. */
    String theirWords() {
        return theirs.map(standing -> standing.stage().label() + standing.lines().stream()
                .filter(line -> line.picked().isPositive()).limit(5)
                .map(line -> line.picked() + " of " + line.sku())
                .collect(Collectors.joining(", ", ": ", "")).replaceFirst(": $", "")).orElse("nothing");
    }

    /** Whether goods have moved by what they say: what went, or what was not found. */
    static boolean movesGoods(Standing standing) {
        return switch (standing.stage()) {
            case SHIPPED, SHORTED -> true;
            case PICKED, PACKED -> !missing(standing).isEmpty();
            case RELEASED, PICKING, CANCELLED -> false;
        };
    }

    private static List<LegReport.Line> missing(Standing standing) {
        return standing.lines().stream().filter(line -> line.asked().compareTo(line.picked()) > 0)
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.asked().minus(line.picked()))).toList();
    }

    /** The messages that would have told us so, in the order in which they would have come. */
    List<LegReport> reports(Leg leg, Instant now) {
        List<LegReport> reports = new ArrayList<>();
        theirs.ifPresent(standing -> {
            boolean picked = switch (standing.stage()) {
                case PICKED, PACKED, SHIPPED, SHORTED -> true;
                case RELEASED, PICKING, CANCELLED -> false;
            };
            List<LegReport.Line> missing = picked ? missing(standing) : List.of();
            if (!missing.isEmpty()) {
                reports.add(report(leg, LegSignal.SHORTED, now, missing, standing));
            }
            if (picked && standing.stage() != Stage.SHORTED && leg.state().ordinal() < LegState.PICKED.ordinal()) {
                reports.add(report(leg, LegSignal.PICKED, now, said(standing.lines()), standing));
            }
            last(standing.stage()).ifPresent(signal -> reports.add(report(leg, signal, now,
                    standing.packages().isEmpty() ? said(standing.lines()) : packed(standing), standing)));
        });
        return reports;
    }

    private static Optional<LegSignal> last(Stage stage) {
        return switch (stage) {
            case RELEASED -> Optional.of(LegSignal.RELEASED);
            case PICKING -> Optional.of(LegSignal.PICKING);
            case PICKED, SHORTED -> Optional.empty();
            case PACKED -> Optional.of(LegSignal.PACKED);
            case SHIPPED -> Optional.of(LegSignal.SHIPPED);
            case CANCELLED -> Optional.of(LegSignal.CANCELLED);
        };
    }

    private static List<LegReport.Line> said(List<Line> lines) {
        return lines.stream().filter(line -> line.picked().isPositive())
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.picked())).toList();
    }

    private static List<LegReport.Line> packed(Standing standing) {
        return standing.packages().stream().map(ShippedPackage::contents).flatMap(List::stream)
                .map(content -> new LegReport.Line(content.lineNo(), content.sku(), content.quantity())).toList();
    }

    private static LegReport report(Leg leg, LegSignal signal, Instant now, List<LegReport.Line> lines,
            Standing standing) {
        boolean boxed = signal == LegSignal.PACKED || signal == LegSignal.SHIPPED;
        return new LegReport(leg.number(), signal, now, 0, lines, boxed ? standing.packages() : List.of(),
                boxed ? standing.carrier() : Optional.empty(), Optional.empty());
    }

    /** What the leg keeps of an item now, and will not keep any more. */
    Quantity freed(Leg leg, Count count) {
        boolean whole = theirs.filter(standing -> standing.stage() == Stage.SHIPPED || standing.stage() == Stage.SHORTED)
                .isPresent();
        return (whole ? leg.lines().stream().filter(line -> line.sku().equals(count.sku())).map(Leg.Line::open)
                : theirs.stream().flatMap(standing -> missing(standing).stream())
                        .filter(line -> line.sku().equals(count.sku())).map(LegReport.Line::quantity))
                .reduce(Quantity.zero(count.unit()), Quantity::plus);
    }
}

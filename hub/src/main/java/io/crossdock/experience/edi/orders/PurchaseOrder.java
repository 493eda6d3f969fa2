package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.process.ordering.Order;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A purchase order as its map understood it; all values are texts, not yet checked. Sources are X12 850 segments.
 *
 * @param reference BEG03
 * @param purpose BEG01
 * @param release BEG04
 * @param date BEG05, CCYYMMDD
 * @param currency CUR02
 * @param lineCount CTT01
 * @param further   lines that the order has got since, by their numbers; none as the map yields it
 */
record PurchaseOrder(String reference, String purpose, Optional<String> release, Optional<String> date,
        Optional<String> currency, List<Day> dates, List<String> notes, List<Party> parties, List<Line> lines,
        Optional<String> lineCount, Map<Integer, Line> further) {

    /** @param meaning for instance {@code deliveryRequested}; empty for qualifiers that mean nothing to an order */
    record Day(String qualifier, Optional<String> meaning, Optional<String> date) {
    }

    /** N1 with N3 and N4; {@code qualifier} is N103. */
    record Party(String code, Optional<String> role, Optional<String> name, Optional<String> qualifier,
            Optional<String> id, List<String> street, Optional<String> city, Optional<String> region,
            Optional<String> postalCode, Optional<String> country) {

        Party {
            street = orEmpty(street);
        }
    }

    /**
     * PO1: {@code line} is PO101, {@code quantity} to {@code basis} are PO102 to PO105.
     *
     * @param factor so many of the units that were ordered are one of {@code unit}; none: it is the same unit
     */
    record Line(Optional<String> line, Optional<String> quantity, Optional<String> unit, Optional<String> price,
            Optional<String> basis, List<Id> ids, List<String> descriptions, List<Day> dates, List<String> notes,
            Optional<BigDecimal> factor) {

        Line {
            ids = orEmpty(ids);
            descriptions = orEmpty(descriptions);
            dates = orEmpty(dates);
            notes = orEmpty(notes);
        }
    }

    /** @param scheme {@code buyer}, {@code vendor}, {@code gtin} or another; empty for unknown qualifiers */
    record Id(Optional<String> qualifier, Optional<String> scheme, String value) {
    }

    PurchaseOrder {
        dates = orEmpty(dates);
        notes = orEmpty(notes);
        parties = orEmpty(parties);
        lines = orEmpty(lines);
        further = further == null ? Map.of() : Map.copyOf(further);
    }

    /** With what was added to the order since: more of a line is known by the name of that line. */
    PurchaseOrder with(Order order) {
        Map<Integer, Line> more = new HashMap<>();
        order.lines().stream().filter(line -> line.wished() && line.lineNo() > lines.size()).forEach(line ->
                more.put(line.lineNo(), line.moreOf().filter(root -> root <= lines.size() || more.containsKey(root))
                        .map(root -> root <= lines.size() ? named(root) : Objects.requireNonNull(more.get(root)))
                        .orElseGet(() -> besides(line))));
        return new PurchaseOrder(reference, purpose, release, date, currency, dates, notes, parties, lines, lineCount, more);
    }

    private Line named(int lineNo) {
        Line line = lines.get(lineNo - 1);
        return new Line(Optional.of(lineName(lineNo)), line.quantity(), line.unit(), line.price(), line.basis(), line.ids(),
                line.descriptions(), line.dates(), line.notes(), line.factor());
    }

    private static Line besides(Order.Line line) {
        return new Line(line.buyerLine(), Optional.empty(), Optional.of(UnitCodes.toX12(line.ordered().unit().code())),
                Optional.empty(), Optional.empty(), line.buyerItem().stream()
                        .filter(item -> !item.equals(line.sku().value()))
                        .map(item -> new Id(Optional.of("BP"), Optional.of("buyer"), item)).toList(), List.of(),
                List.of(), List.of(), Optional.empty());
    }

    /** As ordered, or as added since. */
    Line line(int lineNo) {
        return lineNo <= lines.size() ? lines.get(lineNo - 1) : Objects.requireNonNull(further.get(lineNo));
    }

    /** What a partner's order is known by: its number, and for a blanket order the release. */
    String key() {
        return release.map(number -> reference + "/" + number).orElse(reference);
    }

    /** The name a buyer finds a line by: PO101, or its place. */
    String lineName(int lineNo) {
        return line(lineNo).line().orElseGet(() -> String.valueOf(lineNo));
    }

    Optional<Party> party(String role) {
        return parties.stream().filter(party -> party.role().filter(role::equals).isPresent()).findFirst();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}

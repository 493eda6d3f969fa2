package io.crossdock.experience.warehouse.files;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sscc;
import io.crossdock.experience.warehouse.files.FileRows.Cell;
import io.crossdock.experience.warehouse.files.FileRows.Cut;
import io.crossdock.experience.warehouse.files.FileRows.Row;
import io.crossdock.experience.warehouse.files.RowReading.Good;
import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.FileFeed.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes of the rows of a file the messages that a warehouse would have sent one by one. */
final class FileEvents {

    private static final int TOGETHER = 500;

    /**
     * @param key  of the message within its file
     * @param body as the webhook takes it
     */
    record Event(String key, Optional<LegNumber> release, Map<String, Object> body) {
    }

    record Made(List<Event> events, List<RowFault> faults) {
    }

    private final FileFeed feed;
    private final LocationId warehouse;

    FileEvents(FileFeed feed, LocationId warehouse) {
        this.feed = feed;
        this.warehouse = warehouse;
    }

    Made make(Cut cut, RowReading reading) {
        List<Good> good = new ArrayList<>();
        List<Row> bad = new ArrayList<>();
        for (Row row : cut.rows()) {
            reading.read(row).ifPresentOrElse(good::add, () -> bad.add(row));
        }
        List<RowFault> faults = new ArrayList<>(cut.faults());
        faults.addAll(reading.faults());
        List<Event> events = switch (feed.event()) {
            case COUNT -> counts(good);
            case RECEIPT -> changes(good, "stock.received");
            case ADJUSTMENT -> changes(good, "stock.adjusted");
            case SHIPMENT -> shipments(whole(good, bad, cut.uncut(), faults));
        };
        faults.sort(Comparator.comparingInt(RowFault::line).thenComparingInt(RowFault::column));
        return new Made(events, faults);
    }

    private record Place(String sku, Instant at, Optional<Integer> movement) {
    }

    /** One item may be counted in several bins: what lies there is their sum. */
    private List<Event> counts(List<Good> rows) {
        Map<Place, Quantity> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(new Place(row.sku().value(), row.at(), row.movement()), row.quantity(),
                Quantity::plus));
        List<Map<String, Object>> stock = sums.entrySet().stream().map(entry -> {
            Map<String, Object> one = quantity(entry.getKey().sku(), "onHand", entry.getValue());
            one.put("occurredAt", entry.getKey().at().toString());
            entry.getKey().movement().ifPresent(movement -> one.put("movement", movement));
            return one;
        }).toList();
        Instant last = rows.stream().map(Good::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        List<Event> events = new ArrayList<>();
        for (int from = 0; from < stock.size(); from += TOGETHER) {
            Map<String, Object> body = body("stock.counted", last);
            body.put("stock", stock.subList(from, Math.min(stock.size(), from + TOGETHER)));
            events.add(new Event(String.valueOf(from), Optional.empty(), body));
        }
        return events;
    }

    private List<Event> changes(List<Good> rows, String type) {
        return grouped(rows, row -> row.document().orElseThrow()).entrySet().stream().map(entry -> {
            List<Good> group = entry.getValue();
            Map<String, Object> body = body(type, group.getFirst().at());
            body.put("document", entry.getKey());
            group.getFirst().reason().ifPresent(reason -> body.put("reason", reason));
            body.put("stock", group.stream().map(row -> {
                Map<String, Object> one = quantity(row.sku().value(), "delta", row.quantity());
                one.put("occurredAt", row.at().toString());
                return one;
            }).toList());
            return new Event(entry.getKey(), Optional.empty(), body);
        }).toList();
    }

    /**
     * A release that lacks a row would ship too little: it waits whole, until the file is mended. A line that could not be
     * cut is of every release that it names.
     */
    private static List<Good> whole(List<Good> good, List<Row> bad, List<String> uncut, List<RowFault> faults) {
        Set<String> torn = bad.stream().flatMap(row -> row.cell(Field.RELEASE).map(Cell::text).stream())
                .collect(Collectors.toSet());
        uncut.forEach(line -> LegNumber.in(line).forEach(release -> torn.add(release.toString())));
        good.stream().filter(row -> torn.contains(row.release().orElseThrow().toString()))
                .forEach(row -> faults.add(new RowFault(row.line(), 1, "release-incomplete",
                        "Another row of release " + row.release().orElseThrow() + " is at fault.")));
        return good.stream().filter(row -> !torn.contains(row.release().orElseThrow().toString())).toList();
    }

    private List<Event> shipments(List<Good> rows) {
        return grouped(rows, row -> row.release().orElseThrow()).entrySet().stream().map(entry -> {
            List<Good> group = entry.getValue();
            Map<String, Object> body = body("leg.shipped",
                    group.stream().map(Good::at).max(Comparator.naturalOrder()).orElseThrow());
            body.put("releaseId", entry.getKey().toString());
            group.stream().flatMap(row -> row.carrier().stream()).findFirst().ifPresent(name -> body.put("carrier", name));
            body.put("lines", lines(group));
            body.put("packages", grouped(group.stream().filter(row -> row.sscc().isPresent()).toList(),
                    row -> row.sscc().orElseThrow()).entrySet().stream()
                    .map(box -> box(box.getKey(), box.getValue())).toList());
            return new Event(entry.getKey().toString(), Optional.of(entry.getKey()), body);
        }).toList();
    }

    private static Map<String, Object> box(Sscc sscc, List<Good> rows) {
        Map<String, Object> box = new LinkedHashMap<>();
        box.put("sscc", sscc.toString());
        rows.stream().flatMap(row -> row.tracking().stream()).findFirst().ifPresent(text -> box.put("trackingNumber", text));
        rows.stream().flatMap(row -> row.carrier().stream()).findFirst().ifPresent(text -> box.put("carrier", text));
        box.put("lines", lines(rows));
        return box;
    }

    private static List<Map<String, Object>> lines(List<Good> rows) {
        return rows.stream().map(row -> {
            Map<String, Object> line = quantity(row.sku().value(), "quantity", row.quantity());
            if (row.lineNo() > 0) {
                line.put("lineNo", row.lineNo());
            }
            return line;
        }).toList();
    }

    private Map<String, Object> body(String type, Instant at) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("warehouse", warehouse.value());
        body.put("type", type);
        body.put("occurredAt", at.toString());
        return body;
    }

    private static Map<String, Object> quantity(String sku, String name, Quantity quantity) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sku", sku);
        row.put(name, quantity.decimal());
        row.put("unit", quantity.unit().code());
        return row;
    }

    private static <K> Map<K, List<Good>> grouped(List<Good> rows, Function<Good, K> key) {
        return rows.stream().collect(Collectors.groupingBy(row -> Objects.requireNonNull(key.apply(row)),
                LinkedHashMap::new, Collectors.toList()));
    }
}

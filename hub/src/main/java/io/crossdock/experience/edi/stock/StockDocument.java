package io.crossdock.experience.edi.stock;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the map of a warehouse's document yields. Every value is text still.
 *
 * @param type     of the message it becomes: {@code stock.received}
 * @param document the warehouse's own number
 * @param release  for {@code leg.shipped}
 * @param at       a day, or a day and a time of day in the warehouse's zone
 */
record StockDocument(String type, Optional<String> document, Optional<String> release, Optional<String> reference,
        Optional<String> at, Optional<String> carrier, List<Row> rows, List<Pack> packages) {

    StockDocument {
        rows = orEmpty(rows);
        packages = orEmpty(packages);
    }

    /** @param line of the release */
    record Row(Optional<String> onHand, Optional<String> delta, Optional<String> quantity, Optional<String> unit,
            Optional<String> line, List<Id> ids) {

        Row {
            ids = orEmpty(ids);
        }

        String names() {
            return ids.isEmpty() ? "an item without a number"
                    : ids.stream().map(Id::value).collect(Collectors.joining(", "));
        }
    }

    /** @param scheme {@code buyer}, {@code vendor} or {@code gtin}; empty for unknown qualifiers */
    record Id(Optional<String> scheme, String value) {
    }

    record Pack(String sscc, Optional<String> tracking, List<Row> rows) {

        Pack {
            rows = orEmpty(rows);
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}

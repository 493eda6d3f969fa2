package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One page of a list, as section 1 of the contract has it. */
public final class Page {

    private static final int LIMIT_DEFAULT = 200;
    private static final int LIMIT_MAX = 1000;

    private Page() {}

    /**
     * Cuts a page from rows that begin after the cursor of the request.
     *
     * @param key  the cursor of a row
     * @param view what a row looks like from outside
     */
    public static <T> ObjectNode of(Request request, Stream<T> rows, Function<T, String> key,
            Function<T, ?> view) {
        int limit = limit(request);
        List<T> found = rows.limit(limit + 1L).toList();
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray("items");
        found.stream().limit(limit).forEach(row -> items.add(Json.node(view.apply(row))));
        if (found.size() > limit) {
            page.put("next", key.apply(found.get(limit - 1)));
        }
        return page;
    }

    /** A page of rows that are sorted by their key. */
    public static <T> ObjectNode ofSorted(Request request, List<T> rows, Function<T, String> key) {
        String after = after(request);
        int from = 0;
        if (!after.isEmpty()) {
            while (from < rows.size() && !key.apply(rows.get(from)).equals(after)) {
                from++;
            }
            if (from == rows.size()) {
                throw Refused.badRequest("unknown cursor " + after);
            }
            from++;
        }
        return of(request, rows.stream().skip(from), key, row -> row);
    }

    public static String after(Request request) {
        return request.query("after").orElse("");
    }

    private static int limit(Request request) {
        String text = request.query("limit").orElse(String.valueOf(LIMIT_DEFAULT));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1) {
                return Math.min(limit, LIMIT_MAX);
            }
        } catch (NumberFormatException e) {
            throw Refused.badRequest("limit is not a number: " + text);
        }
        throw Refused.badRequest("limit must be 1 or more");
    }
}

package io.crossdock.system.connectors.tryton;

import java.util.List;

/**
 * Which part of a list, in which order.
 *
 * @param order pairs of a field and {@code ASC} or {@code DESC}
 */
record Paging(int offset, int limit, List<List<String>> order) {

    static final int MOST = 1_000;

    Paging {
        order = List.copyOf(order);
    }

    /** The first rows by their number, which is the order in which they were made. */
    static Paging first(int limit) {
        return new Paging(0, limit, List.of(List.of("id", "ASC")));
    }

    static Paging all() {
        return first(MOST);
    }
}

package io.crossdock.process.story;

import java.util.List;

/**
 * The story of an order, told.
 *
 * @param lanes   those that take part, from top to bottom
 * @param entries by time
 */
public record Timeline(List<Lane> lanes, List<Entry> entries) {

    public Timeline {
        lanes = List.copyOf(lanes);
        entries = List.copyOf(entries);
    }
}

package io.crossdock.experience.subscriptions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What subscribers may be told, under names that stay. */
enum EventType {

    ORDER_ACCEPTED,
    /** Goods came short, and what is missing waits for supply. */
    ORDER_LINE_BACKORDERED,
    /** Goods came short, and other items are sent for some of them. */
    ORDER_LINE_SUBSTITUTED,
    /** Lines are promised for another day, or come another way. */
    ORDER_LINE_PROMISED,
    /** What is missing will not be delivered. */
    ORDER_LINE_CANCELLED,
    SHIPMENT_DISPATCHED,
    SHIPMENT_DELIVERED,
    INVOICE_POSTED,
    ORDER_CLOSED,
    ORDER_CANCELLED;

    /** As subscribers know it: {@code order.line.backordered}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(EventType::label).toList();
    }
}

package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;

/** Books orders. The response of what is done or found reads as a {@link PostedOrder}. */
public interface OrderSink extends Sink<OrderPosting> {

    /**
     * The documents that the books would make of lines, of each the lines or parts of lines that stand in it; all of them
     * together the same quantities and amounts. Follows from the lines and the settings alone, and nobody is called: an
     * order is promised for what its documents come to, each rounded for itself (policy {@code taxOn: exact_by_place}).
     */
    default List<List<OrderPosting.Line>> documents(SystemSettings system, List<OrderPosting.Line> lines) {
        return List.of(lines);
    }
}

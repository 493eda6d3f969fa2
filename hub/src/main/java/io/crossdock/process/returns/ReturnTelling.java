package io.crossdock.process.returns;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a warehouse says of a return.
 *
 * @param document  the warehouse's own number of it: told twice, it counts once
 * @param inspected whether it tells what became of the goods; else only that they are there
 */
public record ReturnTelling(ReturnNumber number, LocationId warehouse, String document, Instant occurredAt,
        boolean inspected, List<Line> lines) {

    public ReturnTelling {
        lines = List.copyOf(lines);
    }

    /**
     * @param quantity    in any unit of the item
     * @param disposition empty unless {@code inspected}
     * @param why         what is the matter with damaged or scrapped goods
     */
    public record Line(Sku sku, Quantity quantity, Optional<Disposition> disposition, Optional<String> why) {
    }
}

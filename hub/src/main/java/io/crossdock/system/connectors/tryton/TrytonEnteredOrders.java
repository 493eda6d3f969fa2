package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.EnteredOrderSource;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Sales that Tryton's own users have confirmed. Those that carry a number of ours are ours, whoever made them. */
@Component
class TrytonEnteredOrders implements EnteredOrderSource {

    private static final int PAGE = 200;
    private static final Changes CHANGES = new Changes(List.of("lines"));
    private static final List<String> STATES = List.of("confirmed", "processing", "done", "cancelled");
    private static final List<String> FIELDS = List.of("number", "state", "reference", "party.code", "party.rec_name",
            "currency.code", "total_amount", "lines.type", "lines.sequence", "lines.quantity", "lines.unit",
            "lines.unit_price", "lines.description", "lines.product.code");

    private final Tryton tryton;
    private final Clock clock;

    TrytonEnteredOrders(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Page<Entered> entered(SystemSettings system, Asking asking) {
        Cursor cursor = Cursor.of(asking.after(), clock.instant());
        // A cancelled draft never had a number, and never was an order.
        List<Object> domain = new ArrayList<>(List.of(List.of("state", "in", STATES), List.of("number", "!=", ""),
                List.of("id", ">", cursor.after())));
        asking.modifiedSince().ifPresent(since -> domain.add(CHANGES.since(since)));
        try {
            return tryton.reading(system, conversation -> {
                List<JsonNode> rows = conversation.search("sale.sale", domain, Paging.first(PAGE),
                        Stream.concat(FIELDS.stream(), CHANGES.fields().stream()).toList());
                Measures measures = Measures.of(conversation);
                List<JsonNode> theirs = rows.stream().filter(row -> Wire.text(row, "number").isPresent() && !ours(row))
                        .toList();
                return new Page<>(Listing.of(system.id(), theirs, row -> entered(row, measures, cursor)),
                        rows.size() < PAGE ? Optional.empty()
                                : Optional.of(cursor.afterRow(Wire.id(rows.getLast())).text()));
            });
        } catch (Fault fault) {
            throw new SystemUnavailable(fault.why(), fault);
        }
    }

    private static boolean ours(JsonNode row) {
        return Wire.text(row, "reference").map(reference -> reference.split(SalePart.BETWEEN, 2)[0])
                .flatMap(OrderNumber::parse).isPresent();
    }

    private static Entered entered(JsonNode row, Measures measures, Cursor cursor) {
        JsonNode party = Wire.beyond(row, "party");
        return new Entered(Wire.needed(row, "number"), Wire.text(row, "reference"), Wire.text(party, "code")
                .or(() -> Wire.text(party, "rec_name")).orElse("?"), standing(Wire.needed(row, "state")),
                Wire.needed(Wire.beyond(row, "currency"), "code"), Wire.decimal(row.path("total_amount")),
                Wire.moment(row.path("create_date")).orElse(cursor.begun()),
                cursor.notAfterBeginning(CHANGES.stamp(row)),
                Wire.beyond(row, "lines").valueStream().filter(line -> line.path("type").asString("line").equals("line"))
                        .map(line -> line(line, measures)).sorted(Comparator.comparing(Line::lineNo)).toList());
    }

    private static Standing standing(String state) {
        return switch (SaleState.of(state)) {
            case CANCELLED -> Standing.CANCELLED;
            case DONE -> Standing.DONE;
            case DRAFT, QUOTATION, CONFIRMED, PROCESSING -> Standing.BOOKED;
        };
    }

    private static Line line(JsonNode line, Measures measures) {
        return new Line(line.path("sequence").asInt(0), Wire.text(Wire.beyond(line, "product"), "code")
                .or(() -> Wire.text(line, "description")).orElse("?"), new Quantity(Wire.quantity(line.path("quantity")),
                        measures.unit(line.path("unit").asLong(0))), Wire.decimal(line.path("unit_price")));
    }
}

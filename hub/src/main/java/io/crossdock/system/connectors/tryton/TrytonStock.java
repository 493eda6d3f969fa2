package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Stock on hand, warehouse by warehouse. Tryton does not keep it as a field: it adds up the moves done up to a day,
 * which it counts in UTC. Asked for a later day it takes all of them, whatever day it is where the warehouse is.
 */
@Component
class TrytonStock implements StockSource {

    private static final int PAGE = 500;

    private final Tryton tryton;
    private final Clock clock;

    TrytonStock(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Answer stock(SystemSettings system, Optional<String> after) {
        Instant asOf = clock.instant();
        Cursor cursor = Cursor.of(after, asOf);
        List<String> warehouses = warehouses(system);
        if (cursor.part() >= warehouses.size()) {
            return new Answer.Page(List.of(), Optional.empty());
        }
        try {
            return tryton.reading(system, conversation -> page(conversation, warehouses, cursor, asOf));
        } catch (Fault fault) {
            return new Answer.NoAnswer(fault.why());
        }
    }

    private static List<String> warehouses(SystemSettings system) {
        return system.location().map(location -> List.of(location.value())).orElseGet(() -> system
                .setting("warehouses").or(() -> system.setting("warehouse")).stream()
                .flatMap(codes -> Arrays.stream(codes.split(","))).map(String::strip)
                .filter(code -> !code.isEmpty()).toList());
    }

    private static Answer page(Conversation tryton, List<String> warehouses, Cursor cursor, Instant asOf) {
        String code = warehouses.get(cursor.part());
        Units units = Units.of(tryton.system());
        List<JsonNode> rows = tryton.search("product.product", List.of(List.of("type", "=", "goods"),
                List.of("id", ">", cursor.after())), Paging.first(PAGE), List.of("code", "default_uom.name", "quantity"),
                Map.of("locations", List.of(new Directory(tryton).warehouse(code)), "stock_date_end",
                        Wire.date(LocalDate.ofInstant(asOf, ZoneOffset.UTC).plusDays(1))));
        // Tryton numbers its moves when they are planned, and goods leave it when their invoice is made.
        List<StockReport> reports = Listing.of(tryton.system().id(), rows, row -> StockReport.ofBooks(
                new Sku(Wire.needed(row, "code")), new LocationId(code), new Quantity(Wire.quantity(row.path("quantity")),
                        units.base(row)), asOf));
        Optional<Cursor> next = rows.size() == PAGE ? Optional.of(cursor.afterRow(Wire.id(rows.getLast())))
                : Optional.of(cursor.nextPart()).filter(part -> part.part() < warehouses.size());
        return new Answer.Page(reports, next.map(Cursor::text));
    }
}

package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code operations.stock} of declared connectors: rows with {@code sku}, {@code onHand}, {@code unit}, and where the
 * system knows them {@code location} (the system's own otherwise), {@code movement} (else they count as books) and
 * {@code asOf} (now otherwise).
 */
@Component
class DeclaredStock implements StockSource {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredStock.class);
    private static final String STOCK = "stock";

    private final DeclaredCalls calls;
    private final Clock clock;

    DeclaredStock(DeclaredCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return DeclaredList.of(system, STOCK).isPresent();
    }

    @Override
    public Answer stock(SystemSettings system, Optional<String> after) {
        return switch (new DeclaredList(calls, system, DeclaredList.of(system, STOCK).orElseThrow()).page(Map.of(), after)) {
            case DeclaredList.Answer.Nothing(String why) -> new Answer.NoAnswer(why);
            case DeclaredList.Answer.Page(List<JsonNode> rows, Optional<String> next) ->
                    new Answer.Page(reports(system, rows), next);
        };
    }

    private List<StockReport> reports(SystemSettings system, List<JsonNode> rows) {
        List<StockReport> reports = new ArrayList<>();
        for (JsonNode row : rows) {
            try {
                reports.add(report(system, row));
            } catch (DateTimeException | IllegalArgumentException malformed) {
                LOG.warn("{} has a stock row that cannot be used, {}: {}", system.id(), malformed.getMessage(), row);
            }
        }
        return reports;
    }

    private StockReport report(SystemSettings system, JsonNode row) {
        String location = row.path("location").asString("");
        Instant asOf = row.path("asOf").asString("").isEmpty() ? clock.instant()
                : Instant.parse(row.path("asOf").asString(""));
        Sku sku = new Sku(row.path("sku").asString(""));
        LocationId place = location.isEmpty()
                ? system.location().orElseThrow(() -> new IllegalArgumentException("no location"))
                : new LocationId(location);
        Quantity onHand = Quantity.of(row.path("onHand").asString(""), row.path("unit").asString(""));
        long movement = row.path("movement").asLong(-1);
        return movement < 0 ? StockReport.ofBooks(sku, place, onHand, asOf)
                : new StockReport(sku, place, onHand, movement, asOf);
    }
}

package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Stock as the estate's ERP or one of its warehouses counts it (contract §2.1 and §3.1). */
@Component
class EstateStock implements StockSource {

    private static final Logger LOG = LoggerFactory.getLogger(EstateStock.class);
    private static final String FIRST = "/stock?limit=1000";

    private final EstateHttp http;
    private final EstateReading reading;

    EstateStock(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "items");
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Answer stock(SystemSettings system, Optional<String> after) {
        Reply reply = http.get(system, after.map(cursor -> FIRST + "&after=" + EstateHttp.encoded(cursor))
                .orElse(FIRST));
        return http.object(reply).filter(list -> list.path("items").isArray())
                .<Answer>map(list -> new Answer.Page(reports(system, list), HttpOutcomes.text(list, "next")))
                .orElseGet(() -> new Answer.NoAnswer(HttpOutcomes.noAnswer(system, reply, reading)));
    }

    /** A row that makes no sense is left out and named in the log: one bad row must not hide all others. */
    private static List<StockReport> reports(SystemSettings system, JsonNode list) {
        List<StockReport> reports = new ArrayList<>();
        for (JsonNode row : list.path("items")) {
            try {
                reports.add(report(row));
            } catch (DateTimeException | IllegalArgumentException malformed) {
                LOG.warn("{} has a stock row that cannot be used, {}: {}", system.id(),
                        malformed.getMessage(), row);
            }
        }
        return reports;
    }

    private static StockReport report(JsonNode row) {
        if (!row.path("movement").isIntegralNumber()) {
            throw new IllegalArgumentException("movement is not a number");
        }
        return new StockReport(new Sku(row.path("sku").asString("")),
                new LocationId(row.path("location").asString("")),
                Quantity.of(row.path("onHand").asString(""), row.path("unit").asString("")),
                row.path("movement").asLong(), Instant.parse(row.path("asOf").asString("")));
    }
}

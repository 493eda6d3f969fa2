package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.connectors.ExpectedSource;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.Reply;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Expected receipts as the estate's ERP lists them (contract §2.1). */
@Component
class EstateExpected implements ExpectedSource {

    private static final Logger LOG = LoggerFactory.getLogger(EstateExpected.class);
    private static final String FIRST = "/expected-receipts?limit=1000";

    private final EstateHttp http;
    private final EstateReading reading;

    EstateExpected(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "items");
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Answer expected(SystemSettings system, Optional<String> after) {
        Reply reply = http.get(system, after.map(cursor -> FIRST + "&after=" + EstateHttp.encoded(cursor))
                .orElse(FIRST));
        return http.object(reply).filter(list -> list.path("items").isArray())
                .<Answer>map(list -> new Answer.Page(reports(system, list), HttpOutcomes.text(list, "next")))
                .orElseGet(() -> new Answer.NoAnswer(HttpOutcomes.noAnswer(system, reply, reading)));
    }

    /** A row that makes no sense is left out and named in the log: nothing is promised from it. */
    private static List<ExpectedReport> reports(SystemSettings system, JsonNode list) {
        List<ExpectedReport> reports = new ArrayList<>();
        for (JsonNode row : list.path("items")) {
            try {
                reports.add(new ExpectedReport(row.path("reference").asString(""), new Sku(row.path("sku").asString("")),
                        new LocationId(row.path("location").asString("")),
                        Quantity.of(row.path("quantity").asString(""), row.path("unit").asString("")),
                        LocalDate.parse(row.path("expectedOn").asString(""))));
            } catch (DateTimeException | IllegalArgumentException malformed) {
                LOG.warn("{} expects something that cannot be used, {}: {}", system.id(), malformed.getMessage(), row);
            }
        }
        return reports;
    }
}

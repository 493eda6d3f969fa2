package io.crossdock.experience.console;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.connectors.EnteredOrderSource.Line;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders that people have entered in ERPs, as if these had told of them. */
record EnteredRows(JdbcClient jdbc, Json json) {

    private static final Instant DAY = Instant.parse("2026-11-20T09:00:00Z");

    void add(String system, int number, Standing standing, String customersNumber) {
        Entered order = new Entered("S-" + number, Optional.of(customersNumber), "A-9" + number, standing, "USD",
                new BigDecimal("75.80"), DAY, DAY.plusSeconds(number), List.of(new Line(1, "SAF-2001",
                        Quantity.of("4", "EA"), new BigDecimal("18.95"))));
        jdbc.sql("INSERT INTO entered.sale_order VALUES (:system, :number, :at::timestamptz, :content::jsonb)")
                .param("system", system).param("number", order.number()).param("at", order.changedAt().toString())
                .param("content", json.write(order)).update();
    }

    void forget() {
        jdbc.sql("DELETE FROM entered.sale_order").update();
    }
}

package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.connectors.EnteredOrderSource.Line;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Orders that were entered in an ERP are seen where orders are looked for. */
class EnteredOrdersPageTest extends ConsoleScene {

    private static final Instant DAY = Instant.parse("2026-11-20T09:00:00Z");

    @Autowired
    Json json;

    private void entered(int number, Standing standing, String customersNumber) {
        Entered order = new Entered("S-" + number, Optional.of(customersNumber), "A-9" + number, standing, "USD",
                new BigDecimal("75.80"), DAY, DAY.plusSeconds(number), List.of(new Line(1, "SAF-2001",
                        Quantity.of("4", "EA"), new BigDecimal("18.95"))));
        jdbc.sql("INSERT INTO entered.sale_order VALUES ('erp', :number, :at::timestamptz, :content::jsonb)")
                .param("number", order.number()).param("at", order.changedAt().toString())
                .param("content", json.write(order)).update();
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM entered.sale_order").update();
    }

    @Test
    void withoutAnyItIsSaidWhoWouldTellOfThem() {
        Person kim = new Person("kim");
        assertThat(kim.page("/console/orders")).contains("href=\"/console/entered-orders\"");
        assertThat(kim.page("/console/entered-orders")).contains("No ERP has told of an order", "/console/connectors");
    }

    @Test
    void theyAreListedNarrowedAndPaged() {
        IntStream.rangeClosed(101, 155).forEach(number -> entered(number, Standing.BOOKED, "by <phone> " + number));
        entered(99, Standing.CANCELLED, "by letter");
        Person kim = new Person("kim");

        String first = kim.page("/console/entered-orders");
        assertThat(first).contains("S-155", "by &lt;phone&gt; 155", "4 EA SAF-2001", "S-106", "Older orders")
                .doesNotContain("S-105");
        String older = first.replaceAll("(?s).*href=\"([^\"]*)\" rel=\"next\".*", "$1").replace("&amp;", "&");
        assertThat(kim.page(older)).contains("S-105", "S-99", "Latest").doesNotContain("phone&gt; 106", "Older orders");
        assertThat(kim.page("/console/entered-orders?state=cancelled")).contains("S-99", "by letter")
                .doesNotContain("S-155");
        assertThat(kim.page("/console/entered-orders?state=done")).contains("No order is in this list.");
        assertThat(kim.page("/console/entered-orders?after=nonsense&state=what&system=no")).contains("S-155");
    }
}

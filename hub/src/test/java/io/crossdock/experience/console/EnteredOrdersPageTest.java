package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Orders that were entered in an ERP are seen where orders are looked for. */
class EnteredOrdersPageTest extends ConsoleScene {

    @Autowired
    Json json;

    @AfterEach
    void forget() {
        new EnteredRows(jdbc, json).forget();
    }

    @Test
    void withoutAnyItIsSaidWhoWouldTellOfThem() {
        Person kim = new Person("kim");
        assertThat(kim.page("/console/orders")).contains("href=\"/console/entered-orders\"");
        assertThat(kim.page("/console/entered-orders")).contains("No ERP has told of an order", "/console/connectors");
    }

    @Test
    void theyAreListedNarrowedAndPaged() {
        EnteredRows rows = new EnteredRows(jdbc, json);
        IntStream.rangeClosed(101, 155).forEach(number -> rows.add("erp", number, Standing.BOOKED, "by <phone> " + number));
        rows.add("erp", 99, Standing.CANCELLED, "by letter");
        rows.add("former-erp", 98, Standing.CANCELLED, "by fax");
        Person kim = new Person("kim");

        String first = kim.page("/console/entered-orders");
        assertThat(first).contains("S-155", "by &lt;phone&gt; 155", "4 EA SAF-2001", "S-106", "Older orders")
                .doesNotContain("S-105");
        String older = first.replaceAll("(?s).*href=\"([^\"]*)\" rel=\"next\".*", "$1").replace("&amp;", "&");
        assertThat(kim.page(older)).contains("S-105", "S-99", "Latest").doesNotContain("phone&gt; 106", "Older orders");
        assertThat(kim.page("/console/entered-orders?state=cancelled")).contains("S-99", "by letter", "by fax")
                .doesNotContain("S-155");
        assertThat(kim.page("/console/entered-orders?state=cancelled&system=erp")).contains("by letter")
                .doesNotContain("by fax");
        assertThat(kim.page("/console/entered-orders?state=done")).contains("No order is in this list.");
        assertThat(kim.page("/console/entered-orders?after=nonsense&state=what&system=no")).contains("S-155");
    }
}

package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutagesPageTest extends ConsoleScene {

    @Test
    void anOutageIsListedWithItsReport() {
        Person kim = new Person("kim");
        assertThat(kim.page("/console/systems")).contains("href=\"/console/outages\"");
        assertThat(kim.page("/console/outages")).contains("None in the last 92 days");

        String number = jdbc.sql("SELECT min(number) FROM ordering.orders").query(String.class).single();
        jdbc.sql("""
                INSERT INTO ordering.receipt (order_number, receipt)
                VALUES (:number, '{"lines": [], "credit": {"source": "fallback"}}')
                ON CONFLICT (order_number) DO UPDATE
                   SET receipt = jsonb_set(receipt.receipt, '{credit,source}', '"fallback"')
                """).param("number", number).update();
        try {
            assertThat(kim.page("/console/outages")).contains("href=\"/console/outages/" + number + "\"");
            assertThat(kim.page("/console/outages/" + number)).contains("1 order decided without it",
                    "What reality contradicted");
            assertThat(kim.get("/console/outages/SO-1").statusCode()).isEqualTo(404);
        } finally {
            jdbc.sql("UPDATE ordering.receipt SET receipt = jsonb_set(receipt, '{credit,source}', '\"replicated\"')").update();
        }
    }
}

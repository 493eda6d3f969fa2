package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.InvoiceRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The same over a bad line to a running Tryton: {@code -Dtryton.orders} of them, a fault in every
 * {@code -Dtryton.faults}th call. Chosen by hand, see {@code examples/tryton}.
 */
class RealTrytonTrial {

    @Test
    void aBadLineDoublesNothingAndLosesNothing(@TempDir Path folder) throws IOException {
        int orders = Integer.getInteger("tryton.orders", 50);
        String run = "T" + Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT) + "-";
        Path secrets = Path.of(System.getProperty("tryton.secrets", "secrets"));
        Rig rig = Rig.of(secrets, Clock.systemUTC());
        try (UnderFire fire = new UnderFire(folder, RealTryton.url(), Files.readString(secrets.resolve("key")).strip(),
                "user: " + RealTryton.user() + ", warehouse: ATL, freightItem: FREIGHT, units: BX=Box of 12", Duration.ofSeconds(40),
                Duration.ofSeconds(3))) {
            UnderFire.Score score = fire.fire(orders, Integer.getInteger("tryton.faults", 20),
                    Long.getLong("tryton.seed", 7), Duration.ofMinutes(60), i -> example(run + i));
            System.out.println(UnderFire.told(score));
            UnderFire.allDone(score);
            List<JsonNode> sales = rows(rig, "sale.sale", run, List.of("number", "state", "reference", "total_amount"));
            assertThat(sales).extracting(row -> row.path("reference").asString()).doesNotHaveDuplicates()
                    .hasSize(orders);
            List<JsonNode> invoices = rows(rig, "account.invoice", run, List.of("number", "state", "reference",
                    "total_amount"));
            assertThat(invoices).hasSize(2 * orders).allMatch(row -> row.path("state").asString().equals("posted"))
                    .extracting(row -> row.path("reference").asString()).doesNotHaveDuplicates();
            Set<String> numbers = new HashSet<>();
            BigDecimal invoiced = BigDecimal.ZERO;
            for (JsonNode invoice : invoices) {
                String shipment = invoice.path("reference").asString();
                numbers.add(invoice.path("number").asString());
                assertThat(fire.reference("invoice.post", shipment)).contains(invoice.path("number").asString());
                assertThat(fire.total(shipment)).isEqualByComparingTo(Wire.decimal(invoice.path("total_amount")));
                invoiced = invoiced.add(Wire.decimal(invoice.path("total_amount")));
            }
            assertThat(numbers).hasSize(2 * orders);
            BigDecimal sold = sales.stream().map(row -> Wire.decimal(row.path("total_amount")))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            System.out.println("sold " + sold + ", invoiced " + invoiced);
            assertThat(invoiced).isEqualByComparingTo(sold);
        }
    }

    private static List<JsonNode> rows(Rig rig, String model, String run, List<String> fields) {
        return rig.tryton().reading(RealTryton.settings(RealTryton.url()), tryton -> tryton.search(model,
                List.of(List.of("reference", "like", run + "%"), List.of("state", "!=", "cancelled")), Paging.all(),
                fields));
    }

    private static UnderFire.Case example(String order) {
        return new UnderFire.Case(RealTryton.order(order),
                new InvoiceRequest(order + "-1", order, List.of(new InvoiceRequest.Line(1, Quantity.of("2", "EA")))),
                new InvoiceRequest(order + "-2", order, List.of(new InvoiceRequest.Line(1, Quantity.of("1", "EA")),
                        new InvoiceRequest.Line(2, Quantity.of("1", "BX")))));
    }
}

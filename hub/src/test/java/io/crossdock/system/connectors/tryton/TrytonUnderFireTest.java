package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.InvoiceRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Orders and invoices over a bad line, on the real ledger and lanes: nothing is doubled, nothing is lost. */
class TrytonUnderFireTest {

    private static final int ORDERS = 25;
    private static final long SEED = 20_261_126;

    @Test
    @Timeout(300)
    void aBadLineDoublesNothingAndLosesNothing(@TempDir Path folder) throws IOException {
        try (FakeTryton fake = new FakeTryton();
                UnderFire fire = new UnderFire(folder, fake.url(), FakeTryton.PASSWORD,
                        "user: hub, warehouse: CMH, freightItem: FRT-GND, units: BX=Box of 100", Duration.ofSeconds(20),
                        Duration.ofMillis(200))) {
            UnderFire.Score score = fire.fire(ORDERS, 12, SEED, Duration.ofSeconds(240),
                    i -> example("SO-%06d".formatted(i)));
            UnderFire.allDone(score);
            for (int i = 0; i < ORDERS; i++) {
                String order = "SO-%06d".formatted(i);
                List<ObjectNode> sales = under(fake, "sale.sale", order).stream()
                        .filter(row -> !row.path("state").asString().equals("cancelled")).toList();
                assertThat(sales).as(order).hasSize(1);
                assertThat(fire.reference("order.post", order)).contains(sales.getFirst().path("number").asString());
                for (String shipment : List.of(order + "-1", order + "-2")) {
                    List<ObjectNode> invoices = under(fake, "account.invoice", shipment);
                    assertThat(invoices).as(shipment).hasSize(1);
                    assertThat(invoices.getFirst().path("state").asString()).isEqualTo("posted");
                }
                assertThat(fire.total(order + "-1").add(fire.total(order + "-2"))).as(order)
                        .isEqualByComparingTo(new BigDecimal("1076.99"));
            }
            assertThat(fake.tables().all("account.invoice")).as("no draft is left over").hasSize(2 * ORDERS);
        }
    }

    private static List<ObjectNode> under(FakeTryton fake, String model, String reference) {
        return fake.tables().all(model).stream().filter(row -> row.path("reference").asString("").equals(reference))
                .toList();
    }

    private static UnderFire.Case example(String order) {
        return new UnderFire.Case(TrytonOrdersTest.order(order, "C-OPEN"),
                new InvoiceRequest(order + "-1", order, List.of(new InvoiceRequest.Line(1, Quantity.of("20", "EA")),
                        new InvoiceRequest.Line(2, Quantity.of("200", "EA")))),
                new InvoiceRequest(order + "-2", order, List.of(new InvoiceRequest.Line(1, Quantity.of("40", "EA")))));
    }
}

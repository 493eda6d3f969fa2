package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.SinkRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Part of a line is cancelled once, whichever of the calls is lost. */
class TrytonAmendmentContractTest extends TrytonDeedContract<OrderAmendment> {

    @Override
    protected SinkRules.Subject<OrderAmendment> subject() {
        return new TrytonSubject<>(rig().amendments(), fake().settings(), this::done,
                forgetting(order -> amendment(order, 1, "SAF-2001", "15")), order -> amendment(order, 2, "FST-1001", "50"),
                Duration.ofSeconds(20));
    }

    /** Half a box of bolts has no exact amount there. */
    private OrderAmendment amendment(String order, int lineNo, String sku, String altogether) {
        return new OrderAmendment(ordered(order), new AmendmentRequest(order, List.of(new OrderAmendment.Line(lineNo, new Sku(sku),
                Quantity.of(altogether, "EA")))));
    }

    /** The sale, as often as the 15 hats were cancelled; it is done when Tryton has been told not to make them again. */
    private List<String> done(String order) {
        ObjectNode sale = fake().tables().only("sale.sale", "reference", order);
        ObjectNode line = fake().tables().all("sale.line").stream().filter(row -> row.path("sale").asLong() == Wire.id(sale)
                && row.path("sequence").asInt() == 1).findFirst().orElseThrow();
        List<ObjectNode> cancelled = fake().tables().all("stock.move").stream()
                .filter(row -> row.path("state").asString().equals("cancelled")
                        && row.path("origin").asString("").equals("sale.line," + Wire.id(line))).toList();
        int hats = cancelled.stream().map(row -> Wire.quantity(row.path("quantity"))).reduce(BigDecimal.ZERO, BigDecimal::add)
                .intValueExact();
        assertThat(hats % 15).isZero();
        return Wire.ids(line.path("moves_ignored")).containsAll(cancelled.stream().map(Wire::id).toList())
                ? Collections.nCopies(hats / 15, sale.path("number").asString()) : List.of();
    }
}

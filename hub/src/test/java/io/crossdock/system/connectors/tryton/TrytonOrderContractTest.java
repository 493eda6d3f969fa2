package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SinkRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The connector keeps its promise against a Tryton of our own making. */
class TrytonOrderContractTest extends TrytonDeedContract<OrderPosting> {

    private static final Set<String> BOOKED = Set.of("confirmed", "processing", "done");

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        return new TrytonSubject<>(rig().orders(), fake().settings(), this::booked,
                forgetting(reference -> TrytonOrdersTest.order(reference, "C-OPEN")),
                reference -> TrytonOrdersTest.order(reference, "C-TIGHT"), Duration.ofSeconds(20))
                        .holding(new SinkRules.Lines<>(order -> List.of("1: 60 Unit", "2: 2 Box of 100"), this::held))
                        .doneAgainBy(reference -> copied("sale.sale", reference));
    }

    private List<String> held(String reference) {
        return lines(fake().tables().all("sale.line").stream().filter(line -> {
            JsonNode sale = fake().tables().row("sale.sale", line.path("sale").asLong());
            return sale.path("reference").asString().equals(reference) && BOOKED.contains(sale.path("state").asString());
        }).toList(), line -> line, "unit");
    }

    private List<String> booked(String reference) {
        return fake().tables().all("sale.sale").stream()
                .filter(row -> row.path("reference").asString().equals(reference)
                        && BOOKED.contains(row.path("state").asString()))
                .map(row -> row.path("number").asString()).toList();
    }
}

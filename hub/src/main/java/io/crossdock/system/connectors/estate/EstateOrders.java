package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.OrderSource;
import io.crossdock.system.connectors.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Orders in the estate's ERP, whose order call is not idempotent (contract §2.2). */
@Component
class EstateOrders implements OrderSink, OrderSource {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateOrders(EstateHttp http, EstateBooked booked) {
        this.http = http;
        this.reading = new EstateReading(http, booked::order);
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings erp, OrderPosting order) {
        return HttpOutcomes.ofPost(erp, http.post(erp, "/orders", EstateBodies.Order.of(order)), reading);
    }

    @Override
    public OrderSource.Answer changed(SystemSettings erp, Instant since, Optional<String> after) {
        String path = "/orders?limit=1000&changedSince=" + EstateHttp.encoded(since.toString());
        return listed(erp, http.get(erp, after.map(cursor -> path + "&after=" + EstateHttp.encoded(cursor))
                .orElse(path)));
    }

    @Override
    public OrderSource.Answer of(SystemSettings erp, String reference) {
        return listed(erp, http.get(erp, "/orders?limit=1000&externalReference=" + EstateHttp.encoded(reference)));
    }

    /** A row that cannot be read fails the page: an order that is left out would look like one that is missing. */
    private OrderSource.Answer listed(SystemSettings erp, Reply reply) {
        Optional<JsonNode> list = http.object(reply).filter(each -> each.path("items").isArray());
        if (list.isEmpty()) {
            return new OrderSource.Answer.NoAnswer(HttpOutcomes.noAnswer(erp, reply, reading));
        }
        List<Booked> rows = new ArrayList<>();
        for (JsonNode row : list.get().path("items")) {
            Optional<Booked> order = EstateBooked.listed(row);
            if (order.isEmpty()) {
                return new OrderSource.Answer.NoAnswer(erp.id() + " has an order that cannot be read: " + row);
            }
            rows.add(order.get());
        }
        return new OrderSource.Answer.Page(rows, HttpOutcomes.text(list.get(), "next"));
    }

    @Override
    public Sighting find(SystemSettings erp, String reference) {
        return EstateLists.sighting(erp, http,
                http.get(erp, "/orders?externalReference=" + EstateHttp.encoded(reference)), reading);
    }
}

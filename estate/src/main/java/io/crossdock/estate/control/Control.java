package io.crossdock.estate.control;

import io.crossdock.estate.books.Json;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Call;
import io.crossdock.estate.http.CallLog;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.supplier.Suppliers;
import io.crossdock.estate.warehouse.Warehouses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The page for people, the pace, and those parts of the truth that belong to no single system. */
public final class Control {

    private final CallLog log;
    private final Warehouses warehouses;
    private final Suppliers suppliers;
    private final Carriers carriers;
    private final Shift shift;

    public Control(CallLog log, Warehouses warehouses, Suppliers suppliers, Carriers carriers, Shift shift) {
        this.log = log;
        this.warehouses = warehouses;
        this.suppliers = suppliers;
        this.carriers = carriers;
        this.shift = shift;
    }

    public void routes(Routes routes) {
        String page = page();
        routes.add("GET", "/control", request -> Answer.text("text/html", page));
        routes.add("GET", "/", request -> Answer.text("text/html", page));
        routes.add("GET", "/control/pace", request -> pace());
        routes.add("PUT", "/control/pace", request -> {
            try {
                shift.pace(request.fields().decimal("pace").doubleValue());
            } catch (IllegalArgumentException e) {
                throw Refused.badRequest("pace must be above 0 and at most 1000");
            }
            return pace();
        });
        routes.add("GET", "/control/truth/calls", this::calls);
        routes.add("GET", "/control/truth/shipments", this::shipments);
    }

    private static String page() {
        try (InputStream in = Objects.requireNonNull(Control.class.getResourceAsStream("control.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer pace() {
        return Answer.ok(Json.object().put("pace",
                BigDecimal.valueOf(shift.pace()).stripTrailingZeros().toPlainString()));
    }

    private Answer calls(Request request) {
        String key = request.query("key").or(() -> request.query("externalReference")).orElse("");
        List<Call> found = log.calls().all().filter(call -> key.isEmpty() || call.key().equals(key))
                .filter(call -> request.query("system").map(call.system()::equals).orElse(true))
                .filter(call -> request.query("method").map(call.method()::equals).orElse(true)).toList();
        boolean newest = request.query("newest").map(Boolean::parseBoolean).orElse(false);
        return Answer.ok(Page.ofSorted(request, newest ? found.reversed() : found, Call::id).put("count",
                found.size()));
    }

    private Answer shipments(Request request) {
        String id = request.query("releaseId").or(() -> request.query("externalReference")).orElse("");
        List<ObjectNode> found = Stream
                .concat(warehouses.releases().stream(), suppliers.purchaseOrders().stream())
                .filter(row -> id.isEmpty() || reference(row).equals(id)).toList();
        found.forEach(this::addMilestones);
        return Answer.ok(Page.ofSorted(request, found, row -> from(row) + "|" + reference(row)).put("count",
                found.size()));
    }

    private void addMilestones(ObjectNode row) {
        for (var carton : row.path("packages")) {
            carriers.of(reference(row)).filter(
                    parcel -> parcel.trackingNumber().equals(carton.path("trackingNumber").asString("")))
                    .forEach(parcel -> {
                        ArrayNode milestones = ((ObjectNode) carton).putArray("milestones");
                        parcel.milestones().forEach(each -> milestones.add(Json.node(each)));
                    });
        }
    }

    private static String reference(ObjectNode row) {
        return row.path("releaseId").asString(row.path("poNumber").asString(""));
    }

    private static String from(ObjectNode row) {
        return row.path("warehouse").asString(row.path("supplier").asString(""));
    }
}

package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where people let shipments stand still: each stays in a state that is named for it, else for its order, else for all,
 * until others are. Not durable, as faults are.
 */
public final class Holds {

    private static final String ALL = "all";
    private static final Runnable NOBODY = () -> { };

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> workers = new AtomicReference<>(NOBODY);

    /** @param planning of all that is open, done again whenever something was let go */
    public void workers(Runnable planning) {
        workers.set(planning);
    }

    /** Whether a release or purchase order stays where it is; its order is its name up to the last dash. */
    public boolean at(String shipment, Enum<?> state) {
        String order = shipment.substring(0, Math.max(0, shipment.lastIndexOf('-')));
        String named = states.getOrDefault(shipment, states.getOrDefault(order, states.getOrDefault(ALL, "")));
        return List.of(named.split(",")).contains(state.name());
    }

    void clear() {
        states.clear();
    }

    void routes(Routes routes) {
        routes.add("GET", "/control/holds", request -> Answer.ok(view()));
        routes.add("PUT", "/control/holds", request -> {
            Fields asked = request.fields();
            asked.node().propertyNames().forEach(name -> states.put(name, asked.text(name)));
            return changed();
        });
        routes.add("DELETE", "/control/holds", request -> {
            clear();
            return changed();
        });
    }

    private Answer changed() {
        Objects.requireNonNull(workers.get()).run();
        return Answer.ok(view());
    }

    private ObjectNode view() {
        ObjectNode view = Json.object();
        new TreeMap<>(states).forEach(view::put);
        return view;
    }
}

package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import io.crossdock.estate.day.Dice;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** The faults of all systems. Not durable: an estate that is started again is a healthy one. */
public final class Faults {

    /** The systems that can fail. */
    public static final List<String> SYSTEMS = List.of("erp", "wms", "supplier", "carrier", "edi", "crm");

    /** What becomes of a call that is let in. */
    enum Fate {
        ANSWERED, DROPPED_AFTER_WORK, DROPPED_BEFORE_WORK
    }

    private record Second(long number, AtomicLong calls) {}

    private final Clock clock;
    private final Dice dice;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Second> seconds = new ConcurrentHashMap<>();
    private final Holds holds = new Holds();

    public Faults(Clock clock, Dice dice) {
        this.clock = clock;
        this.dice = dice;
    }

    public Fault of(String system) {
        Fault fault = faults.getOrDefault(system, Fault.NONE);
        return fault.over(clock.instant()) ? Fault.NONE : fault;
    }

    public void clear() {
        faults.clear();
        holds.clear();
    }

    /** What stands still, of the work of warehouses and suppliers. */
    public Holds holds() {
        return holds;
    }

    /** Whether something happens that a ratio of the faults makes likely. */
    public boolean strikes(double ratio, Object... about) {
        return dice.happens(ratio, about);
    }

    /** Lets a call in and says what becomes of it, or refuses it. */
    Fate admit(String system, boolean mutating, long callNumber) {
        Fault fault = of(system);
        Instant now = clock.instant();
        if (fault.outage() == Fault.Outage.DROP) {
            return Fate.DROPPED_BEFORE_WORK;
        }
        if (fault.outage() == Fault.Outage.UNAVAILABLE) {
            throw Refused.of(503, "outage", "The system is down.");
        }
        if (!fault.maintenanceLeft(now).isZero()) {
            throw Refused.of(503, "maintenance", "The system is under maintenance.");
        }
        if (fault.throttlePerSecond() > 0 && callsThisSecond(system, now) > fault.throttlePerSecond()) {
            throw Refused.of(429, "throttled",
                    "Too many calls, at most " + fault.throttlePerSecond() + " per second.");
        }
        if (mutating && dice.happens(fault.lost(), "lost", system, callNumber)) {
            return Fate.DROPPED_BEFORE_WORK;
        }
        if (mutating && dice.happens(fault.ambiguous(), "ambiguous", system, callNumber)) {
            return Fate.DROPPED_AFTER_WORK;
        }
        return Fate.ANSWERED;
    }

    /** Whole seconds after which a refused call may be tried again. */
    long retryAfter(String system) {
        return Math.max(1, of(system).maintenanceLeft(clock.instant()).toSeconds() + 1);
    }

    /** How much later than natural an answer comes, in milliseconds. */
    long delayMs(String system, long callNumber) {
        Fault fault = of(system);
        int jitter = fault.jitterMs();
        return Math.max(0, fault.latencyMs() + dice.between(-jitter, jitter, "latency", system, callNumber));
    }

    private long callsThisSecond(String system, Instant now) {
        Second second = seconds.compute(system,
                (name, known) -> known != null && known.number == now.getEpochSecond() ? known
                        : new Second(now.getEpochSecond(), new AtomicLong()));
        return second.calls.incrementAndGet();
    }

    public void routes(Routes routes) {
        holds.routes(routes);
        routes.add("GET", "/control/faults", request -> Answer.ok(view()));
        routes.add("PUT", "/control/faults", request -> {
            Fields all = request.fields();
            all.node().propertyNames().forEach(system -> set(system, all.object(system)));
            return Answer.ok(view());
        });
        routes.add("PUT", "/control/faults/{system}", request -> {
            set(request.place("system"), request.fields());
            return Answer.ok(view());
        });
        routes.add("DELETE", "/control/faults", request -> {
            faults.clear();
            return Answer.ok(view());
        });
    }

    private void set(String system, Fields fields) {
        if (!SYSTEMS.contains(system)) {
            throw Refused.notFound("system " + system + "; known: " + SYSTEMS);
        }
        faults.put(system, Fault.read(fields, clock.instant()));
    }

    private ObjectNode view() {
        ObjectNode view = Json.object();
        SYSTEMS.forEach(system -> view.set(system, of(system).view()));
        return view;
    }
}

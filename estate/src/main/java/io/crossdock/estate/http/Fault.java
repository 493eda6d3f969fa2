package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with one system at present; see section 8.1 of the contract. */
public record Fault(Outage outage, int latencyMs, int jitterMs, int throttlePerSecond, double ambiguous,
        double lost, int maintenanceSeconds, double duplicate, double reorder, double shortPick,
        BigDecimal shortPickFinds, double lostCallbacks, int seconds, Instant since) {

    /** How calls fail altogether. */
    public enum Outage {
        OFF, DROP, UNAVAILABLE
    }

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Nothing is wrong. */
    public static final Fault NONE = new Fault(Outage.OFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, HALF, 0, 0,
            Instant.EPOCH);

    private static final Map<String, Outage> OUTAGES = Map.of("off", Outage.OFF, "drop", Outage.DROP, "503",
            Outage.UNAVAILABLE);
    private static final Set<String> NAMES = Set.of("outage", "latencyMs", "jitterMs", "throttlePerSecond",
            "ambiguous", "lost", "maintenanceSeconds", "duplicate", "reorder", "shortPick",
            "shortPickFinds", "lostCallbacks", "seconds", "since");

    static Fault read(Fields fields, Instant now) {
        fields.node().propertyNames().forEach(name -> {
            if (!NAMES.contains(name)) {
                throw Refused.badRequest("there is no fault " + name + "; known: " + NAMES);
            }
        });
        JsonNode outage = fields.node().path("outage");
        Outage kind = outage.isMissingNode() ? Outage.OFF : OUTAGES.get(outage.asString());
        if (kind == null) {
            throw Refused.badRequest("outage must be off, drop or 503");
        }
        Function<String, Integer> whole = name -> within(fields, name, 3_600_000, BigDecimal.ZERO).intValue();
        Function<String, Double> ratio = name -> within(fields, name, 1, BigDecimal.ZERO).doubleValue();
        return new Fault(kind, whole.apply("latencyMs"), whole.apply("jitterMs"),
                whole.apply("throttlePerSecond"), ratio.apply("ambiguous"), ratio.apply("lost"),
                whole.apply("maintenanceSeconds"), ratio.apply("duplicate"), ratio.apply("reorder"),
                ratio.apply("shortPick"), within(fields, "shortPickFinds", 1, HALF), ratio.apply("lostCallbacks"), whole.apply("seconds"), now);
    }

    private static BigDecimal within(Fields fields, String name, int max, BigDecimal unsaid) {
        BigDecimal value = fields.optionalDecimal(name).orElse(unsaid);
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw Refused.badRequest(name + " must be from 0 to " + max);
        }
        return value;
    }

    boolean over(Instant now) {
        return seconds > 0 && !now.isBefore(since.plusSeconds(seconds));
    }

    /** What remains of the maintenance window. */
    Duration maintenanceLeft(Instant now) {
        Duration left = Duration.between(now, since.plusSeconds(maintenanceSeconds));
        return maintenanceSeconds == 0 || left.isNegative() ? Duration.ZERO : left;
    }

    ObjectNode view() {
        ObjectNode view = Json.object();
        OUTAGES.forEach((name, kind) -> {
            if (kind == outage) {
                view.put("outage", name);
            }
        });
        return view.put("latencyMs", latencyMs).put("jitterMs", jitterMs)
                .put("throttlePerSecond", throttlePerSecond).put("ambiguous", String.valueOf(ambiguous))
                .put("lost", String.valueOf(lost)).put("maintenanceSeconds", maintenanceSeconds)
                .put("duplicate", String.valueOf(duplicate)).put("reorder", String.valueOf(reorder))
                .put("shortPick", String.valueOf(shortPick))
                .put("shortPickFinds", shortPickFinds.toPlainString())
                .put("lostCallbacks", String.valueOf(lostCallbacks)).put("seconds", seconds);
    }
}

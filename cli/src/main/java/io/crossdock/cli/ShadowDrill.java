package io.crossdock.cli;

import io.crossdock.drills.DrillReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs a drill on a shadow lane of a hub: begins it there, says how far it is, and prints its report. */
final class ShadowDrill {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HubClient hub;
    private final Output output;

    ShadowDrill(HubClient hub, Output output) {
        this.hub = hub;
        this.output = output;
    }

    /** What can be practised there, and on which lanes. */
    JsonNode possible() {
        return hub.get("/ops/v1/shadow-drills").body();
    }

    /** @param plan as the hub's API takes it */
    ExitCode run(ObjectNode plan) {
        JsonNode run = hub.post("/ops/v1/shadow-drills", "application/json",
                plan.toString().getBytes(StandardCharsets.UTF_8), Map.of()).body();
        output.note("drill %s on the shadow lane of %s, %s s, seed %s".formatted(text(run, "drill"), text(run, "system"),
                text(run, "trafficSeconds"), text(run, "seed")));
        String said = "";
        while (text(run, "state").equals("running")) {
            String now = progress(run);
            if (!now.equals(said)) {
                output.note(now);
                said = now;
            }
            run = later("/ops/v1/shadow-drills/" + text(run, "id"));
        }
        if (!text(run, "state").equals("ended")) {
            throw new CommandFailed(ExitCode.BROKEN, "The drill was stopped before its end, so there is no report.");
        }
        return told(hub.get("/ops/v1/drills/" + text(run, "report")).body());
    }

    /** A hub that is killed meanwhile may be part of the drill; whoever starts it again goes on. */
    private JsonNode later(String path) {
        Instant patience = Instant.now().plus(PATIENCE);
        while (true) {
            pause();
            try {
                return hub.get(path).body();
            } catch (CommandFailed away) {
                if (away.code() != ExitCode.UNREACHABLE && away.code() != ExitCode.HUB_FAILED
                        || Instant.now().isAfter(patience)) {
                    throw away;
                }
                output.note("  no answer from the hub; the drill goes on when one runs");
            }
        }
    }

    private ExitCode told(JsonNode report) {
        if (output.json) {
            output.raw(report.toString());
        } else {
            output.say(DrillReport.line(report));
            report.path("script").forEach(each -> output.say("  " + each.asString("")));
            report.path("findings").forEach(each -> output.say("  FINDING: " + each.asString("")));
            output.say("  again: " + text(report, "rerun"));
        }
        return report.path("passed").asBoolean(false) ? ExitCode.OK : ExitCode.BROKEN;
    }

    private static String progress(JsonNode run) {
        JsonNode far = run.path("progress");
        return "  %s of %s requested, %s done, %s wait, %s under way, %s in doubt, %s for a person".formatted(
                text(run, "requested"), text(run, "calls"), text(far, "done"), text(far, "waiting"), text(far, "sending"),
                text(far, "inDoubt"), text(far, "parked"));
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.BROKEN, "Interrupted; the drill goes on in the hub.");
        }
    }

    static ObjectNode plan() {
        return JSON.createObjectNode();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}

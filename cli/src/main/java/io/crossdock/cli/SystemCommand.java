package io.crossdock.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "system", header = "See how the systems around the hub are, and stop them for a while.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SystemCommand implements Runnable {

    @Spec
    CommandSpec spec;

    /** Which hub, as whom, and how to answer. */
    static final class Asking {

        @Mixin
        HubOptions hub;

        @Mixin
        Output output;

        @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
                description = "Client to act as; it needs operations:read, to stop or resume operations:write. "
                + "Default: ${DEFAULT-VALUE}.")
        String client;

        HubClient client() {
            return hub.connect(client);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: list, show, pause, drain, resume?");
    }

    @Command(name = "list", header = "List the systems with what waits and when that will be done.",
            mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
            footer = {"  crossdock system list",
                "  crossdock system list --json | jq '.items[] | select(.health != \"healthy\")'"})
    int list(@Mixin Asking asking) {
        JsonNode systems = asking.client().get("/ops/v1/systems").body();
        if (asking.output.json) {
            asking.output.raw(systems.toString());
        } else {
            systems.path("items").forEach(each -> asking.output.say("%-16s %-12s %s%s".formatted(text(each, "/id"),
                    text(each, "/health"), text(each, "/sentence"), outlook(each))));
        }
        return ExitCode.OK.number();
    }

    @Command(name = "show", header = "Show one system, with its last forecasts and what became of them.",
            mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {"  crossdock system show erp"})
    int show(@Mixin Asking asking, @Parameters(paramLabel = "SYSTEM", description = "Such as erp.") String system) {
        JsonNode one = asking.client().get(path(system)).body();
        if (asking.output.json) {
            asking.output.raw(one.toString());
            return ExitCode.OK.number();
        }
        asking.output.say(text(one, "/sentence") + outlook(one));
        asking.output.say(("waiting: %s critical, %s normal, %s bulk of at most %s; "
                + "%s under way, %s in doubt, %s stuck").formatted(
                text(one, "/backlog/critical"), text(one, "/backlog/normal"), text(one, "/backlog/bulk"),
                text(one, "/backlog/limit"), text(one, "/backlog/underWay"), text(one, "/backlog/inDoubt"),
                text(one, "/backlog/parked")));
        asking.client().get(path(system) + "/forecasts?limit=10").body().path("items").forEach(each ->
                asking.output.say("forecast of %s for %s calls: %s, was %s%s".formatted(text(each, "/madeAt"),
                        text(each, "/backlog"), text(each, "/drainsAt"), each.hasNonNull("drainedAt")
                                ? text(each, "/drainedAt") + " (off by " + text(each, "/errorPercent") + " %)" : "not yet",
                        each.path("disturbed").asBoolean(false) ? ", stopped or silent meanwhile" : "")));
        return ExitCode.OK.number();
    }

    @Command(name = "pause", header = "Begin no call to a system until it is resumed.", mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n", footer = {"  crossdock system pause erp"})
    int pause(@Mixin Asking asking, @Parameters(paramLabel = "SYSTEM", description = "Such as erp.") String system) {
        return say(asking, "Paused", post(asking, system, "pause"));
    }

    @Command(name = "drain", header = "Begin nothing new and bring to an end what is under way.",
            mixinStandardHelpOptions = true,
            description = "Ask with `crossdock system show` until it says that nothing is under way: then the system can be "
                    + "taken down.",
            footerHeading = "%nExamples:%n", footer = {"  crossdock system drain erp"})
    int drain(@Mixin Asking asking, @Parameters(paramLabel = "SYSTEM", description = "Such as erp.") String system) {
        return say(asking, "Draining", post(asking, system, "drain"));
    }

    @Command(name = "resume", header = "Send what waits, and go on.", mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n", footer = {"  crossdock system resume erp"})
    int resume(@Mixin Asking asking, @Parameters(paramLabel = "SYSTEM", description = "Such as erp.") String system) {
        return say(asking, "Resumed", post(asking, system, "resume"));
    }

    private static int say(Asking asking, String done, JsonNode answer) {
        if (asking.output.json) {
            asking.output.raw(answer.toString());
        } else {
            asking.output.say(done + ": " + text(answer, "/sentence"));
        }
        return ExitCode.OK.number();
    }

    private static JsonNode post(Asking asking, String system, String action) {
        return asking.client().post(path(system) + "/" + action, "application/json",
                "{}".getBytes(StandardCharsets.UTF_8), Map.of()).body();
    }

    private static String path(String system) {
        return "/ops/v1/systems/" + HubClient.encoded(system);
    }

    private static String outlook(JsonNode system) {
        return (system.at("/forecast/drainsAt").isString() ? " Done by " + text(system, "/forecast/drainsAt") + "." : "")
                + (system.hasNonNull("day") ? " " + text(system, "/day/begun") + " of " + text(system, "/day/limit")
                        + " calls today." : "")
                + (system.hasNonNull("maintenance") ? " Maintenance (" + text(system, "/maintenance/name") + ") "
                        + text(system, "/maintenance/from") + " to " + text(system, "/maintenance/to") + "." : "");
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }
}

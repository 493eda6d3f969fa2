package io.crossdock.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "connector", header = "See what connectors can do, and whether they keep their promises.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ConnectorCommand implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: list, check?");
    }

    @Command(name = "list", header = "List each system with its connector's roles and promises.",
            mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
            footer = {"  crossdock connector list", "  crossdock connector list --json"})
    int list(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
                    description = "Client to act as; it needs operations:read. Default: ${DEFAULT-VALUE}.")
            String client) {
        JsonNode connectors = hub.connect(client).get("/ops/v1/connectors").body();
        if (output.json) {
            output.raw(connectors.toString());
        } else {
            connectors.path("items").forEach(each -> output.say("%-16s %-9s %-12s %s".formatted(
                    each.path("system").asString(""), each.path("kind").asString(""), each.path("connector").asString(""),
                    each.path("roles").valueStream().map(ConnectorCommand::role).collect(Collectors.joining(", ")))));
        }
        return ExitCode.OK.number();
    }

    private static String role(JsonNode role) {
        return role.path("role").asString("") + (role.hasNonNull("promise")
                ? " (" + role.path("promise").asString("") + ")" : "");
    }

    @Command(name = "check", header = "See in a sandbox whether a connector keeps its promise.",
            mixinStandardHelpOptions = true,
            description = {"Books in the system: only one whose file says settings: {sandbox: true} is tried. Business keys are "
                    + "made anew for each call. Shows each call and its answer; ends with 8 when a promise is broken."},
            footerHeading = "%nExamples:%n",
            footer = {"  crossdock connector check bookly --sample order.json",
                "  crossdock connector check racks --operation leg.release --sample release.json --wrong empty.json"})
    int check(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "SYSTEM", description = "The system's id.") String system,
            @Option(names = "--operation", paramLabel = "KIND", defaultValue = "order.post",
                    description = "Kind of effect. Default: ${DEFAULT-VALUE}.") String operation,
            @Option(names = "--sample", paramLabel = "FILE", required = true,
                    description = "A request that the system takes, as JSON.") Path sample,
            @Option(names = "--wrong", paramLabel = "FILE",
                    description = "A request that the system must refuse.") Optional<Path> wrong,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
                    description = "Client to act as; it needs operations:write. Default: ${DEFAULT-VALUE}.")
            String client) {
        ObjectNode request = JSON.createObjectNode().put("operation", operation);
        request.set("sample", read(sample));
        wrong.ifPresent(file -> request.set("wrong", read(file)));
        JsonNode trial = hub.connect(client).post("/ops/v1/connectors/" + HubClient.encoded(system) + "/trials",
                "application/json", request.toString().getBytes(StandardCharsets.UTF_8), Map.of()).body();
        if (output.json) {
            output.raw(trial.toString());
        } else {
            trial.path("steps").forEach(step -> {
                output.say("%-8s %s: %s".formatted(step.path("result").asString(""), step.path("step").asString(""),
                        step.path("says").asString("")));
                step.path("calls").forEach(call -> output.say("           " + call.path("method").asString("") + " "
                        + call.path("path").asString("") + " → " + call.path("answer").asString("")));
            });
        }
        return (trial.path("keeps").asBoolean(false) ? ExitCode.OK : ExitCode.BROKEN).number();
    }

    private JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), "There is no readable file " + file + ".");
        } catch (JacksonException noJson) {
            throw new ParameterException(spec.commandLine(), file + " is no JSON: " + noJson.getOriginalMessage());
        }
    }
}

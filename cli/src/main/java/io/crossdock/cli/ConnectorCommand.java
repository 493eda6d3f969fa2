package io.crossdock.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** What a connector can be declared to do, and what kind of system does it. */
    private static final Map<String, String> SYSTEMS = Map.ofEntries(
            Map.entry("order.post", "erp"), Map.entry("order.amend", "erp"), Map.entry("invoice.post", "erp"),
            Map.entry("credit.post", "erp"), Map.entry("credit", "erp"), Map.entry("stock", "wms"),
            Map.entry("leg.release", "wms"), Map.entry("leg.cancel", "wms"), Map.entry("return.announce", "wms"),
            Map.entry("return.withdraw", "wms"), Map.entry("purchase.order", "supplier"));

    private static final Set<String> TAKING_BACK = Set.of("leg.cancel", "return.withdraw");

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: list, new, try, check?");
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
                    + "made anew for each call. With --operation stock the system's stock is read instead, whole, which changes "
                    + "nothing. Shows each call and its answer; ends with 8 when a promise is broken."},
            footerHeading = "%nExamples:%n",
            footer = {"  crossdock connector check bookly --sample order.json",
                "  crossdock connector check shop --operation stock",
                "  crossdock connector check racks --operation leg.release --sample release.json --wrong empty.json",
                "  crossdock connector check racks --operation leg.cancel --sample release.json"})
    int check(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "SYSTEM", description = "The system's id.") String system,
            @Option(names = "--operation", paramLabel = "KIND", defaultValue = "order.post",
                    description = "Kind of effect. Default: ${DEFAULT-VALUE}.") String operation,
            @Option(names = "--sample", paramLabel = "FILE",
                    description = "A request that the system takes, as JSON; needed but for stock. Of leg.cancel, "
                            + "return.withdraw and order.amend: of what is undone, which is done first.")
            Optional<Path> sample,
            @Option(names = "--wrong", paramLabel = "FILE",
                    description = "A request that the system must refuse.") Optional<Path> wrong,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
                    description = "Client to act as; it needs operations:write. Default: ${DEFAULT-VALUE}.")
            String client) {
        ObjectNode request = JSON.createObjectNode().put("operation", operation);
        if (sample.isEmpty() && !operation.equals("stock")) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--sample=FILE'");
        }
        sample.ifPresent(file -> request.set("sample", read(file)));
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

    @Command(name = "new", header = "Begin a declared connector from an OpenAPI description.",
            mixinStandardHelpOptions = true,
            description = {"Writes connectors/NAME.yaml and systems/NAME.yaml, as far as the description tells them. What it does "
                    + "not tell is marked by $error(…): such a call is not sent and says what is missing; or by <angle "
                    + "brackets>: with these the landscape is not read. Without --operation it "
                    + "lists what the API can do."},
            footerHeading = "%nExamples:%n",
            footer = {"  crossdock connector new bookly --openapi bookly.yaml",
                "  crossdock connector new bookly --openapi bookly.yaml --into landscape \\",
                "      --operation 'order.post=POST /v4/sales' --operation 'stock=GET /v4/stock'"})
    int begin(
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "Small letters, digits and hyphens.") String name,
            @Option(names = "--openapi", paramLabel = "FILE", required = true, description = "OpenAPI 3, JSON or YAML.")
            Path description,
            @Option(names = "--operation", paramLabel = "OPERATION=METHOD PATH",
                    description = "What the hub shall do with it, and through which of its operations.")
            Map<String, String> chosen,
            @Option(names = "--into", paramLabel = "FOLDER", defaultValue = ".",
                    description = "The landscape. Default: this folder.") Path into) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new ParameterException(spec.commandLine(), "A connector is named with small letters, digits and hyphens.");
        }
        OpenApi api = described(description);
        if (chosen == null || chosen.isEmpty()) {
            api.operations().forEach(each -> output.say("%-6s %s  %s".formatted(each.method(), each.path(), each.summary())));
            return ExitCode.OK.number();
        }
        Map<String, OpenApi.Operation> operations = new LinkedHashMap<>();
        chosen.forEach((kind, text) -> operations.put(known(kind), api.operation(text.strip().split(" +")[0],
                text.strip().replaceFirst("^[A-Z]+ +", "")).orElseThrow(() -> new ParameterException(spec.commandLine(),
                        "The description has no " + text + ". Without --operation its operations are listed."))));
        operations.forEach(this::mayDelete);
        Scaffold scaffold = new Scaffold(api, name);
        Path connector = into.resolve("connectors").resolve(name + ".yaml");
        Path system = into.resolve("systems").resolve(name + ".yaml");
        write(connector, scaffold.connector(operations));
        write(system, scaffold.system(SYSTEMS.getOrDefault(operations.keySet().iterator().next(), "erp")));
        output.say("Written: " + connector + " and " + system + ".");
        output.say("Fill in what stands in <angle brackets>: until then the landscape is refused.");
        output.say("Mend what says $error, put the secret into the file " + name + "-key of the secrets, then:");
        output.say("  crossdock connector try " + name + " --operation " + operations.keySet().iterator().next()
                + " --sample request.json");
        return ExitCode.OK.number();
    }

    private void mayDelete(String kind, OpenApi.Operation operation) {
        if (operation.method().equals(Scaffold.DELETE) && !TAKING_BACK.contains(kind)) {
            throw new ParameterException(spec.commandLine(), kind + " takes nothing back, and so it cannot be "
                    + operation.method() + " " + operation.path() + "; " + TAKING_BACK.stream().sorted().collect(Collectors.joining(" and "))
                    + " can.");
        }
    }

    private String known(String kind) {
        if (!SYSTEMS.containsKey(kind)) {
            throw new ParameterException(spec.commandLine(), "Nothing is called " + kind + "; a connector is declared for "
                    + SYSTEMS.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        return kind;
    }

    private OpenApi described(Path file) {
        try {
            return OpenApi.read(file);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw new ParameterException(spec.commandLine(), file + " is there already and stays as it is.");
        } catch (IOException unwritable) {
            throw new ParameterException(spec.commandLine(), file + " cannot be written.");
        }
    }

    @Command(name = "try", header = "See the call a declared connector makes of a sample. Sends nothing.",
            mixinStandardHelpOptions = true,
            description = {"Shows the request, what of the sample it does not say, the question whether it was done, and, with "
                    + "--answer, what the connector would make of a recorded answer."},
            footerHeading = "%nExamples:%n",
            footer = {"  crossdock connector try bookly --sample order.json",
                "  crossdock connector try bookly --sample order.json --answer created.json --status 201",
                "  crossdock connector try racks --operation stock --answer inventory.json"})
    int rehearse(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "SYSTEM", description = "The system's id.") String system,
            @Option(names = "--operation", paramLabel = "OPERATION", defaultValue = "order.post",
                    description = "One of the connector's. Default: ${DEFAULT-VALUE}.") String operation,
            @Option(names = "--sample", paramLabel = "FILE",
                    description = "What the call is made from, as JSON. Default: {}.") Optional<Path> sample,
            @Option(names = "--answer", paramLabel = "FILE", description = "The body of an answer.") Optional<Path> answer,
            @Option(names = "--status", paramLabel = "STATUS", defaultValue = "200",
                    description = "Its status. Default: ${DEFAULT-VALUE}.") int status,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
                    description = "Client to act as; it needs operations:read. Default: ${DEFAULT-VALUE}.")
            String client) {
        ObjectNode request = JSON.createObjectNode().put("operation", operation);
        request.set("sample", sample.map(this::read).orElseGet(JSON::createObjectNode));
        answer.ifPresent(file -> request.putObject("answer").put("status", status).put("body", text(file)));
        JsonNode shown = hub.connect(client).post("/ops/v1/connectors/" + HubClient.encoded(system) + "/rehearsals",
                "application/json", request.toString().getBytes(StandardCharsets.UTF_8), Map.of()).body();
        if (output.json) {
            output.raw(shown.toString());
        } else {
            tell(output, shown);
        }
        return ExitCode.OK.number();
    }

    private static void tell(Output output, JsonNode shown) {
        call(output, shown.path("request"));
        output.say("signed in by " + shown.path("signedBy").asString("") + "; nothing was sent");
        shown.path("unused").forEach(pointer -> output.say("not said: " + pointer.asString("")));
        if (shown.hasNonNull("find")) {
            output.say("");
            output.say("looked up by");
            call(output, shown.path("find"));
        }
        if (shown.hasNonNull("answer")) {
            JsonNode answer = shown.path("answer");
            output.say("");
            output.say(answer.path("means").asString("") + ": " + answer.path("says").asString("")
                    + answer.path("code").asStringOpt().map(code -> " (" + code + ")").orElse(""));
            answer.path("rows").valueStream().limit(20).forEach(row -> output.say("  " + row));
        }
    }

    private static void call(Output output, JsonNode call) {
        output.say(call.path("method").asString("") + " " + call.path("path").asString(""));
        call.path("headers").properties().forEach(header -> output.say(header.getKey() + ": "
                + header.getValue().asString("")));
        if (!call.path("body").asString("").isEmpty()) {
            output.say(call.path("body").asString(""));
        }
    }

    private String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), "There is no readable file " + file + ".");
        }
    }

    private JsonNode read(Path file) {
        try {
            return JSON.readTree(text(file));
        } catch (JacksonException noJson) {
            throw new ParameterException(spec.commandLine(), file + " is no JSON: " + noJson.getOriginalMessage());
        }
    }
}

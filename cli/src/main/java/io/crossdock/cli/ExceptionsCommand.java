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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "exceptions", header = "What needs a person, and fixes for it.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  crossdock exceptions causes                            by cause, the worst first",
            "  crossdock exceptions list --kind in-doubt --late",
            "  crossdock exceptions plan edi-unit:buildwell:CD-10001:CT refer-unit unit=EA factor=12",
            "  crossdock exceptions approve 019a… --on one --why 'asked Ann'",
            "  crossdock exceptions plan-steps 019a…                  what becomes of each, and what came of it"})
final class ExceptionsCommand implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OPERATIONS = "operations-demo";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "Which? One of: causes, list, offers, plan, plan-steps, approve, undo");
    }

    /** How a list is narrowed. */
    static final class Narrow {

        @Option(names = "--kind", paramLabel = "KIND", description = "Such as in-doubt or unknown-reference.")
        String kind = "";

        @Option(names = "--owner", paramLabel = "NAME", description = "Who answers for it.")
        String owner = "";

        @Option(names = "--cause", paramLabel = "CLUSTER", description = "Only of this cause.")
        String cause = "";

        @Option(names = "--late", description = "Only what is late.")
        boolean late;

        @Option(names = "--after", paramLabel = "CURSOR", description = "The page after; the answer before says it.")
        String after = "";

        String query() {
            StringBuilder query = new StringBuilder("?limit=50");
            Map.of("kind", kind, "owner", owner, "cluster", cause, "after", after, "late", late ? "true" : "")
                    .forEach((name, value) -> query.append(value.isEmpty() ? "" : "&" + name + "="
                            + HubClient.encoded(value)));
            return query.toString();
        }
    }

    /** Who asks. */
    static final class Asking {

        @Mixin
        HubOptions hub;

        @Option(names = "--client", paramLabel = "CLIENT", defaultValue = OPERATIONS,
                description = "Client to act as; it needs operations:read, to change something operations:write. "
                        + "Default: ${DEFAULT-VALUE}.")
        String client;

        HubClient client() {
            return hub.connect(client);
        }
    }

    @Command(name = "causes", header = "Exceptions by cause, the worst first.", mixinStandardHelpOptions = true)
    int causes(@Mixin Asking asking, @Mixin Output output, @Mixin Narrow narrow) {
        JsonNode page = asking.client().get("/ops/v1/exceptions/clusters" + narrow.query()).body();
        return listed(output, page, each -> "%4d  %-18s %-4s %s (%s)%n      %s".formatted(
                each.path("exceptions").asInt(), text(each, "owner"), late(each), text(each, "title"), money(each),
                text(each, "cluster")));
    }

    @Command(name = "list", header = "Exceptions one by one, the oldest first.", mixinStandardHelpOptions = true)
    int list(@Mixin Asking asking, @Mixin Output output, @Mixin Narrow narrow) {
        JsonNode page = asking.client().get("/ops/v1/exceptions" + narrow.query()).body();
        return listed(output, page, each -> "%-4s %-18s %s".formatted(late(each), text(each, "owner"),
                text(each, "sentence")));
    }

    private interface Line {
        String of(JsonNode item);
    }

    private static int listed(Output output, JsonNode page, Line line) {
        if (output.json) {
            output.raw(page.toString());
        } else {
            page.path("items").forEach(each -> output.say(line.of(each)));
            if (page.path("items").isEmpty()) {
                output.say("Nothing.");
            }
            page.path("next").asStringOpt().ifPresent(next -> output.say("More: --after '" + next + "'"));
        }
        return ExitCode.OK.number();
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asString("");
    }

    private static String late(JsonNode item) {
        return item.path("late").asBoolean(false) ? "late" : "";
    }

    private static String money(JsonNode item) {
        return item.path("atRisk").isMissingNode() || item.path("atRisk").isNull() ? "unknown worth"
                : item.path("atRisk").asString("") + " " + text(item, "currency") + " at risk";
    }

    @Command(name = "offers", header = "The fixes for a cause.", mixinStandardHelpOptions = true)
    int offers(@Mixin Asking asking, @Mixin Output output, @Parameters(paramLabel = "CLUSTER") String cluster) {
        output.answer("Fixes for " + cluster,
                asking.client().get("/ops/v1/fixes/offers?cluster=" + HubClient.encoded(cluster)).body());
        return ExitCode.OK.number();
    }

    @Command(name = "plan", header = "See what a fix would do; changes nothing.", mixinStandardHelpOptions = true)
    int plan(@Mixin Asking asking, @Mixin Output output, @Parameters(paramLabel = "CLUSTER") String cluster,
            @Parameters(paramLabel = "FIX") String fix,
            @Parameters(paramLabel = "NAME=VALUE", arity = "0..*") Map<String, String> values,
            @Option(names = "--only", paramLabel = "EXCEPTION", description = "For this one alone.") String only) {
        ObjectNode wish = JSON.createObjectNode().put("cluster", cluster).put("fix", fix);
        if (values != null) {
            ObjectNode entered = wish.putObject("values");
            values.forEach(entered::put);
        }
        if (only != null) {
            wish.putArray("only").add(only);
        }
        JsonNode plan = post(asking, "/ops/v1/fixes", wish);
        output.answer("What it would do; approve it with: crossdock exceptions approve " + text(plan, "id")
                + " --on one --why '…'", plan);
        return ExitCode.OK.number();
    }

    @Command(name = "plan-steps", header = "What becomes of each, and what came of it.", mixinStandardHelpOptions = true)
    int steps(@Mixin Asking asking, @Mixin Output output, @Parameters(paramLabel = "PLAN") String plan,
            @Option(names = "--after", paramLabel = "CURSOR", defaultValue = "0") String after) {
        JsonNode page = asking.client().get("/ops/v1/fixes/" + HubClient.encoded(plan) + "/steps?after="
                + HubClient.encoded(after)).body();
        return listed(output, page, each -> "%-8s %s: %s%s".formatted(text(each, "state"), text(each, "what"),
                text(each, "becomes"), text(each, "result").isEmpty() ? "" : " → " + text(each, "result")));
    }

    @Command(name = "approve", header = "Approve a plan as it was seen.", mixinStandardHelpOptions = true)
    int approve(@Mixin Asking asking, @Mixin Output output, @Parameters(paramLabel = "PLAN") String plan,
            @Option(names = "--on", paramLabel = "one|sample|all", defaultValue = "one",
                    description = "On one, on ten, or on all. Default: ${DEFAULT-VALUE}.") String on,
            @Option(names = "--why", paramLabel = "REASON", required = true) String why) {
        HubClient client = asking.client();
        String path = "/ops/v1/fixes/" + HubClient.encoded(plan);
        String hash = text(client.get(path).body(), "hash");
        ObjectNode approval = JSON.createObjectNode().put("hash", hash).put("on", on).put("reason", why);
        output.answer("Approved; see: crossdock exceptions plan-steps " + plan, post(asking, path + "/run", approval));
        return ExitCode.OK.number();
    }

    @Command(name = "undo", header = "Take back what a fix made hold from now on.", mixinStandardHelpOptions = true)
    int undo(@Mixin Asking asking, @Mixin Output output, @Parameters(paramLabel = "PLAN") String plan,
            @Option(names = "--why", paramLabel = "REASON", required = true) String why) {
        output.answer("Taken back", post(asking, "/ops/v1/fixes/" + HubClient.encoded(plan) + "/undo",
                JSON.createObjectNode().put("reason", why)));
        return ExitCode.OK.number();
    }

    private static JsonNode post(Asking asking, String path, JsonNode body) {
        return asking.client().post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), Map.of())
                .body();
    }
}

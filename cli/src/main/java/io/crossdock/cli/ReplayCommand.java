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

@Command(name = "replay", header = "Do again what was not done, after a look at what that would be.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  crossdock replay plan --order SO-100001               changes nothing",
            "  crossdock replay plan --from 2026-11-21T09:00:00Z --to 2026-11-21T10:00:00Z --system erp",
            "  crossdock replay show 019a…                           line by line, and how far it is",
            "  crossdock replay approve 019a… --hash 3fd0… --why 'the outage is over'"})
final class ReplayCommand implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REPLAYS = "/ops/v1/replays";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which? One of: plan, list, show, approve, facts");
    }

    /** What is to be replayed. */
    static final class Scope {

        @Option(names = "--order", paramLabel = "NUMBER", description = "What was done for an order.")
        String order = "";

        @Option(names = "--message", paramLabel = "ID", description = "A message and what it led to.")
        String message = "";

        @Option(names = "--system", paramLabel = "SYSTEM",
                description = "What did not come through to a system; with --from and --to: what it was asked in that time.")
        String system = "";

        @Option(names = "--from", paramLabel = "INSTANT", description = "Such as 2026-11-21T09:00:00Z.")
        String from = "";

        @Option(names = "--to", paramLabel = "INSTANT", description = "Exclusive.")
        String to = "";

        @Option(names = "--maps", paramLabel = "VERSION",
                description = "Versions of maps to read and send with: current or recorded. Default: current.")
        String maps = "";

        ObjectNode wish() {
            ObjectNode wish = JSON.createObjectNode();
            Map.of("order", order, "message", message, "system", system, "from", from, "to", to, "maps", maps)
                    .forEach((name, value) -> {
                        if (!value.isEmpty()) {
                            wish.put(name, value);
                        }
                    });
            return wish;
        }
    }

    @Command(name = "plan", header = "See what a replay would do; changes nothing.", mixinStandardHelpOptions = true)
    int plan(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output, @Mixin Scope scope) {
        return shown(output, post(asking, REPLAYS, scope.wish()));
    }

    @Command(name = "list", header = "Replays, the newest first.", mixinStandardHelpOptions = true)
    int list(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output,
            @Option(names = "--after", paramLabel = "CURSOR", defaultValue = "") String after) {
        JsonNode page = asking.client().get(REPLAYS + "?limit=50"
                + (after.isEmpty() ? "" : "&after=" + HubClient.encoded(after))).body();
        if (output.json) {
            output.raw(page.toString());
            return ExitCode.OK.number();
        }
        page.path("items").forEach(each -> output.say("%s  %-8s %s%s".formatted(text(each, "id"), text(each, "state"),
                text(each, "scope"), text(each, "why").isEmpty() ? "" : " (" + text(each, "why") + ")")));
        if (page.path("items").isEmpty()) {
            output.say("Nothing.");
        }
        page.path("next").asStringOpt().ifPresent(next -> output.say("More: --after '" + next + "'"));
        return ExitCode.OK.number();
    }

    @Command(name = "show", header = "A plan line by line, and how far it is.", mixinStandardHelpOptions = true)
    int show(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output, @Parameters(paramLabel = "PLAN") String plan,
            @Option(names = "--after", paramLabel = "CURSOR", defaultValue = "0") String after) {
        return shown(output, asking.client().get(REPLAYS + "/" + HubClient.encoded(plan) + "?after="
                + HubClient.encoded(after)).body());
    }

    @Command(name = "approve", header = "Let a plan be done as it was seen, once.", mixinStandardHelpOptions = true)
    int approve(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output,
            @Parameters(paramLabel = "PLAN") String plan,
            @Option(names = "--hash", paramLabel = "HASH", required = true,
                    description = "Of the plan that was looked at, as it was shown with it.") String hash,
            @Option(names = "--why", paramLabel = "REASON", required = true) String why) {
        output.answer("Approved; see: crossdock replay show " + plan, post(asking, REPLAYS + "/" + HubClient.encoded(plan)
                + "/approval", JSON.createObjectNode().put("hash", hash).put("why", why)));
        return ExitCode.OK.number();
    }

    @Command(name = "facts", header = "Tell one subscription again what has happened; no other system is called.",
            mixinStandardHelpOptions = true,
            description = {"Without --facts it says how much there is to read, and changes nothing. With it, and --why, it begins; "
                    + "the hub reads on in the background behind live deliveries, also after a restart. --progress shows how "
                    + "far it is, --stop ends it."},
            footerHeading = "%nExamples:%n",
            footer = {"  crossdock replay facts --to crm --since 2026-01-01T00:00:00Z --until 2026-11-21T00:00:00Z",
                "  crossdock replay facts --to crm --since … --until … --facts 48210 --why 'the CRM is new'",
                "  crossdock replay facts --to crm --progress"})
    int facts(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output,
            @Option(names = "--to", paramLabel = "SUBSCRIPTION", required = true) String to,
            @Option(names = "--since", paramLabel = "INSTANT", defaultValue = "") String since,
            @Option(names = "--until", paramLabel = "INSTANT", defaultValue = "", description = "Exclusive.") String until,
            @Option(names = "--facts", paramLabel = "COUNT", defaultValue = "", description = "As it was shown.") String count,
            @Option(names = "--why", paramLabel = "REASON", defaultValue = "") String why,
            @Option(names = "--progress", description = "Of this subscription's rebuilds.") boolean progress,
            @Option(names = "--stop", paramLabel = "ID", defaultValue = "") String stop) {
        String path = "/ops/v1/subscriptions/" + HubClient.encoded(to) + "/rebuilds";
        if (progress) {
            JsonNode all = asking.client().get(path).body();
            if (output.json) {
                output.raw(all.toString());
            } else {
                all.path("items").forEach(each -> output.say(rebuild(each)));
            }
            return ExitCode.OK.number();
        }
        if (!stop.isEmpty()) {
            JsonNode stopped = post(asking, path + "/" + HubClient.encoded(stop) + "/stop", JSON.createObjectNode());
            output.answer(rebuild(stopped), stopped);
            return ExitCode.OK.number();
        }
        if (since.isEmpty() || until.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Say --since and --until, or --progress, or --stop.");
        }
        ObjectNode wish = JSON.createObjectNode().put("from", since).put("to", until);
        if (!count.isEmpty()) {
            wish.put("facts", count).put("why", why);
        }
        JsonNode answer = post(asking, path, wish);
        output.answer(text(answer, "state").equals("planned") ? answer.path("facts").asLong() + " facts would be read, and told to "
                + to + " alone. Nothing is done yet. Begin with: --facts " + answer.path("facts").asLong() + " --why '…'"
                : rebuild(answer), answer);
        return ExitCode.OK.number();
    }

    private static String rebuild(JsonNode one) {
        return "%s  %-8s %3d %%  %d of %d facts read, %d events for %s (%s)".formatted(text(one, "id"), text(one, "state"),
                one.path("percent").asInt(), one.path("read").asLong(), one.path("facts").asLong(),
                one.path("events").asLong(), text(one, "subscription"), text(one, "why"));
    }

    private static int shown(Output output, JsonNode page) {
        if (output.json) {
            output.raw(page.toString());
            return ExitCode.OK.number();
        }
        JsonNode plan = page.path("plan");
        JsonNode counts = plan.path("counts");
        output.say("Replay of %s%s, %s: %d to repeat, %d to undo, %d skipped, %d fenced, %d by hand.".formatted(
                text(plan, "scope"), text(plan, "maps").equals("recorded") ? " with the maps as recorded" : "",
                text(plan, "state"), counts.path("repeat").asInt(),
                counts.path("compensate").asInt(), counts.path("skip").asInt(), counts.path("fenced").asInt(),
                counts.path("byHand").asInt()));
        page.path("items").forEach(each -> output.say("%-10s %-8s %s at %s: %s%s".formatted(text(each, "action"),
                text(each, "state").equals("planned") ? "" : text(each, "state"), text(each, "what"),
                text(each, "target"), text(each, "sentence"),
                text(each, "result").isEmpty() ? "" : " → " + text(each, "result"))));
        page.path("next").asStringOpt().ifPresent(next -> output.say("More: --after '" + next + "'"));
        if (text(plan, "state").equals("planned")) {
            output.say("Nothing is done yet. Approve it with: crossdock replay approve " + text(plan, "id") + " --hash "
                    + text(plan, "hash") + " --why '…'");
        }
        return ExitCode.OK.number();
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asString("");
    }

    private static JsonNode post(ExceptionsCommand.Asking asking, String path, JsonNode body) {
        return asking.client().post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), Map.of())
                .body();
    }
}

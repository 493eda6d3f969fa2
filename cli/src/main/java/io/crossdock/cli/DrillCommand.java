package io.crossdock.cli;

import io.crossdock.drills.Budget;
import io.crossdock.drills.Drill;
import io.crossdock.drills.DrillReport;
import io.crossdock.drills.DrillRun;
import io.crossdock.drills.TrytonDrill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "drill", header = "Break things on purpose and see what becomes of every order.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        subcommands = {DrillCommand.Listing.class, DrillCommand.Run.class, DrillCommand.Reports.class},
        description = "Each drill has an estate, a database and two hubs of its own and touches nothing else; with "
                + "--shadow it runs in a hub, on a shadow lane of one of its systems, which is not called.",
        footerHeading = "%nExamples:%n",
        footer = {"  crossdock drill list", "  crossdock drill run erp-down",
            "  crossdock drill run chaos --minutes 5 --seed 7",
            "  crossdock drill run ambiguous-answers --shadow erp",
            "  crossdock drill run disk-full --publish     and show it in the console of the hub that runs here",
            "  crossdock drill report"})
final class DrillCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, run or report?");
    }

    /** Where reports are kept. */
    private static Path reports(@Nullable Path told) {
        return told == null ? DataFolder.usual().resolve("drills") : told;
    }

    /** To whom results are told. */
    static final class Telling {

        private static final int FINDINGS = 100;
        private static final int FINDING = 2_000;

        @Mixin
        HubOptions hub;

        @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
                description = "Client to tell as; it needs operations:write. Default: ${DEFAULT-VALUE}.")
        String client = "operations-demo";

        void tell(JsonNode report, Output output) {
            ObjectNode told = (ObjectNode) report.deepCopy();
            told.put("seed", report.path("seed").asString(""));
            told.remove("minutes");
            ArrayNode findings = told.putArray("findings");
            report.path("findings").valueStream().limit(FINDINGS).map(finding -> finding.asString(""))
                    .forEach(finding -> findings.add(finding.substring(0, Math.min(FINDING, finding.length()))));
            HubClient.Answer answer = hub.connect(client).post("/ops/v1/drills", "application/json",
                    told.toString().getBytes(StandardCharsets.UTF_8), Map.of());
            output.note("  told to the hub: /console/drills/" + answer.body().path("id").asString(""));
        }
    }

    @Command(name = "list", header = "What can be practised.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        @Option(names = "--shadow", description = "On shadow lanes of a hub instead, with the systems that have one.")
        boolean shadow;

        @Mixin
        Telling telling;

        @Mixin
        Output output;

        @Override
        public Integer call() {
            if (shadow) {
                return ofShadows(new ShadowDrill(telling.hub.connect(telling.client), output).possible());
            }
            ArrayNode drills = JsonNodeFactory.instance.arrayNode();
            for (Drill drill : Drill.values()) {
                String reason = drill.cannotRun().map(why -> " Cannot run here: " + why + ".").orElse("");
                drills.addObject().put("name", drill.word()).put("sentence", drill.sentence())
                        .put("runs", drill.cannotRun().isEmpty());
                output.say("%-20s %s%s".formatted(drill.word(), drill.sentence(), reason));
            }
            String reason = TrytonDrill.cannotRun().map(why -> " Cannot run here: " + why + ".").orElse("");
            drills.addObject().put("name", TrytonDrill.WORD).put("sentence", TrytonDrill.SENTENCE)
                    .put("runs", TrytonDrill.cannotRun().isEmpty());
            output.say("%-20s %s%s".formatted(TrytonDrill.WORD, TrytonDrill.SENTENCE, reason));
            if (output.json) {
                output.raw(drills.toString());
            }
            return ExitCode.OK.number();
        }

        private int ofShadows(JsonNode possible) {
            if (output.json) {
                output.raw(possible.toString());
            } else {
                possible.path("drills").forEach(each -> output.say(each.asString("")));
                output.say("on the shadow lanes of: " + String.join(", ",
                        possible.path("systems").valueStream().map(each -> each.asString("")).toList()));
                possible.path("items").forEach(each -> output.say("running: %s on shadow of %s, since %s"
                        .formatted(each.path("drill").asString(""), each.path("system").asString(""),
                                each.path("begun").asString(""))));
            }
            return ExitCode.OK.number();
        }
    }

    @Command(name = "run", header = "Run a drill; ends with 8 when it fails.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        @Parameters(paramLabel = "DRILL", description = "One of the list.")
        String name = "";

        @Option(names = "--minutes", defaultValue = "1", description = "Of traffic, 1 to 240. Default: ${DEFAULT-VALUE}.")
        int minutes;

        @Option(names = "--orders", description = "So many over that time, at most 50 per second. Default: 120 per minute, or as "
                + "many as the drill needs.")
        @Nullable Integer orders;

        @Option(names = "--seed", description = "For the same script again. Default: any.")
        @Nullable Long seed;

        /** In a hub, not beside it. */
        static final class Shadowed {

            @Option(names = "--shadow", paramLabel = "SYSTEM", required = true, description = "On the shadow lane of this "
                    + "system, in the hub: see drill list --shadow.")
            String system = "";

            @Option(names = "--calls", description = "So many over the time, at most 2000. Default: 120 per minute.")
            @Nullable Integer calls;

            @Option(names = "--seconds", description = "Of traffic, instead of --minutes.")
            @Nullable Integer seconds;
        }

        @ArgGroup(exclusive = false)
        @Nullable Shadowed shadowed;

        @Option(names = "--reports", paramLabel = "FOLDER", description = "Where the report is kept.")
        @Nullable Path folder;

        @Option(names = "--publish", description = "Tell the result to a hub, which shows it in its console; the drill does "
                + "not touch that hub.")
        boolean publish;

        @Mixin
        Telling telling;

        @Mixin
        Output output;

        @Spec
        CommandSpec spec;

        /** The owner of its database, who is nobody in particular, has to reach it. */
        private static Path trytonHome() {
            return Path.of(System.getenv().getOrDefault("CROSSDOCK_TRYTON", "/var/tmp/crossdock-tryton-drill"));
        }

        private int onShadow(Shadowed where) {
            ObjectNode plan = ShadowDrill.plan().put("system", where.system).put("drill", name)
                    .put("seconds", where.seconds == null ? Integer.valueOf(minutes * 60) : where.seconds);
            if (where.calls != null) {
                plan.put("calls", where.calls);
            }
            if (seed != null) {
                plan.put("seed", seed);
            }
            return new ShadowDrill(telling.hub.connect(telling.client), output).run(plan).number();
        }

        @Override
        public Integer call() throws IOException {
            if (shadowed != null) {
                return onShadow(shadowed);
            }
            boolean tryton = name.equals(TrytonDrill.WORD);
            Optional<Drill> drill = Drill.named(name);
            if (!tryton && drill.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "There is no drill " + name + "; there are: "
                        + Drill.words() + ", " + TrytonDrill.WORD);
            }
            if (minutes < 1 || minutes > 240) {
                throw new ParameterException(spec.commandLine(), "--minutes must be from 1 to 240");
            }
            Budget usual = drill.map(each -> each.usual(minutes)).orElseGet(() -> Budget.minutes(minutes));
            if (orders != null && (orders < 1 || orders > 50 * usual.seconds())) {
                throw new ParameterException(spec.commandLine(), "--orders must be from 1 to 50 per second");
            }
            Budget budget = orders == null ? usual : new Budget(usual.seconds(), orders);
            Optional<String> reason = drill.map(Drill::cannotRun).orElseGet(TrytonDrill::cannotRun);
            if (reason.isPresent()) {
                throw new CommandFailed(ExitCode.NOT_STARTED, name + " cannot run here: " + reason.get() + ".");
            }
            long chosen = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
            output.note("drill " + name + ", " + minutes + " min, seed " + chosen);
            Path home = Installation.here().home();
            Path work = Files.createTempDirectory("crossdock-drill-");
            System.setProperty("crossdock.home", home.toString());
            System.setProperty("crossdock.drills.work", work.toString());
            Consumer<String> voice = line -> output.note("  " + line);
            DrillReport report = drill.map(each -> DrillRun.of(each, chosen, budget, voice))
                    .orElseGet(() -> TrytonDrill.of(chosen, budget, trytonHome(), voice));
            Path file = report.store(reports(folder));
            if (output.json) {
                output.raw(report.json().toString());
            } else {
                output.say(report.text());
                output.say("  report: " + file + ", logs: " + work.resolve("logs"));
            }
            if (publish) {
                telling.tell(report.json(), output);
            }
            return (report.passed() ? ExitCode.OK : ExitCode.BROKEN).number();
        }
    }

    @Command(name = "report", header = "How the last drills went, the newest first.", mixinStandardHelpOptions = true)
    static final class Reports implements Callable<Integer> {

        @Option(names = "--last", defaultValue = "20", description = "So many. Default: ${DEFAULT-VALUE}.")
        int last;

        @Option(names = "--reports", paramLabel = "FOLDER", description = "Where reports are kept.")
        @Nullable Path folder;

        @Option(names = "--publish", description = "Tell them to a hub; what it knows is not told twice.")
        boolean publish;

        @Mixin
        Telling telling;

        @Mixin
        Output output;

        @Override
        public Integer call() {
            List<JsonNode> stored = DrillReport.stored(reports(folder), Math.clamp(last, 1, 1000));
            if (output.json) {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                stored.forEach(all::add);
                output.raw(all.toString());
            } else if (stored.isEmpty()) {
                output.say("No drill was run yet. Try: crossdock drill run erp-down");
            }
            if (publish) {
                stored.reversed().forEach(report -> telling.tell(report, output));
            }
            stored.forEach(report -> {
                output.say(DrillReport.line(report));
                report.path("findings").forEach(finding -> output.say("    " + finding.asString("")));
            });
            return ExitCode.OK.number();
        }
    }
}

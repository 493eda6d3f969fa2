package io.crossdock.cli;

import io.crossdock.drills.Drill;
import io.crossdock.drills.DrillReport;
import io.crossdock.drills.DrillRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

@Command(name = "drill", header = "Break things on purpose and see what becomes of every order.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        subcommands = {DrillCommand.Listing.class, DrillCommand.Run.class, DrillCommand.Reports.class},
        description = "Each drill has an estate, a database and two hubs of its own and touches nothing else.",
        footerHeading = "%nExamples:%n",
        footer = {"  crossdock drill list", "  crossdock drill run erp-down", "  crossdock drill run chaos --minutes 5 --seed 7",
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

    @Command(name = "list", header = "What can be practised.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        @Mixin
        Output output;

        @Override
        public Integer call() {
            ArrayNode drills = JsonNodeFactory.instance.arrayNode();
            for (Drill drill : Drill.values()) {
                String reason = drill.cannotRun().map(why -> " Cannot run here: " + why + ".").orElse("");
                drills.addObject().put("name", drill.word()).put("sentence", drill.sentence())
                        .put("runs", drill.cannotRun().isEmpty());
                output.say("%-20s %s%s".formatted(drill.word(), drill.sentence(), reason));
            }
            if (output.json) {
                output.raw(drills.toString());
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

        @Option(names = "--seed", description = "For the same script again. Default: any.")
        @Nullable Long seed;

        @Option(names = "--reports", paramLabel = "FOLDER", description = "Where the report is kept.")
        @Nullable Path folder;

        @Mixin
        Output output;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Drill drill = Drill.named(name).orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "There is no drill " + name + "; there are: " + Drill.words()));
            if (minutes < 1 || minutes > 240) {
                throw new ParameterException(spec.commandLine(), "--minutes must be from 1 to 240");
            }
            Optional<String> reason = drill.cannotRun();
            if (reason.isPresent()) {
                throw new CommandFailed(ExitCode.NOT_STARTED, name + " cannot run here: " + reason.get() + ".");
            }
            long chosen = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
            output.note("drill " + name + ", " + minutes + " min, seed " + chosen);
            Path home = Installation.here().home();
            Path work = Files.createTempDirectory("crossdock-drill-");
            System.setProperty("crossdock.home", home.toString());
            System.setProperty("crossdock.drills.work", work.toString());
            DrillReport report = DrillRun.of(drill, chosen, minutes, line -> output.note("  " + line));
            Path file = report.store(reports(folder));
            if (output.json) {
                output.raw(report.json().toString());
            } else {
                output.say(report.text());
                output.say("  report: " + file + ", logs: " + work.resolve("logs"));
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
            stored.forEach(report -> {
                output.say(DrillReport.line(report));
                report.path("findings").forEach(finding -> output.say("    " + finding.asString("")));
            });
            return ExitCode.OK.number();
        }
    }
}

package io.crossdock.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "map", header = "See maps, try them, and run them on their samples.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  crossdock map list", "  crossdock map show 850-order",
            "  crossdock map try 850-order --input order.x12      keeps and sends nothing",
            "  crossdock map test                                  every map on its samples"})
final class MapCommand implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MAPS = "/ops/v1/maps";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: list, show, try, test?");
    }

    @Command(name = "list", header = "Maps in force, with version and owner.", mixinStandardHelpOptions = true)
    int list(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output,
            @Option(names = "--after", paramLabel = "CURSOR", defaultValue = "") String after) {
        JsonNode page = page(asking, after);
        if (output.json) {
            output.raw(page.toString());
            return ExitCode.OK.number();
        }
        page.path("items").forEach(map -> output.say("%-28s %-12s %s  %-16s %s%s".formatted(text(map, "id"),
                text(map, "version"), text(map, "hash").substring(0, 12), text(map, "owner"), text(map, "sort"),
                warning(map))));
        page.path("next").asStringOpt().ifPresent(next -> output.say("More: --after '" + next + "'"));
        return ExitCode.OK.number();
    }

    private static JsonNode page(ExceptionsCommand.Asking asking, String after) {
        return asking.client().get(MAPS + "?limit=100" + (after.isEmpty() ? "" : "&after=" + HubClient.encoded(after)))
                .body();
    }

    private static String warning(JsonNode map) {
        return map.path("changedSilently").asBoolean(false) ? "  CHANGED WITHOUT A NEW VERSION" : "";
    }

    @Command(name = "show", header = "A map with its text and its samples.", mixinStandardHelpOptions = true)
    int show(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output, @Parameters(paramLabel = "MAP") String id) {
        JsonNode one = asking.client().get(MAPS + "/" + HubClient.encoded(id)).body();
        if (output.json) {
            output.raw(one.toString());
            return ExitCode.OK.number();
        }
        JsonNode map = one.path("map");
        String partners = map.path("usedBy").valueStream().map(each -> each.asString("")).collect(Collectors.joining(", "));
        output.say("%s, version %s (%s) of %s: %s%s".formatted(text(map, "id"), text(map, "version"), text(map, "hash"),
                text(map, "owner"), text(map, "sort"), warning(map)));
        output.say("Used by: " + (partners.isEmpty() ? "all who have no map of their own" : partners));
        output.say("Samples: " + one.path("samples").valueStream().map(each -> text(each, "name"))
                .collect(Collectors.joining(", ")));
        output.say("");
        output.say(text(one, "source"));
        return ExitCode.OK.number();
    }

    @Command(name = "try", header = "See what a map makes of an input. Keeps and sends nothing.",
            mixinStandardHelpOptions = true)
    int rehearse(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output, @Parameters(paramLabel = "MAP") String id,
            @Option(names = "--input", paramLabel = "FILE", required = true,
                    description = "An interchange or its neutral JSON, or what a document is made from.") Path input) {
        JsonNode made = asking.client().post(MAPS + "/" + HubClient.encoded(id) + "/trials", "application/json",
                JSON.createObjectNode().put("input", content(input)).toString().getBytes(StandardCharsets.UTF_8), Map.of())
                .body();
        boolean good = !made.hasNonNull("failure");
        if (output.json) {
            output.raw(made.toString());
        } else if (good) {
            output.say(text(made, "output"));
            made.path("dropped").forEach(pointer -> output.note("dropped: " + pointer.asString("")));
        } else {
            output.note("failed: " + text(made, "failure"));
        }
        return (good ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    @Command(name = "test", header = "Run maps on their samples.", mixinStandardHelpOptions = true,
            description = "Without a map: all of them. Shows what was expected (-) and what came out instead (+). Ends with 8 "
                    + "when a sample comes out otherwise than expected, a map has changed without a new version, or there is "
                    + "no sample of any map that was asked for by name, or of none at all.")
    int test(@Mixin ExceptionsCommand.Asking asking, @Mixin Output output,
            @Parameters(paramLabel = "MAP", arity = "0..*") List<String> ids) {
        boolean good = true;
        boolean named = ids != null && !ids.isEmpty();
        int samples = 0;
        for (String id : named ? ids : all(asking)) {
            JsonNode tested = asking.client().post(MAPS + "/" + HubClient.encoded(id) + "/tests", "application/json",
                    new byte[0], Map.of()).body();
            good &= tested.path("good").asBoolean(false) && warning(tested.path("map")).isEmpty();
            samples += tested.path("cases").size();
            if (named && tested.path("cases").isEmpty()) {
                good = false;
                output.note(id + " has no samples, so nothing was tested. " + beside(id));
            }
            if (output.json) {
                output.raw(tested.toString());
            } else {
                tell(output, id, tested);
            }
        }
        if (!named && samples == 0) {
            good = false;
            output.note("No map has a sample, so nothing was tested.");
        }
        return (good ? ExitCode.OK : ExitCode.BROKEN).number();
    }

    private static String beside(String id) {
        boolean declared = id.startsWith("connectors.");
        String name = (declared ? id.replaceFirst("\\.", "/") : "maps/" + id) + ".CASE.sample.";
        String ending = declared ? "json" : "*";
        return "Put one beside it in the landscape, " + name + ending + ", and what must come of it, " + name + "expected."
                + ending + "; without the second, the first is left alone.";
    }

    private static void tell(Output output, String id, JsonNode tested) {
        int samples = tested.path("cases").size();
        output.say("%-28s %s, reads %d %% of their fields%s".formatted(id, samples == 1 ? "1 sample" : samples + " samples",
                tested.path("coverage").asInt(), warning(tested.path("map"))));
        tested.path("cases").valueStream().filter(each -> !text(each, "result").equals("as_expected")).forEach(each ->
                output.say("  " + text(each, "result") + ": " + text(each, "sample") + "\n" + instead(each).indent(4).stripTrailing()));
        tested.path("unread").forEach(pointer -> output.say("  never read: " + pointer.asString("")));
    }

    private static String instead(JsonNode each) {
        return text(each, "result").equals("failed") || !each.hasNonNull("expected") ? text(each, "says")
                : String.join("\n", Difference.between(text(each, "expected"), text(each, "says")));
    }

    private static List<String> all(ExceptionsCommand.Asking asking) {
        List<String> ids = new ArrayList<>();
        for (String after = "";;) {
            JsonNode page = page(asking, after);
            page.path("items").forEach(each -> ids.add(text(each, "id")));
            if (!page.hasNonNull("next")) {
                return ids;
            }
            after = text(page, "next");
        }
    }

    private String content(Path file) {
        try {
            return Files.readString(file, file.toString().endsWith(".json") ? StandardCharsets.UTF_8
                    : StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), "There is no readable file " + file + ".");
        }
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asString("");
    }
}

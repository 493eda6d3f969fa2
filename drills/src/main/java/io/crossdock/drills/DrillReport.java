package io.crossdock.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a drill went.
 *
 * @param diedAt   places between the ledgers at which a hub died
 * @param score    nothing when it did not come to its end
 * @param findings what is not as it must be; a drill without findings has passed
 */
public record DrillReport(String drill, long seed, Budget budget, Instant begun, Duration took, List<String> script,
        List<String> diedAt, Optional<Score> score, List<String> findings) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public boolean passed() {
        return findings.isEmpty() && score.map(Score::clean).orElse(false);
    }

    public String rerun() {
        return budget.seconds() % 60 != 0 ? "mvn verify -pl trials -am -Dtest=Chaos -Dtrials.seed=" + seed
                + " -Dtrials.orders=" + budget.orders() : "crossdock drill run " + drill + " " + budget.words() + " --seed " + seed;
    }

    public ObjectNode json() {
        ObjectNode json = JSON.createObjectNode().put("drill", drill).put("seed", seed)
                .put("trafficSeconds", budget.seconds())
                .put("begun", begun.truncatedTo(ChronoUnit.SECONDS).toString()).put("seconds", took.toSeconds())
                .put("passed", passed()).put("rerun", rerun());
        score.ifPresent(each -> {
            ObjectNode figures = json.putObject("score").put("asked", each.asked()).put("kept", each.kept())
                    .put("refused", each.refused()).put("lost", each.lost()).put("doubled", each.doubled())
                    .put("unasked", each.unasked()).put("oversold", each.oversold()).put("outOfTier", each.outOfTier())
                    .put("drainedMs", each.drained().toMillis());
            each.detected().ifPresent(detected -> figures.put("detectedMs", detected.toMillis()));
            each.beside().ifPresent(beside -> figures.put("aloneP99Ms", beside.idle().toMillis())
                    .put("besideBulkP99Ms", beside.bulk().toMillis()));
        });
        diedAt.forEach(json.putArray("diedAt")::add);
        script.forEach(json.putArray("script")::add);
        findings.forEach(json.putArray("findings")::add);
        return json;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder(line(json()));
        script.forEach(each -> text.append("\n  ").append(each));
        if (!diedAt.isEmpty()) {
            text.append("\n  a hub died at: ").append(String.join(", ", diedAt));
        }
        findings.forEach(each -> text.append("\n  FINDING: ").append(each));
        return text.append("\n  again: ").append(rerun()).toString();
    }

    /** Keeps it in a folder of reports. */
    public Path store(Path folder) {
        try {
            Path file = Files.createDirectories(folder).resolve(begun.truncatedTo(ChronoUnit.SECONDS).toString()
                    .replace(":", "") + "-" + drill + ".json");
            return Files.writeString(file, json().toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reports of a folder, the newest first, at most so many. */
    public static List<JsonNode> stored(Path folder, int most) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            List<JsonNode> reports = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted(Comparator.<Path>naturalOrder().reversed()).limit(most).toList()) {
                reports.add(JSON.readTree(Files.readString(file)));
            }
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A report in one line. */
    public static String line(JsonNode report) {
        JsonNode score = report.path("score");
        String figures = score.isMissingNode() ? "did not come to its end"
                : ("%d asked, %d kept, %d refused, %d lost, %d doubled, %d unasked, %d oversold, %d out of tier, "
                        + "noticed %s, drained %s")
                        .formatted(figure(score, "asked"), figure(score, "kept"), figure(score, "refused"),
                                figure(score, "lost"), figure(score, "doubled"), figure(score, "unasked"),
                                figure(score, "oversold"), figure(score, "outOfTier"), score.has("detectedMs")
                                        ? "after " + figure(score, "detectedMs") + " ms" : "nothing",
                                "within " + figure(score, "drainedMs") + " ms") + beside(score);
        return "%s %-6s %s, seed %s: %s".formatted(report.path("begun").asString(""),
                report.path("passed").asBoolean(false) ? "passed" : "FAILED", report.path("drill").asString(""),
                report.path("seed").asString(""), figures);
    }

    private static String beside(JsonNode score) {
        return score.has("besideBulkP99Ms") ? ", live orders took %d ms beside bulk work and %d ms alone (p99)"
                .formatted(figure(score, "besideBulkP99Ms"), figure(score, "aloneP99Ms")) : "";
    }

    private static int figure(JsonNode score, String name) {
        return score.path(name).asInt(0);
    }
}

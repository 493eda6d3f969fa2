package io.crossdock.experience.edi.x12;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files found in public repositories, unedited; what is said of each stands in {@code corpus.txt}. */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/x12");

    private final X12Reader reader = new X12Reader(Limits.usual());
    private final SetChecker checker = new SetChecker(Dictionary.standard(), Limits.usual());

    @Test
    void everyPublicFileIsUnderstoodAsWrittenDown() throws IOException {
        List<String> seen = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CORPUS)) {
            for (Path file : files.filter(Files::isRegularFile).filter(path -> path.getNameCount() > 5
                    && !path.toString().endsWith(".md")).sorted().toList()) {
                seen.addAll(describe(file));
            }
        }
        Path actual = Path.of("target/corpus-seen.txt");
        Files.write(actual, seen);
        assertThat(actual).hasSameTextualContentAs(CORPUS.resolve("corpus.txt"));
    }

    private List<String> describe(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# " + CORPUS.relativize(file));
        Reading reading = reader.read(Files.readAllBytes(file));
        reading.faults().forEach(fault -> lines.add("  " + describe(fault)));
        for (Interchange interchange : reading.interchanges()) {
            lines.add("  %s -> %s %s TA1 %s".formatted(interchange.sender(), interchange.receiver(),
                    interchange.control(), elements(Acknowledger.interchange(interchange, List.of()))));
            interchange.faults().forEach(fault -> lines.add("    " + describe(fault)));
            interchange.groups().forEach(group -> lines.addAll(describe(group, interchange)));
        }
        return lines;
    }

    private List<String> describe(Group group, Interchange interchange) {
        List<String> lines = new ArrayList<>();
        List<Understood> sets = group.sets().stream()
                .map(set -> checker.check(set, group, interchange.delimiters())).toList();
        Acknowledger.FunctionalAnswer answer = Acknowledger.functional(group, sets);
        lines.add("    %s %s %s".formatted(group.functionalId(), group.control(),
                elements(answer.set().body().getLast())));
        group.faults().forEach(fault -> lines.add("      " + describe(fault)));
        sets.forEach(set -> {
            lines.add("      %s %s %d segments %s".formatted(set.set().type(), set.set().control(),
                    set.set().segments().size(), set.verdict()));
            set.faults().forEach(fault -> lines.add("        " + describe(fault)));
        });
        return lines;
    }

    private static String describe(Fault fault) {
        return "%s %s %s @%d: %s".formatted(fault.scope(), fault.code(), fault.severity(), fault.place().offset(),
                fault.sentence());
    }

    private static String elements(Draft draft) {
        return draft.elements().stream().map(components -> String.join(":", components))
                .collect(Collectors.joining("*"));
    }
}

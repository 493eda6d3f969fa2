package io.crossdock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides point at is there. */
class GuidesTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)(?:#[^)]*)?\\)");
    private static final Pattern EXAMPLE = Pattern.compile("(?<![\\w/.])examples/[\\w./-]+[\\w/]");

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(HOME); Stream<Path> docs = Files.walk(HOME.resolve("docs"));
                Stream<Path> examples = Files.walk(HOME.resolve("examples"))) {
            return Stream.of(top, docs, examples).flatMap(each -> each)
                    .filter(file -> file.toString().endsWith(".md") && !file.toString().contains("node_modules"))
                    .map(HOME::relativize).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatAPagePointsAtIsThere(Path page) throws IOException {
        String text = Files.readString(HOME.resolve(page));
        assertThat(LINK.matcher(text).results().map(found -> found.group(1)))
                .as("links").allMatch(link -> Files.exists(HOME.resolve(page).resolveSibling(link)));
        assertThat(EXAMPLE.matcher(text).results().map(found -> found.group()))
                .as("examples").allMatch(example -> Files.exists(HOME.resolve(example)));
    }
}

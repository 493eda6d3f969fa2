package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.landscape.Policies.Sourcing.Criterion;
import io.crossdock.platform.landscape.Policies.Sourcing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a landscape ranks places. */
class SourcingRankTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC);
    private static final Pattern SOURCING = Pattern.compile("(?s)  sourcing:\n.*?    prefer:");

    @TempDir
    private Path directory;

    private Landscape landscape(String lines) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(Files.createTempDirectory(directory, "landscape"));
        String text = Files.readString(example.folder().resolve("landscape.yaml"));
        example.write("landscape.yaml", SOURCING.matcher(text)
                .replaceFirst("  sourcing:\n" + lines.indent(4) + "    prefer:"));
        return example.landscapes(CLOCK).current();
    }

    @Test
    void aRuleIsTheShortFormOfARank() throws IOException {
        assertThat(landscape("rule: fewest_shipments").policies().sourcing().rank()).containsExactly(
                Criterion.LEAST_OPEN, Criterion.FEWEST_OPEN_LINES, Criterion.FEWEST_LEGS, Criterion.PREFERRED_ORDER);
        assertThat(landscape("rule: preferred_order").policies().sourcing().rank()).containsExactly(
                Criterion.LEAST_OPEN, Criterion.FEWEST_OPEN_LINES, Criterion.PREFERRED_ORDER);
        assertThat(landscape("").policies().sourcing().rule()).isEqualTo(Rule.FEWEST_SHIPMENTS);
    }

    @Test
    void aRankBeginsWithWhatIsOpenAndEndsWithPreferenceUnlessItSaysOtherwise() throws IOException {
        assertThat(landscape("rank: [nearest, ship_complete]").policies().sourcing().rank()).containsExactly(
                Criterion.LEAST_OPEN, Criterion.NEAREST, Criterion.SHIP_COMPLETE, Criterion.PREFERRED_ORDER);
        assertThat(landscape("rank: [preferred_order, cheapest_freight, least_open]").policies().sourcing().rank())
                .containsExactly(Criterion.PREFERRED_ORDER, Criterion.CHEAPEST_FREIGHT, Criterion.LEAST_OPEN);
    }

    @Test
    void aRankIsRefusedBesideARuleAndWithWordsItDoesNotKnow() {
        assertThatThrownBy(() -> landscape("rule: fewest_shipments\nrank: [nearest]"))
                .hasMessageContaining("there is a rule and a rank");
        assertThatThrownBy(() -> landscape("rank: [closest]")).hasMessageContaining("closest");
    }
}

package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

    @Test
    void aRightChangeIsTakenOverAndTold(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        Landscapes landscapes = example.landscapes(Clock.fixed(NOW, ZoneOffset.UTC));
        List<String> told = new ArrayList<>();
        landscapes.onChange(landscape -> told.add(landscape.name()));
        String before = landscapes.current().version();

        example.replace("landscape.yaml", "name: Crossdock demo", "name: Another house");
        landscapes.refresh();
        landscapes.refresh();

        assertThat(told).containsExactly("Another house");
        assertThat(landscapes.current().version()).isNotEqualTo(before).hasSize(12);
    }

    @Test
    void aWrongChangeLeavesTheOldOneInForce(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        Landscapes landscapes = example.landscapes(Clock.fixed(NOW, ZoneOffset.UTC));
        String before = landscapes.current().version();

        example.replace("landscape.yaml", "currency: USD", "currency: XQQ");
        landscapes.refresh();
        assertThat(landscapes.current().version()).isEqualTo(before);
        assertThat(landscapes.lastRefusal().orElseThrow()).returns(NOW, Landscapes.Refusal::at)
                .extracting(Landscapes.Refusal::mistakes).asList().first().asString()
                .isEqualTo("landscape.yaml:4: there is no currency 'XQQ' (an ISO 4217 code such as USD)");

        example.replace("landscape.yaml", "currency: XQQ", "currency: EUR");
        landscapes.refresh();
        assertThat(landscapes.lastRefusal()).isEmpty();
        assertThat(landscapes.current().currency()).hasToString("EUR");
    }

    @Test
    void aRotatedSecretNeedsNoRestart(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        Secrets secrets = example.secretsInForce();
        SecretRef reference = new SecretRef("file:erp-key");
        assertThat(secrets.resolve(reference).matches("erp-key")).isTrue();
        Files.writeString(example.secrets().resolve("erp-key"), "rotated\n");
        assertThat(secrets.resolve(reference).matches("rotated")).isTrue();
    }
}

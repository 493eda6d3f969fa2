package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guides/operate.md says of a landscape that begins with the example's: what may go, and which secrets there are. */
class OwnLandscapeTest {

    private ExampleLandscape example;

    @BeforeEach
    void open(@TempDir Path directory) {
        example = ExampleLandscape.in(directory);
    }

    @Test
    void carriersSuppliersTheCrmAndThePortalMayJustGo() throws IOException {
        for (String each : List.of("systems/northway.yaml", "systems/roadlink.yaml", "systems/halden.yaml",
                "systems/northforge.yaml", "subscriptions/crm.yaml", "consumers/portal-demo.yaml",
                "consumers/sales-demo.yaml")) {
            delete(each);
            assertThat(example.landscapes(Clock.systemUTC()).current().name()).as("without " + each).isEqualTo("Crossdock demo");
        }
    }

    @Test
    void thePartnerGoesWithItsSystemItsConsumerAndItsItems() throws IOException {
        delete("systems/buildwell.yaml");
        assertThatThrownBy(() -> example.landscapes(Clock.systemUTC())).hasMessageContaining("partners/buildwell.yaml");
        delete("partners/buildwell.yaml");
        delete("items/buildwell.csv");
        delete("consumers/edi-buyer.yaml");
        assertThat(example.landscapes(Clock.systemUTC()).current().partners()).isEmpty();
    }

    @Test
    void aWarehouseGoesFromThePoliciesToo() throws IOException {
        delete("systems/wms-dfw.yaml");
        assertThatThrownBy(() -> example.landscapes(Clock.systemUTC())).hasMessageContaining("no system works for location 'DFW'");
        String policies = Files.readString(example.folder().resolve("landscape.yaml"));
        example.write("landscape.yaml", policies.replaceAll("DFW, |, DFW(?=])", "").replaceAll("(?m)^ +DFW: .*\\R", ""));
        assertThat(example.landscapes(Clock.systemUTC()).current().systems()).doesNotContainKey("wms-dfw");
    }

    /** The command of the guide finds them. */
    @Test
    void theSecretsThatAreNamedAreThoseThatAreNeeded() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(example.folder())) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Pattern.compile("file:([A-Za-z0-9._-]+)").matcher(Files.readString(file).replaceAll("(?m)#.*$", "")).results()
                        .forEach(found -> named.add(found.group(1)));
            }
        }
        try (Stream<Path> made = Files.list(example.secrets())) {
            assertThat(made.map(each -> each.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private void delete(String file) throws IOException {
        Files.delete(example.folder().resolve(file));
    }
}

package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files with which the demo runs on Tryton, laid over those of the example. */
class TrytonLandscapeTest {

    private static final Path CHANGES = Path.of("..", "examples", "tryton", "landscape");

    @Test
    void theDemoOnTrytonIsAWholeLandscape(@TempDir Path folder) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(folder);
        Files.writeString(example.secrets().resolve("tryton-password"), "secret");
        for (String file : Files.readAllLines(CHANGES.resolve("left-out.txt"))) {
            Files.delete(example.folder().resolve(file));
        }
        for (String file : List.of("landscape.yaml", "systems/erp.yaml")) {
            example.write(file, Files.readString(CHANGES.resolve(file)));
        }
        Landscape landscape = example.landscapes(Clock.systemUTC()).current();
        assertThat(landscape.system("erp")).hasValueSatisfying(erp -> {
            assertThat(erp.connector()).isEqualTo("tryton");
            assertThat(erp.lane().lease()).isGreaterThan(erp.timeouts().call());
        });
        assertThat(landscape.systems(SystemSettings.Kind.WMS)).hasSize(1);
    }
}

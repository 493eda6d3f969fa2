package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages of carriers and what is understood of them, side by side in {@code src/test/resources/carriers}.
 * Run with {@code -Dcrossdock.golden=write} to write the second from the first, then read the difference.
 */
public final class GoldenFiles {

    private static final Path FOLDER = Path.of("src", "test", "resources", "carriers");
    private static final String EXPECTED = ".expected.json";

    private GoldenFiles() {
    }

    /** The messages of one carrier. */
    public static List<Path> of(String carrier) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(carrier))) {
            return files.filter(file -> !file.toString().endsWith(EXPECTED)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void check(CarrierTranslator translator, Path message) throws IOException {
        JsonMapper mapper = new Json().mapper().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        String translation = mapper.writeValueAsString(translator.translate(carrier(translator.connector()),
                "", Files.readAllBytes(message))) + "\n";
        Path expected = message.resolveSibling(message.getFileName() + EXPECTED);
        if ("write".equals(System.getProperty("crossdock.golden"))) {
            Files.writeString(expected, translation);
        }
        assertThat(translation).isEqualTo(Files.readString(expected));
    }

    public static SystemSettings carrier(String id) {
        return new SystemSettings(id, SystemSettings.Kind.CARRIER, id, Optional.empty(), Optional.empty(),
                Optional.empty(), Timeouts.DEFAULT, Lane.DEFAULT, Optional.empty(), ZoneOffset.UTC, Map.of());
    }
}

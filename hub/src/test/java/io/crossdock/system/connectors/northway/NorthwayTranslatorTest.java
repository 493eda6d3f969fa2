package io.crossdock.system.connectors.northway;

import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.GoldenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NorthwayTranslatorTest {

    static List<Path> messages() {
        return GoldenFiles.of("northway");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsUnderstoodAsItsGoldenFileSays(Path message) throws IOException {
        GoldenFiles.check(new NorthwayTranslator(new Json()), message);
    }
}

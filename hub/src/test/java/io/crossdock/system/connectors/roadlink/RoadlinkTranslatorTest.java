package io.crossdock.system.connectors.roadlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.system.connectors.CarrierTranslator.Translation;
import io.crossdock.system.connectors.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoadlinkTranslatorTest {

    static List<Path> messages() {
        return GoldenFiles.of("roadlink");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsUnderstoodAsItsGoldenFileSays(Path message) throws IOException {
        GoldenFiles.check(new RoadlinkTranslator(), message);
    }

    @Test
    void nestingIsBounded() {
        String deep = "<TransportStatus>" + "<a>".repeat(50_000) + "</a>".repeat(50_000)
                + "</TransportStatus>";
        assertThat(new RoadlinkTranslator().translate(GoldenFiles.carrier("roadlink"), "application/xml",
                deep.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Translation.Unreadable.class);
    }
}

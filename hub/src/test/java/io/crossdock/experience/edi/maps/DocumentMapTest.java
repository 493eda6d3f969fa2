package io.crossdock.experience.edi.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentMapTest {

    @Test
    void anOrderOfAThousandLinesIsMapped() {
        List<Map<String, Object>> lines = IntStream.rangeClosed(1, 1_000).<Map<String, Object>>mapToObj(number -> Map.of(
                "PO101", String.valueOf(number), "PO102", "1", "PO103", "EA", "PO106", "BP", "PO107", "BW-10001",
                "PID", List.of(Map.of("PID05", "BREAKER")))).toList();
        Object mapped = DocumentMap.builtIn("850-order").apply(Map.of(
                "BEG", List.of(Map.of("BEG01", "00", "BEG03", "PO-1")), "PO1", lines));
        assertThat(mapped).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .extractingByKey("lines").asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1_000);
    }

    @Test
    void aMapThatCallsItselfWithoutEndFailsAlone() {
        DocumentMap endless = new DocumentMap("endless", "($f := function($n) { 1 + $f($n + 1) }; $f(1))");
        assertThatThrownBy(() -> endless.apply(Map.of())).isInstanceOf(MapFailed.class)
                .hasMessageContaining("calls itself without end");
    }
}

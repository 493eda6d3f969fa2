package io.crossdock.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonTest {

    private final Json json = new Json();

    record Sample(BigDecimal amount, Instant at, Optional<String> note) {
    }

    @Test
    void decimalsArePlainStringsAndComeBackExactly() {
        Sample sample = new Sample(new BigDecimal("1E+3"), Instant.parse("2026-11-21T01:02:03.000004Z"),
                Optional.empty());
        String text = json.write(sample);
        assertThat(text).isEqualTo("{\"amount\":\"1000\",\"at\":\"2026-11-21T01:02:03.000004Z\",\"note\":null}");
        assertThat(json.read(text, Sample.class).amount()).isEqualByComparingTo("1000");
    }

    @Test
    void numbersOfOthersKeepTheirDigits() {
        JsonNode node = json.parse("{\"price\": 0.10, \"big\": 12345678901234567890.123456789}");
        assertThat(json.write(node)).isEqualTo("{\"price\":0.10,\"big\":12345678901234567890.123456789}");
    }

    @Test
    void theOneCharacterThatPostgresCannotHoldIsReplaced() {
        assertThat(json.rows(List.of(Map.of("a\u0000b", "c\u0000d\\u0000"))))
                .isEqualTo("[{\"a\\uFFFDb\":\"c\\uFFFDd\\\\u0000\"}]");
        assertThat(json.write(json.parse("{\"x\":\"\\u0000\"}"))).isEqualTo("{\"x\":\"\\uFFFD\"}");
    }
}

package io.crossdock.platform.json;

import java.math.BigDecimal;
import java.util.Collection;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as the ledgers store it. Decimals are written as plain strings ({@code "12.50"}), instants as ISO 8601,
 * and read back exactly. The character NUL, which PostgreSQL holds in no text, is written as U+FFFD. Thread-safe.
 */
@Component
public final class Json {

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new NulByReplacement()).build())
            .addModule(new CanonicalNouns())
            .addModule(exactDecimals())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static SimpleModule exactDecimals() {
        return new SimpleModule("exact-decimals").addSerializer(BigDecimal.class, new PlainDecimal());
    }

    /** @throws JacksonException if {@code value} has a part that JSON cannot hold */
    public String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** A JSON array of records, the parameter of {@code json_to_recordset}. */
    public String rows(Collection<?> rows) {
        return mapper.writeValueAsString(rows);
    }

    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** @throws JacksonException if {@code json} is not JSON */
    public JsonNode parse(String json) {
        return mapper.readTree(json);
    }

    /** @throws JacksonException if {@code json} is not JSON */
    public JsonNode parse(byte[] json) {
        return mapper.readTree(json);
    }

    /** @throws JacksonException if the node does not have the shape of {@code type} */
    public <T> T read(JsonNode node, Class<T> type) {
        return mapper.treeToValue(node, type);
    }

    /** @throws JacksonException if the text is not JSON or does not have the shape of {@code type} */
    public <T> T read(String json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    /** The mapper itself, for libraries that want one. */
    public JsonMapper mapper() {
        return mapper;
    }

    private static final class NulByReplacement extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString("\\uFFFD");
        }
    }

    private static final class PlainDecimal extends ValueSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toPlainString());
        }
    }
}

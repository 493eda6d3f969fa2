package io.crossdock.platform.gateway;

import io.crossdock.canonical.Fault;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON from outside (RFC 8259), once and without leniency: no duplicate names, nothing behind the
 * document, at most {@value #DEEPEST} levels, numbers of at most {@value #LONGEST_NUMBER} characters.
 */
public final class StrictJson {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_TEXT = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER).maxNameLength(LONGEST_NAME)
                            .maxStringLength(LONGEST_TEXT).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {
    }

    /**
     * The document as a tree.
     *
     * @throws ProblemException 400 {@code malformed-json}, with line and column, when it is not one JSON
     *     document
     */
    public static JsonNode tree(byte[] body) {
        if (body.length == 0) {
            throw malformed("empty-body", "The body is empty; a JSON document is expected.");
        }
        for (byte each : body) {
            if (each == 0) {
                // The parser would guess UTF-16 or UTF-32 by the zero bytes that no UTF-8 document has.
                throw malformed("encoding", "JSON comes in UTF-8 (RFC 8259 §8.1); this is another encoding.");
            }
        }
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                throw malformed("empty-body", "The body is blank; a JSON document is expected.");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw malformed("json-too-complex", "Nested too deeply, or a name, number or text is too long"
                    + at(e.getLocation()) + ".");
        } catch (JacksonException e) {
            throw malformed(code(e), reason(e) + at(e.getLocation()) + ".");
        }
    }

    /**
     * The document, which must be an object, ready to be read field by field.
     *
     * @throws ProblemException 400 {@code malformed-json} or {@code invalid-body}
     */
    public static ObjectReader object(byte[] body) {
        JsonNode tree = tree(body);
        if (!tree.isObject()) {
            throw Problems.INVALID_BODY.problem()
                    .with(List.of(new Fault("", "wrong-type", "A JSON object is expected.")))
                    .exception();
        }
        return ObjectReader.of(tree);
    }

    private static ProblemException malformed(String code, String message) {
        return Problems.MALFORMED_JSON.problem(message).with(List.of(new Fault("", code, message)))
                .exception();
    }

    private static String code(JacksonException e) {
        return said(e).startsWith("Duplicate Object property") ? "duplicate-name" : "syntax";
    }

    /** In our own words: the parser's mention its classes and settings. */
    private static String reason(JacksonException e) {
        String said = said(e);
        if (said.startsWith("Duplicate Object property")) {
            int from = said.indexOf('"');
            int to = said.indexOf('"', from + 1);
            return "The name " + (from < 0 || to < 0 ? "" : said.substring(from, to + 1) + " ")
                    + "occurs twice in one object";
        }
        if (said.contains("end-of-input")) {
            return "The document ends before it is complete";
        }
        if (said.contains("UTF-8") || said.contains("UTF-32") || said.contains("surrogate")) {
            return "There are bytes that are not valid UTF-8";
        }
        if (said.contains("trailing token") || said.contains("Trailing token")) {
            return "There is something behind the end of the document";
        }
        int character = said.indexOf("Unexpected character (");
        if (character >= 0) {
            int end = said.indexOf(" (code", character);
            return end < 0 ? "There is an unexpected character"
                    : "There is an unexpected character " + said.substring(character + 22, end);
        }
        return "This is not valid JSON";
    }

    private static String said(JacksonException e) {
        String message = e.getOriginalMessage();
        return message == null ? "" : message;
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1 ? ""
                : " (line " + location.getLineNr() + ", column " + Math.max(1, location.getColumnNr()) + ")";
    }
}

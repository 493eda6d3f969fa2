package io.crossdock.process.reconciliation;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.replica.Copies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The values of a copied row by their paths; numbers and lists of words are written alike, whoever wrote them.
 *
 * @param modifiedAt when the source last changed it, if the source tells
 */
record Content(Map<String, String> values, Optional<Instant> modifiedAt) {

    private static final int NAMED_MOST = 4;
    private static final int SHOWN_MOST = 60;

    Content {
        values = Map.copyOf(values);
    }

    static Content of(Copies.Row row, Json json) {
        JsonNode document = json.parse(row.document());
        JsonNode content = document.has("value") && document.has("modifiedAt") ? document.path("value") : document;
        Map<String, String> values = new TreeMap<>();
        collect("", content, values);
        return new Content(values, row.modifiedAt());
    }

    private static void collect(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties().forEach(each -> collect(path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                    each.getValue(), values));
        } else if (node.isArray() && node.values().stream().allMatch(JsonNode::isValueNode)) {
            if (!node.isEmpty()) {
                values.put(path, node.values().stream().map(Content::text).sorted().collect(Collectors.joining(", ")));
            }
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(path + "." + (index + 1), node.get(index), values);
            }
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.put(path, text(node));
        }
    }

    private static String text(JsonNode node) {
        return node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asString();
    }

    boolean sameAs(Content other) {
        return values.equals(other.values);
    }

    static boolean same(Optional<Content> a, Optional<Content> b) {
        return a.isPresent() == b.isPresent() && a.flatMap(one -> b.map(one::sameAs)).orElse(true);
    }

    /** Names exactly this row, with the time of its last change. */
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest((new TreeMap<>(values) + " " + modifiedAt).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String digest(Optional<Content> content) {
        return content.map(Content::digest).orElse("");
    }

    /** Paths whose values are others, or are there on one side only. */
    Set<String> differing(Content other) {
        Set<String> paths = new TreeSet<>(values.keySet());
        paths.addAll(other.values.keySet());
        paths.removeIf(path -> Optional.ofNullable(values.get(path)).equals(Optional.ofNullable(other.values.get(path))));
        return paths;
    }

    /** {@code description: Bolt M8, packs.factors.BX: 12}. */
    String said(Set<String> paths) {
        String said = paths.stream().limit(NAMED_MOST)
                .map(path -> path + ": " + clipped(values.getOrDefault(path, "nothing")))
                .collect(Collectors.joining(", "));
        return paths.size() > NAMED_MOST ? said + " and " + (paths.size() - NAMED_MOST) + " more" : said;
    }

    private static String clipped(String value) {
        return value.length() <= SHOWN_MOST ? value : value.substring(0, SHOWN_MOST) + "…";
    }
}

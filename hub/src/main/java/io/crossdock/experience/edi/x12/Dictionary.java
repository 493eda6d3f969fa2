package io.crossdock.experience.edi.x12;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of the X12 standard that are checked: data elements, segments and transaction sets. Data, not code: the
 * files stand in {@code maps/x12}. Immutable.
 */
public final class Dictionary {

    private final Map<String, SegmentRule> segments;
    private final Map<String, SetRule> sets;

    Dictionary(Map<String, SegmentRule> segments, Map<String, SetRule> sets) {
        this.segments = Map.copyOf(segments);
        this.sets = Map.copyOf(sets);
    }

    /** Orders (850, 855, 856, 810), warehouses (846, 940, 943, 944, 945, 947) and 997 in releases 004010 to 005010. */
    public static Dictionary standard() {
        return Standard.DICTIONARY;
    }

    /** True when transaction sets of this number are known here. */
    public boolean knows(String set) {
        return sets.containsKey(set);
    }

    Optional<SegmentRule> segment(String id) {
        return Optional.ofNullable(segments.get(id));
    }

    Optional<SetRule> set(String type) {
        return Optional.ofNullable(sets.get(type));
    }

    private static final class Standard {

        static final Dictionary DICTIONARY = DictionaryText.parse(
                lines("/maps/x12/elements.txt"), lines("/maps/x12/segments.txt"), lines("/maps/x12/sets.txt"));

        private static List<String> lines(String resource) {
            try (InputStream in = Dictionary.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("missing resource " + resource);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}

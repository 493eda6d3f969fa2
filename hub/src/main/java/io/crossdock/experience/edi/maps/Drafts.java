package io.crossdock.experience.edi.maps;

import io.crossdock.experience.edi.x12.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns what an outgoing map yields into segments. A segment is an object {@code {"segment": "PO1", "PO102": "5"}}; an
 * object {@code {"hl": "O", "segments": [], "children": []}} is a hierarchical level, whose HL segment is counted and
 * linked here. Lists may be nested; the text {@code #HL} stands for the number of levels.
 */
public final class Drafts {

    private final String map;
    private final List<Draft> drafts = new ArrayList<>();
    private int levels;

    private Drafts(String map) {
        this.map = map;
    }

    /**
     * The segments of one transaction set, without ST and SE.
     *
     * @throws MapFailed when the output has another shape
     */
    public static List<Draft> of(String map, Object output) {
        Drafts drafts = new Drafts(map);
        drafts.add(output, 0);
        return drafts.drafts.stream().map(drafts::counted).toList();
    }

    private void add(Object part, int parent) {
        switch (part) {
            case List<?> list -> list.stream().filter(one -> one != null).forEach(one -> add(one, parent));
            case Map<?, ?> object when object.containsKey("hl") -> level(object, parent);
            case Map<?, ?> object when object.containsKey("segment") -> drafts.add(segment(object));
            default -> throw new MapFailed(map, "neither a segment nor a level: " + part);
        }
    }

    private void level(Map<?, ?> object, int parent) {
        int number = ++levels;
        List<?> children = object.get("children") instanceof List<?> list ? list : List.of();
        drafts.add(Draft.of("HL", String.valueOf(number), parent == 0 ? "" : String.valueOf(parent),
                String.valueOf(object.get("hl")), children.isEmpty() ? "0" : "1"));
        Object segments = object.get("segments");
        if (segments != null) {
            add(segments, parent);
        }
        children.forEach(child -> add(child, number));
    }

    private Draft segment(Map<?, ?> object) {
        String id = String.valueOf(object.get("segment"));
        TreeMap<Integer, List<String>> elements = new TreeMap<>();
        object.forEach((key, value) -> {
            if (!"segment".equals(key) && value != null) {
                elements.put(place(id, String.valueOf(key)), components(value));
            }
        });
        List<List<String>> all = new ArrayList<>();
        for (int number = 1; !elements.isEmpty() && number <= elements.lastKey(); number++) {
            all.add(elements.getOrDefault(number, List.of()));
        }
        return new Draft(id, all);
    }

    private int place(String id, String key) {
        String number = key.startsWith(id) ? key.substring(id.length()) : "";
        if (!number.matches("\\d{2}") || number.equals("00")) {
            throw new MapFailed(map, key + " is no element of " + id);
        }
        return Integer.parseInt(number);
    }

    private List<String> components(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case String text -> List.of(text);
            case Number number -> List.of(number.toString());
            default -> throw new MapFailed(map, "no element can hold " + value);
        };
    }

    private Draft counted(Draft draft) {
        List<List<String>> elements = draft.elements().stream()
                .map(components -> components.stream()
                        .map(text -> text.equals("#HL") ? String.valueOf(levels) : text).toList())
                .toList();
        return new Draft(draft.id(), elements);
    }
}

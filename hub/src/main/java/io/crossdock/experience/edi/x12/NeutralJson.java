package io.crossdock.experience.edi.x12;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A transaction set as plain maps and lists, the shape that maps read. A segment is an object with one text per element
 * that is there, named as the standard's guides do ({@code PO102}); a composite is an object of its components
 * ({@code {"1": "EA", "2": "12"}}). A loop is the object of the segment that opens it, holding its further segments and
 * loops as lists under their identifier. Segments are always lists, also where one alone is allowed. Segments the
 * dictionary does not know stand under {@code unknown}.
 */
public final class NeutralJson {

    private final Dictionary dictionary;

    public NeutralJson(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** The whole set; its keys are {@code ST01}, {@code ST02} and the identifiers of what it holds. */
    public Map<String, Object> of(Understood understood, Delimiters delimiters) {
        return loop(understood.body(), delimiters);
    }

    private Map<String, Object> loop(Loop loop, Delimiters delimiters) {
        Map<String, Object> object = segment(loop.leader(), delimiters);
        for (Loop.Part part : loop.parts()) {
            switch (part) {
                case Loop.Part.Single single ->
                        list(object, key(single.segment().id())).add(segment(single.segment(), delimiters));
                case Loop.Part.Nested nested ->
                        list(object, nested.loop().leader().id()).add(loop(nested.loop(), delimiters));
            }
        }
        return object;
    }

    /** What the dictionary does not know must not collide with an element's name. */
    private String key(String id) {
        return dictionary.segment(id).isPresent() ? id : "unknown";
    }

    private static List<Object> list(Map<String, Object> object, String id) {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) object.computeIfAbsent(id, key -> new ArrayList<>());
        return list;
    }

    private Map<String, Object> segment(Segment segment, Delimiters delimiters) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int element = 1; element <= segment.elements().size(); element++) {
            String text = segment.element(element);
            if (!clean(text).isEmpty()) {
                Object value = isComposite(segment.id(), element, delimiters)
                        ? composite(text, delimiters) : clean(text);
                object.put("%s%02d".formatted(segment.id(), element), value);
            }
        }
        return object;
    }

    /** What cannot be printed means nothing; it was reported, and must not reach a database. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private boolean isComposite(String id, int element, Delimiters delimiters) {
        return delimiters.component() != Delimiters.NONE && dictionary.segment(id)
                .filter(rule -> element <= rule.uses().size())
                .filter(rule -> rule.uses().get(element - 1).rule() instanceof ElementRule.Composite)
                .isPresent();
    }

    private static Map<String, Object> composite(String text, Delimiters delimiters) {
        Map<String, Object> object = new LinkedHashMap<>();
        String[] components = text.split(Pattern.quote(String.valueOf(delimiters.component())), -1);
        for (int index = 0; index < components.length; index++) {
            if (!clean(components[index]).isEmpty()) {
                object.put(String.valueOf(index + 1), clean(components[index]));
            }
        }
        return object;
    }
}

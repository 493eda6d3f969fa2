package io.crossdock.platform.maps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An input that notes which of its fields are read. For one trial, in one thread; what comes out must be written before it
 * is asked, for what is handed on whole is read by whoever writes it.
 */
public final class Trace {

    private final Set<String> fields = new LinkedHashSet<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final Map<String, Object> input;

    private Trace(Map<?, ?> input) {
        this.input = traced(input, "");
    }

    /** @param input maps, lists, texts, numbers and truths */
    public static Trace of(Map<?, ?> input) {
        return new Trace(input);
    }

    public Map<String, Object> input() {
        return input;
    }

    /** JSON pointers of everything that is no map and no list of maps. */
    public List<String> fields() {
        return List.copyOf(fields);
    }

    /** Those that nobody has read. */
    public List<String> unread() {
        return fields.stream().filter(field -> !read.contains(field)).toList();
    }

    private Map<String, Object> traced(Map<?, ?> plain, String pointer) {
        Watched watched = new Watched(pointer);
        plain.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value != null) {
                watched.keep(name, traced(value, pointer + "/" + escaped(name)));
            }
        });
        return watched;
    }

    private Object traced(Object value, String pointer) {
        return switch (value) {
            case Map<?, ?> map -> traced(map, pointer);
            case List<?> list when list.stream().anyMatch(each -> each instanceof Map || each instanceof List) -> {
                List<Object> copy = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    Object each = list.get(i);
                    if (each != null) {
                        copy.add(traced(each, pointer + "/" + i));
                    }
                }
                yield copy;
            }
            default -> {
                fields.add(pointer);
                yield value;
            }
        };
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Reading all of a map reads each of its fields. */
    private final class Watched extends LinkedHashMap<String, Object> {

        private static final long serialVersionUID = 1L;

        private final transient String pointer;

        Watched(String pointer) {
            this.pointer = pointer;
        }

        void keep(String key, Object value) {
            super.put(key, value);
        }

        private void note(Object key) {
            read.add(pointer + "/" + escaped(String.valueOf(key)));
        }

        @Override
        public @Nullable Object get(Object key) {
            note(key);
            return super.get(key);
        }

        @Override
        public Object getOrDefault(Object key, Object other) {
            note(key);
            return super.getOrDefault(key, other);
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            super.keySet().forEach(this::note);
            return super.entrySet();
        }

        @Override
        public Collection<Object> values() {
            super.keySet().forEach(this::note);
            return super.values();
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super Object> action) {
            super.keySet().forEach(this::note);
            super.forEach(action);
        }
    }
}

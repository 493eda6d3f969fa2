package io.crossdock.experience.edi.maps;

import com.dashjoin.jsonata.Jsonata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A JSONata map. Input and output are plain maps, lists and texts. Thread-safe: every evaluation parses its own copy.
 *
 * @param name what a person finds the map by, for instance its file
 * @param source JSONata 2
 */
public record DocumentMap(String name, String source) {

    private static final long TIMEOUT_MS = 20_000;
    /** The engine counts its depth wrongly when arrays are long, so the thread's own stack is the bound. */
    private static final int DEPTH_MAX = Integer.MAX_VALUE;

    /** The map a hub brings along, by its folder in {@code maps}, for instance {@code 850-order}. */
    public static DocumentMap builtIn(String folder) {
        String resource = "/maps/" + folder + "/map.jsonata";
        try (InputStream in = DocumentMap.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new DocumentMap(folder, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Applies the map.
     *
     * @throws MapFailed when the source is wrong, takes longer than 20 s or yields nothing
     */
    public Object apply(Map<String, Object> input) {
        try {
            Jsonata expression = Jsonata.jsonata(source);
            Jsonata.Frame frame = expression.createFrame();
            MapFunctions.bind(frame);
            frame.setRuntimeBounds(TIMEOUT_MS, DEPTH_MAX);
            Object result = expression.evaluate(input, frame);
            if (result == null) {
                throw new MapFailed(name, "it yields nothing");
            }
            return result;
        } catch (MapFailed known) {
            throw known;
        } catch (StackOverflowError endless) {
            throw new MapFailed(name, "it calls itself without end", endless);
        } catch (RuntimeException wrong) {
            // A map is somebody's text: whatever comes out of it is the map's fault, not the hub's.
            throw new MapFailed(name, String.valueOf(wrong.getMessage()), wrong);
        }
    }
}

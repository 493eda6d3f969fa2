package io.crossdock.experience.edi.maps;

import com.dashjoin.jsonata.Jsonata;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.maps.MapVersion;
import java.util.Map;

/**
 * A JSONata map. Input and output are plain maps, lists and texts. Thread-safe: every evaluation parses its own copy.
 *
 * @param name what a person finds the map by, for instance its file
 * @param source JSONata 2
 * @param version as its owner declares it
 */
public record DocumentMap(String name, String source, String version, String owner) {

    private static final long TIMEOUT_MS = 20_000;
    /** The engine counts its depth wrongly when arrays are long, so the thread's own stack is the bound. */
    private static final int DEPTH_MAX = Integer.MAX_VALUE;

    /** One that nobody has given a version. */
    public DocumentMap(String name, String source) {
        this(name, source, MapVersion.UNDECLARED, MapVersion.UNOWNED);
    }

    /** The map a hub brings along, by its folder in {@code maps}, for instance {@code 850-order}. */
    public static DocumentMap builtIn(String folder) {
        return BuiltIn.map(folder);
    }

    static DocumentMap of(Partner.MapFile file) {
        return new DocumentMap(file.file(), file.source(),
                file.version().map(Partner.Label::version).orElse(MapVersion.UNDECLARED),
                file.version().map(Partner.Label::owner).orElse(MapVersion.UNOWNED));
    }

    /** As it was governed. */
    static DocumentMap of(MapVersion map) {
        return new DocumentMap(map.id().startsWith("maps.") ? "maps/" + map.id().substring(5) + ".jsonata" : map.id(),
                map.source(), map.version(), map.owner());
    }

    /** The map as it is governed: {@code maps.buildwell-850} is a file of the landscape. */
    public MapVersion governed() {
        int ending = name.lastIndexOf('.');
        return new MapVersion(name.startsWith("maps/") && ending > 0 ? "maps." + name.substring(5, ending) : name, version,
                owner, source);
    }

    /**
     * Applies the map.
     *
     * @throws MapFailed when the source is wrong, takes longer than 20 s or yields nothing
     */
    public Object apply(Map<String, Object> input) {
        try {
            Jsonata expression = Jsonata.jsonata(source);
            // The walk through all of the input would make every field of it count as read, and finds nothing here.
            expression.setValidateInput(false);
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

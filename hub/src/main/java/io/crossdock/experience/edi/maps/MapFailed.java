package io.crossdock.experience.edi.maps;

/** A map is wrong, or its input is not what it was written for. */
public final class MapFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MapFailed(String map, String reason) {
        super("map " + map + ": " + reason);
    }

    MapFailed(String map, String reason, Throwable cause) {
        super("map " + map + ": " + reason, cause);
    }
}

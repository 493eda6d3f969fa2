package io.crossdock.platform.maps;

import java.util.UUID;

/**
 * What a map is used for.
 *
 * @param story what is read or sent again together: the correlation of a message, {@code effect:…}; empty for none
 * @param part  of it: {@code 850}; empty where there is one only
 */
public record Use(String story, String part) {

    static final Use ONCE = new Use("", "");

    /** An effect is sent as a whole. */
    public static Use of(UUID effect) {
        return new Use("effect:" + effect, "");
    }
}

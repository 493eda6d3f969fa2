package io.crossdock.platform.maps;

import java.util.Locale;

/** With which version of its map something is read or sent again. */
public enum MapChoice {
    /** The one in force. */
    CURRENT,
    /** The one it was first made with, or that was in force when it came. */
    RECORDED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when it is neither */
    public static MapChoice of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}

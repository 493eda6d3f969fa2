package io.crossdock.platform.maps;

import java.util.Locale;
import java.util.UUID;

/** Something that was made with a map. */
public record Produced(Kind kind, UUID id) {

    /** What it is. */
    public enum Kind {
        /** A message that was read. */
        MESSAGE,
        /** A request that was sent. */
        EFFECT,
        /** A document that was written. */
        DOCUMENT;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

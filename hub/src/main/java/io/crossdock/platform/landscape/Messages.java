package io.crossdock.platform.landscape;

import java.util.List;
import java.util.Optional;

/**
 * How a system's messages are to be read.
 *
 * @param ordering what tells which of two of its messages about the same goods is the newer
 * @param partner  the EDI partner under whose identity it sends interchanges
 * @param files    folders in which it leaves files
 */
public record Messages(Ordering ordering, Optional<String> partner, List<FileFeed> files) {

    public static final Messages DEFAULT = new Messages(Ordering.SEQUENCE, Optional.empty(), List.of());

    /** What puts a system's stock messages in order. */
    public enum Ordering {
        /** It numbers the movements of every position: the greater number is the newer. */
        SEQUENCE,
        /** It says when something happened: the later time is the newer. */
        TIMESTAMP,
        /** Nothing does: only differences can be taken, each document once. */
        NONE
    }

    public Messages {
        files = List.copyOf(files);
    }
}

package io.crossdock.system.connectors;

import java.util.Optional;

/** A request to undo something that the same system was asked for before. */
public interface Undoing<R extends Undoing<R>> {

    /** The system's own number of what is to be undone. */
    Optional<String> knownAs();

    /** The same, by the number that the system gave. */
    R knownAs(String number);
}

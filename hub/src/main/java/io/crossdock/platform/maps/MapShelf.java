package io.crossdock.platform.maps;

import java.util.List;

/** The maps of one sort. Found by injection: who adds a sort of map adds one of these. */
public interface MapShelf {

    /** Those in force now. */
    List<GovernedMap> maps();

    /** Applies one of them to an input. Keeps and sends nothing. */
    Trial trial(GovernedMap map, String input);

    /** Whether an output is the expected one, whatever the way it is written. */
    default boolean isSame(String output, String expected) {
        return output.strip().replace("\r\n", "\n").equals(expected.strip().replace("\r\n", "\n"));
    }
}

package io.crossdock.platform.maps;

import java.util.List;

/** What a map makes of an input; nothing is kept of it, and nothing is sent. */
public sealed interface Trial {

    /** @param fields JSON pointers of all fields of the input; @param dropped those that the map did not read */
    record Made(String output, List<String> fields, List<String> dropped) implements Trial {

        public Made {
            fields = List.copyOf(fields);
            dropped = List.copyOf(dropped);
        }
    }

    /** @param why a sentence */
    record Failed(String why) implements Trial {
    }
}

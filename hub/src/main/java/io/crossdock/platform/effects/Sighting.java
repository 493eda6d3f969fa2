package io.crossdock.platform.effects;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a target answers when it is asked whether it has done something. */
public sealed interface Sighting {

    record Found(String reference, JsonNode response) implements Sighting {
    }

    record Absent() implements Sighting {
    }

    /** The target has it more than once. */
    record Several(List<String> references) implements Sighting {
    }

    /** The question was not answered. */
    record Unknown(String reason) implements Sighting {
    }
}

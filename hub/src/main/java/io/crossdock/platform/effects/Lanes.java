package io.crossdock.platform.effects;

import java.util.Map;

/** Which lanes there are; the landscape says. */
public interface Lanes {

    /** Settings by target. Read at every turn, so that a change needs no restart. */
    Map<String, LaneSettings> all();
}

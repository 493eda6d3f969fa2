package io.crossdock.platform.effects;

import java.util.Set;

/**
 * Lanes beside those of the landscape. Each has the settings of a system's lane and a budget of its own, and what is asked
 * for in it never reaches that system: it has a kind that no connector does. Whoever looks after the real lanes is not
 * shown it.
 */
public interface ShadowLanes {

    /** What the target of such a lane begins with; no system's id can. */
    String PREFIX = "shadow:";

    /** Systems that have one now. Asked at every turn of every lane, so it must cost nothing. */
    Set<String> systems();

    static String of(String system) {
        return PREFIX + system;
    }
}

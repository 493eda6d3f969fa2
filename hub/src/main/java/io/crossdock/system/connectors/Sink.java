package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;

/**
 * A role through which something is done to another system. Both calls return within the system's call
 * time-out; neither throws for what the other side does.
 */
public interface Sink<R> extends Role {

    /** What systems of this connector promise about a call whose answer was lost. */
    Promise promise();

    /** What this very system promises; systems of one connector seldom differ. */
    default Promise promise(SystemSettings system) {
        return promise();
    }

    Outcome post(SystemSettings system, R request);

    /** Our own number inside the key of an effect, where a thing may be asked for more than once. */
    default String number(String effectKey) {
        return effectKey;
    }

    /**
     * Asks whether it was done.
     *
     * @param businessKey our own number, as it was given in the request
     */
    Sighting find(SystemSettings system, String businessKey);

    /** The same, where the request is known: what becomes several documents is done when all of them are there. */
    default Sighting find(SystemSettings system, String businessKey, R request) {
        return find(system, businessKey);
    }
}

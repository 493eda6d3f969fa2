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

    /**
     * Asks whether it was done.
     *
     * @param businessKey our own number, as it was given in the request
     */
    Sighting find(SystemSettings system, String businessKey);
}

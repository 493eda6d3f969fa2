package io.crossdock.system.connectors.declared;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Undoing;

/** A deed that undoes another one, by our number or by the system's own. */
abstract class DeclaredUndoing<R extends Undoing<R>> extends DeclaredSink<R> {

    DeclaredUndoing(String operation, DeclaredCalls calls) {
        super(operation, calls);
    }

    /** What has no number there was never done there, and trying again gives it none: the lane does not wait for it. */
    @Override
    public Outcome post(SystemSettings system, R request) {
        return request.knownAs().isEmpty() && !canBeSaid(system, request) && canBeSaid(system, request.knownAs("1"))
                ? new Outcome.Refused("no-number", "It is not known by which number " + system.id()
                        + " has what is to be undone, and its connector names it by that alone.")
                : super.post(system, request);
    }
}

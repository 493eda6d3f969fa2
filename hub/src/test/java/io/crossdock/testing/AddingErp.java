package io.crossdock.testing;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.OrderAmendment;

/** Says that lines can be added to its orders, or that they cannot; nothing is posted to it. */
public final class AddingErp implements AmendSink {

    private volatile boolean adds = true;

    public void adds(boolean nowAdding) {
        adds = nowAdding;
    }

    @Override
    public String connector() {
        return "estate";
    }

    @Override
    public boolean adds(SystemSettings system) {
        return adds;
    }

    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings system, OrderAmendment amendment) {
        return new Outcome.Failed("nothing is posted here");
    }

    @Override
    public Sighting find(SystemSettings system, String key) {
        return new Sighting.Unknown("it is not asked");
    }
}

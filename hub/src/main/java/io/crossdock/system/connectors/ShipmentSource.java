package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import java.time.Duration;
import java.time.Instant;

/** Tells what becomes of legs at a warehouse or a supplier that does not call, but is asked. */
public interface ShipmentSource extends Role {

    /**
     * One page of what was changed, and may be told again; throws {@link SystemUnavailable} when it does not answer. Of one
     * leg the earlier step comes first.
     */
    Page<Step> steps(SystemSettings system, Asking asking);

    /** What was changed this long before the last change that was seen is asked for again. */
    default Duration overlap(SystemSettings warehouse) {
        return Duration.ofMinutes(1);
    }

    /**
     * What was done about a leg.
     *
     * @param key   the same whenever it is told
     * @param leg   our leg number
     * @param event JSON, an event as {@code POST /warehouse/v1/events} or {@code POST /supplier/v1/events} takes it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Step(String key, String leg, Instant changedAt, byte[] event) {
    }
}

package io.crossdock.system.connectors;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;

/** Understands the messages of one carrier. Pure: no call is made, nothing is kept. */
public interface CarrierTranslator extends Role {

    /** @param contentType media type as it was sent; may be empty */
    Translation translate(SystemSettings carrier, String contentType, byte[] message);

    /** What a message says. */
    sealed interface Translation {

        /** @param events in the order of the message, at least one */
        record Understood(List<CarrierEvent> events) implements Translation {

            public Understood {
                events = List.copyOf(events);
            }
        }

        /** @param faults everything that keeps the message from being understood, at least one */
        record Unreadable(List<Fault> faults) implements Translation {

            public Unreadable {
                faults = List.copyOf(faults);
            }
        }
    }
}

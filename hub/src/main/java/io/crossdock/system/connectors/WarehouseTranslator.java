package io.crossdock.system.connectors;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;

/** Understands the messages of one warehouse that has words of its own. Pure: no call is made, nothing is kept. */
public interface WarehouseTranslator extends Role {

    /** @param message as it was sent */
    Translation translate(SystemSettings warehouse, byte[] message);

    /** What a message says. */
    sealed interface Translation {

        /** @param event JSON, an event as {@code POST /warehouse/v1/events} takes it */
        @SuppressWarnings("ArrayRecordComponent")
        record Understood(byte[] event) implements Translation {
        }

        /** @param faults everything that keeps the message from being understood, at least one */
        record Unreadable(List<Fault> faults) implements Translation {

            public Unreadable {
                faults = List.copyOf(faults);
            }
        }
    }
}

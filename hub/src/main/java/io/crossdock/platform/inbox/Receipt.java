package io.crossdock.platform.inbox;

import java.util.UUID;

/** What the inbox says of a message at the door. */
public sealed interface Receipt {

    /** Seen for the first time and kept. */
    record New(UUID id) implements Receipt {
    }

    /** The same message again: whatever was answered then is the answer now. */
    record Seen(Message message) implements Receipt {
    }

    /** The key was used before for another payload; the new payload is kept aside and will not be processed. */
    record Conflict(UUID id) implements Receipt {
    }
}

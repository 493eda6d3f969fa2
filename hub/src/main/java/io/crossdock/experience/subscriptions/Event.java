package io.crossdock.experience.subscriptions;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.journal.Fact;
import java.util.Locale;

/**
 * Something that a subscriber may be told.
 *
 * @param fact the fact it tells of
 * @param data what it says
 */
record Event(EventType type, Fact fact, AccountId account, EventData data) {

    /** The same for the same event, however often it is delivered: {@code webhook-id}. */
    String id() {
        return "evt_" + fact.position() + "_" + type.name().toLowerCase(Locale.ROOT);
    }
}

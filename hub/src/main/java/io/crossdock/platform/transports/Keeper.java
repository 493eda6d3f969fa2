package io.crossdock.platform.transports;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Inlet;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts what was fetched into the inbox, all of it or nothing. */
@Component
class Keeper {

    private final Inbox inbox;
    private final Journal journal;
    private final Clock clock;

    Keeper(Inbox inbox, Journal journal, Clock clock) {
        this.inbox = inbox;
        this.journal = journal;
        this.clock = clock;
    }

    /** @return how many are new */
    @Transactional
    int keep(Inlet inlet, List<Parcel> parcels) {
        int fresh = 0;
        // In one order by key: two hubs that were handed the same messages never wait in a circle.
        for (Parcel parcel : parcels.stream().sorted(Comparator.comparing(Parcel::key)).toList()) {
            String key = inlet.source() + ":" + parcel.group().orElse(parcel.key());
            Receipt receipt = inbox.receive(new Incoming(inlet.source(), parcel.key(), parcel.contentType(),
                    parcel.content(), Origin.start(Ids.at(clock.instant()).toString(), inlet.source())), key);
            fresh += receipt instanceof Receipt.New ? 1 : 0;
        }
        return fresh;
    }

    /** Messages that wait to be digested, but for those that wait for a person; at most {@code most}. */
    int backlog(int most) {
        int parked = journal.parkedOf(Inbox.RECEIVED);
        return Math.max(0, inbox.waiting(most + parked) - parked);
    }
}

package io.crossdock.platform.transports;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Inlet;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what came in an envelope, and its nonce with it: a message that was not kept may come again as it was. */
@Component
class SoapIntake {

    private final Inbox inbox;
    private final TransportStore store;
    private final Clock clock;

    SoapIntake(Inbox inbox, TransportStore store, Clock clock) {
        this.inbox = inbox;
        this.store = store;
        this.clock = clock;
    }

    /** What became of it. */
    sealed interface Kept {

        record New() implements Kept {
        }

        record Before() implements Kept {
        }

        /** The same id with another content. */
        record Conflict() implements Kept {
        }

        /** The token was used before: somebody may have listened. */
        record Replayed() implements Kept {
        }
    }

    @Transactional
    Kept keep(Inlet inlet, Parcel parcel, Optional<String> nonce) {
        Instant now = clock.instant();
        // A token is believed until its time is too far back; its time may lie as far ahead.
        if (nonce.isPresent() && !store.useNonce(inlet.id(), nonce.get(), now, now.plus(SoapToken.FRESH.multipliedBy(2)))) {
            return new Kept.Replayed();
        }
        Receipt receipt = inbox.receive(new Incoming(inlet.source(), parcel.key(), parcel.contentType(), parcel.content(),
                Origin.start(Ids.at(now).toString(), inlet.source())), inlet.source() + ":" + parcel.key());
        return switch (receipt) {
            case Receipt.New _ -> new Kept.New();
            case Receipt.Seen _ -> new Kept.Before();
            case Receipt.Conflict _ -> new Kept.Conflict();
        };
    }
}

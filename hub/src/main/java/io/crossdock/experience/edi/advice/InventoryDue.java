package io.crossdock.experience.edi.advice;

import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.promising.Listings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks for advices when their time has come; of several replicas one does. */
@Component
class InventoryDue {

    private final AdviceStore store;
    private final Listings listings;
    private final Journal journal;
    private final Clock clock;

    InventoryDue(AdviceStore store, Listings listings, Journal journal, Clock clock) {
        this.store = store;
        this.listings = listings;
        this.journal = journal;
        this.clock = clock;
    }

    /** The facts of one partner's advices are handled in order. */
    static String key(String partner) {
        return "edi:inventory:" + partner;
    }

    /** Writes down that an advice is due, if it is; empty also while nothing has been reckoned yet. */
    @Transactional
    Optional<Due> ask(Partner partner, Partner.Inventory wanted, ZoneId zone) {
        if (listings.after(wanted.channel(), 0, 1).items().isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Due> due = store.ask(partner.id(), now, last(wanted.full(), zone, now),
                wanted.every().map(now::minus).orElse(Instant.EPOCH));
        due.ifPresent(asked -> journal.append(new NewFact(Due.FACT, partner.id(), key(partner.id()),
                Origin.start(Correlation.begin(now).id(), "hub"), 1, asked)));
        return due;
    }

    /** The last time the clock on the wall showed this. */
    static Instant last(LocalTime time, ZoneId zone, Instant now) {
        ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(time).atZone(zone);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }
}

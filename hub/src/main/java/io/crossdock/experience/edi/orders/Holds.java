package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.orders.EdiOrders.Surroundings;
import io.crossdock.experience.edi.orders.HoldStore.Held;
import io.crossdock.experience.edi.orders.OrderCheck.Result;
import io.crossdock.experience.edi.orders.OrderCheck.Unknowns;
import io.crossdock.experience.edi.orders.OrderIntake.Reading;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Meanings;
import io.crossdock.system.catalog.References;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Orders that only a missing reference keeps from being taken: held, looked at again, refused when their time is over. */
@Component
class Holds {

    static final String HELD = "edi.order_held";
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private final HoldStore store;
    private final OrderIntake intake;
    private final Ledger ledger;
    private final References references;
    private final Surroundings surroundings;

    /** Where it is found and said. */
    @Component("edi-hold-ledger")
    record Ledger(ReceivedSets sets, Journal journal) {
    }

    Holds(HoldStore store, OrderIntake intake, Ledger ledger, References references, Surroundings surroundings) {
        this.store = store;
        this.intake = intake;
        this.ledger = ledger;
        this.references = references;
        this.surroundings = surroundings;
    }

    /** What {@link #HELD} says. @param because what is missing, in sentences. @param until then it is refused */
    record HeldFact(UUID set, String partner, String reference, List<String> because, Instant until) {
    }

    /** What came of looking at a held order. */
    enum Look {
        WENT_ON,
        STILL_HELD,
        /** Nobody holds it any more. */
        GONE
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Reading reading, List<Missing> missing, Duration limit, Fact fact) {
        ReceivedSet set = reading.set();
        Instant now = surroundings.clock().instant();
        String currency = reading.order().currency()
                .orElse(surroundings.landscapes().current().currency().getCurrencyCode());
        Held held = new Held(set.id(), set.partner(), set.reference(), fact.position(), now, now.plus(limit),
                reading.worth(), reading.worth().map(worth -> currency));
        intake.held(reading);
        store.hold(held, missing);
        ledger.journal().append(new NewFact(HELD, set.reference(), fact.key(), fact.cause("hub"), 1, new HeldFact(set.id(),
                set.partner(), set.reference(), missing.stream().map(Missing::says).distinct().toList(), held.until())));
    }

    /** Lets a held order go on if it lacks nothing by these meanings. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Look look(UUID set, Meanings meanings, String who) {
        Instant now = surroundings.clock().instant();
        return store.lock(set).map(held -> look(held, meanings, now, who)).orElse(Look.GONE);
    }

    private Look look(Held held, Meanings meanings, Instant now, String who) {
        Optional<Reading> reading = reading(held, meanings, Unknowns.TOLD_APART);
        List<Missing> missing = reading.map(Reading::result).map(result -> result instanceof Result.Lacking lacking
                ? lacking.missing() : List.<Missing>of()).orElse(List.of());
        if (reading.isPresent() && missing.isEmpty()) {
            goOn(held, reading.get(), who);
            return Look.WENT_ON;
        }
        store.lookedAt(held.set(), missing, now);
        return Look.STILL_HELD;
    }

    private void goOn(Held held, Reading reading, String who) {
        store.release(held.set());
        intake.goOn(reading, new Origin(reading.set().correlation(), Optional.of(held.fact()), who, Optional.empty()));
    }

    /** How a held order would be read. */
    Optional<Reading> reading(Held held, Meanings meanings, Unknowns unknowns) {
        Optional<Partner> partner = surroundings.landscapes().current().partner(held.partner())
                .filter(each -> each.account().isPresent());
        try {
            return partner.flatMap(known -> ledger.sets().set(held.set())
                    .map(set -> intake.read(set, known, meanings, unknowns)));
        } catch (DataAccessException away) {
            throw away;
        } catch (RuntimeException unreadable) {
            // One that cannot be read any more, for its map has changed, holds up nobody else.
            LOG.warn("{} of {} stays held: {}", held.reference(), held.partner(), unreadable.toString());
            return Optional.empty();
        }
    }

    /** Whether anything can be called unknown yet. */
    boolean isReady() {
        return intake.isReady();
    }

    /**
     * Lets a held order go on if it lacks nothing any more, or refuses it if its time is over.
     *
     * @param now of the whole look: an order whose time ends during it must not count as looked at after that
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void turn(Held held, Instant now) {
        if (look(held, references, now, "hub") == Look.STILL_HELD && !held.until().isAfter(now)) {
            refuse(held);
        }
    }

    /** Its time is over: the partner is told what nobody knew. */
    private void refuse(Held held) {
        Optional<Reading> reading = reading(held, references, Unknowns.FAULTS);
        if (reading.isEmpty()) {
            LOG.warn("{} of {} can be neither taken nor refused: its partner's profile or map has changed",
                    held.reference(), held.partner());
            return;
        }
        goOn(held, reading.get(), "hub");
    }
}

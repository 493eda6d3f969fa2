package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.transports.TransportStore.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from one source until it is ended: asks how much waits, fetches some, keeps them in one transaction, and only
 * then lets the other side forget them. Whatever breaks in between, it hands them over again, and the inbox knows them.
 */
final class InletRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(InletRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration WHILE_FULL = Duration.ofMillis(500);
    private static final Duration NOTED_EVERY = Duration.ofSeconds(5);
    /** Longer than any look may take: call time-outs are shorter. */
    private static final Duration TURN = Duration.ofMinutes(2);

    private final Inlet inlet;
    private final InletWork work;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Pause pause = new Pause(end);
    private Optional<Line> line = Optional.empty();
    private Look noted = new Look(Instant.EPOCH, 0, Optional.empty(), Optional.empty());
    private int taken;

    /** What every run needs. @param node name of this process */
    record InletWork(Lines lines, Keeper keeper, TransportStore store, String node, Clock clock) {
    }

    InletRun(Inlet inlet, InletWork work) {
        this.inlet = inlet;
        this.work = work;
    }

    Inlet inlet() {
        return inlet;
    }

    void end() {
        end.countDown();
    }

    @Override
    public void run() {
        try {
            while (end.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
                look();
            }
        } finally {
            hangUp();
            endTurn();
        }
    }

    private void look() {
        try {
            Duration rest = round();
            pause.well();
            if (!rest.isZero()) {
                pause.rest(rest);
            }
        } catch (TransportTrouble trouble) {
            failed(trouble.code(), trouble.sentence(), trouble);
        } catch (RuntimeException failure) {
            failed("look-broken", "What came from " + inlet.place() + " could not be kept: "
                    + TransportTrouble.said(failure) + ".", failure);
        }
    }

    /** @return how long to leave it alone */
    private Duration round() throws TransportTrouble {
        if (work.keeper().backlog(inlet.backlog()) >= inlet.backlog()) {
            note(noted.fullSince().or(() -> Optional.of(work.clock().instant())), Optional.empty());
            return WHILE_FULL;
        }
        Line open = open();
        if (open.isShared() && !work.store().takeTurn(inlet.id(), work.node(), work.clock().instant(), TURN)) {
            note(Optional.empty(), Optional.empty());
            return open.pause();
        }
        List<Parcel> parcels = open.fetch(inlet.prefetch(), PATIENCE);
        if (!parcels.isEmpty()) {
            taken += work.keeper().keep(inlet, parcels);
            open.kept();
        }
        note(Optional.empty(), Optional.empty());
        return parcels.isEmpty() ? open.pause() : Duration.ZERO;
    }

    private Line open() throws TransportTrouble {
        if (line.isEmpty()) {
            line = Optional.of(work.lines().open(inlet));
            LOG.info("messages are fetched from {} as {}", inlet.place(), inlet.id());
        }
        return line.get();
    }

    private void hangUp() {
        line.ifPresent(Line::close);
        line = Optional.empty();
    }

    private void failed(String code, String sentence, Exception failure) {
        if (end.getCount() == 0) {
            return;
        }
        hangUp();
        if (noted.failure().filter(known -> known.code().equals(code)).isEmpty()) {
            LOG.warn("{} cannot be fetched from: {}", inlet.id(), sentence, failure);
        }
        try {
            note(Optional.empty(), Optional.of(new Look.Failure(noted.failure().map(Look.Failure::since)
                    .orElseGet(work.clock()::instant), code, sentence)));
        } catch (RuntimeException unnoted) {
            LOG.warn("how the look at {} went could not be noted", inlet.id(), unnoted);
        }
        pause.afterFailure();
    }

    /** What stays as it is is noted every few seconds only. */
    private void note(Optional<Instant> full, Optional<Look.Failure> failure) {
        Instant now = work.clock().instant();
        boolean same = noted.fullSince().isPresent() == full.isPresent() && noted.failure().equals(failure)
                && now.isBefore(noted.at().plus(NOTED_EVERY));
        if (!same) {
            Look look = new Look(now, taken, full, failure);
            work.store().note(inlet.id(), work.node(), look);
            taken = 0;
            noted = look;
        }
    }

    private void endTurn() {
        try {
            work.store().endTurn(inlet.id(), work.node());
        } catch (RuntimeException unended) {
            LOG.debug("the turn at {} ends by itself", inlet.id(), unended);
        }
    }
}

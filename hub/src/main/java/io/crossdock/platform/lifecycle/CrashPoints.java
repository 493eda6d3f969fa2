package io.crossdock.platform.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where a drill may have the process die as by {@code kill -9}. {@code crossdock.drills.crash} names a place and
 * how often it is passed before, such as {@code after-call:7}; without it nothing ever happens here. Thread-safe.
 */
@Component
public class CrashPoints {

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoints.class);
    private static final int KILLED = 137;
    private static final Pattern FORM = Pattern.compile("([a-z-]+):([0-9]{1,6})");

    /** The places: at each border between what is in a ledger and what is not. */
    public enum Point {
        /** A message has come; the inbox does not know it. */
        BEFORE_KEEP,
        /** It is in the inbox, in a transaction that is not committed. */
        AFTER_KEEP,
        /** It is in the inbox; its sender has no answer. */
        BEFORE_ANSWER,
        /** A subscription is about to take the lock of its cursors. */
        BEFORE_CLAIM,
        /** It has the lock, and facts to handle. */
        AFTER_CLAIM,
        /** They are handled; the cursors are where they were, and nothing is committed. */
        BEFORE_ADVANCE,
        /** The cursors have moved, in a transaction that is not committed. */
        AFTER_ADVANCE,
        /** The call is in the ledger as under way; the target knows nothing of it. */
        BEFORE_CALL,
        /** The target has answered; the ledger does not know it. */
        AFTER_CALL,
        /** The ledger knows the answer, and so does everybody who reads it. */
        AFTER_OUTCOME,
        /** A transaction has written what it had to, be it of the inbox, of a cursor or of effects, and is lost. */
        BEFORE_COMMIT,
        /** A transaction is kept, and nobody was told: no sender, no buyer, no other thread. */
        AFTER_COMMIT;

        /** Its name for people and properties. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Optional<Point> deadly;
    private final AtomicInteger left;
    private final Runnable death;

    @Autowired
    CrashPoints(@Value("${crossdock.drills.crash:}") String crash) {
        this(crash, () -> Runtime.getRuntime().halt(KILLED));
    }

    CrashPoints(String crash, Runnable death) {
        this.death = death;
        if (crash.isEmpty()) {
            deadly = Optional.empty();
            left = new AtomicInteger();
            return;
        }
        Matcher words = FORM.matcher(crash);
        deadly = Arrays.stream(Point.values()).filter(point -> words.matches() && point.word().equals(words.group(1)))
                .findFirst();
        if (deadly.isEmpty()) {
            throw new IllegalArgumentException("crossdock.drills.crash must be PLACE:N with one of " + Arrays
                    .stream(Point.values()).map(Point::word).collect(Collectors.joining(", ")) + ", not " + crash);
        }
        left = new AtomicInteger(Integer.parseInt(words.group(2)));
        LOG.warn("this is a drill: the process dies at {}", crash);
    }

    /** Nobody ever dies. */
    public static CrashPoints none() {
        return new CrashPoints("");
    }

    /** Whether a drill waits for one of some places. */
    boolean waitsFor(Set<Point> points) {
        return deadly.filter(points::contains).isPresent();
    }

    /** Returns, unless a drill says otherwise. */
    public void reach(Point point) {
        if (deadly.isPresent() && deadly.get() == point && left.getAndDecrement() == 0) {
            death.run();
        }
    }
}

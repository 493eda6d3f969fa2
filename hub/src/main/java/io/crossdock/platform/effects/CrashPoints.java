package io.crossdock.platform.effects;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where a drill may have the process die as by {@code kill -9}. {@code crossdock.drills.crash} names a place and
 * how often it is passed before, such as {@code after-call:7}; without it nothing ever happens here.
 */
@Component
class CrashPoints {

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoints.class);
    private static final int KILLED = 137;

    /** The places. */
    enum Point {
        /** The call is in the ledger as under way; the target knows nothing of it. */
        BEFORE_CALL,
        /** The target has answered; the ledger does not know it. */
        AFTER_CALL;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final String place;
    private final AtomicInteger left;

    CrashPoints(@Value("${crossdock.drills.crash:}") String crash) {
        String[] words = crash.split(":", -1);
        place = words[0];
        left = new AtomicInteger(words.length == 2 ? Integer.parseInt(words[1]) : 0);
        if (!place.isEmpty()) {
            LOG.warn("this is a drill: the process dies at {}", crash);
        }
    }

    void reach(Point point) {
        if (!place.isEmpty() && place.equals(point.word()) && left.getAndDecrement() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

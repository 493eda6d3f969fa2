package io.crossdock.platform.effects;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern FORM = Pattern.compile("([a-z-]+):([0-9]{1,6})");

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

    private final Optional<Point> deadly;
    private final AtomicInteger left;

    CrashPoints(@Value("${crossdock.drills.crash:}") String crash) {
        if (crash.isEmpty()) {
            deadly = Optional.empty();
            left = new AtomicInteger();
            return;
        }
        Matcher words = FORM.matcher(crash);
        deadly = Arrays.stream(Point.values()).filter(point -> words.matches() && point.word().equals(words.group(1)))
                .findFirst();
        if (deadly.isEmpty()) {
            throw new IllegalArgumentException("crossdock.drills.crash must be before-call:N or after-call:N, not "
                    + crash);
        }
        left = new AtomicInteger(Integer.parseInt(words.group(2)));
        LOG.warn("this is a drill: the process dies at {}", crash);
    }

    void reach(Point point) {
        if (deadly.isPresent() && deadly.get() == point && left.getAndDecrement() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

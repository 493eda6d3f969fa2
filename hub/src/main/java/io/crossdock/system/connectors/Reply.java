package io.crossdock.system.connectors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of one HTTP call. */
public sealed interface Reply {

    /**
     * A whole answer, whatever it says.
     *
     * @param retryAfter how long the system asks to be left alone ({@code RFC 9110 §10.2.3})
     * @param links      its {@code Link} headers ({@code RFC 8288}), as they came
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(int status, Optional<Duration> retryAfter, byte[] body, List<String> links) implements Reply {

        public Answered {
            links = List.copyOf(links);
        }

        public Answered(int status, Optional<Duration> retryAfter, byte[] body) {
            this(status, retryAfter, body, List.of());
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Nothing can have reached the system.
     *
     * @param retryAfter how long to leave it alone, where whoever lets us in said so
     */
    record NotSent(String why, Optional<Duration> retryAfter) implements Reply {

        public NotSent(String why) {
            this(why, Optional.empty());
        }
    }

    /** The request may have reached the system; its answer did not come, or not whole. */
    record Lost(String why) implements Reply {
    }
}

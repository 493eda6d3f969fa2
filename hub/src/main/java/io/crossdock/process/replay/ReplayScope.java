package io.crossdock.process.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is to be replayed. */
public sealed interface ReplayScope {

    /** In words: {@code order SO-100001}. */
    String says();

    /** A message and what it led to. */
    record OfMessage(UUID message) implements ReplayScope {
        @Override
        public String says() {
            return "message " + message;
        }
    }

    /** What was done for an order, whatever it was done to. */
    record OfOrder(String order) implements ReplayScope {
        @Override
        public String says() {
            return "order " + order;
        }
    }

    /** What did not come through to a system. */
    record OfSystem(String system) implements ReplayScope {
        @Override
        public String says() {
            return "system " + system;
        }
    }

    /** What was asked for in a time, of one system or of all; {@code to} is exclusive. */
    record OfWindow(Instant from, Instant to, Optional<String> system) implements ReplayScope {
        @Override
        public String says() {
            return from + " to " + to + system.map(each -> ", system " + each).orElse("");
        }
    }
}

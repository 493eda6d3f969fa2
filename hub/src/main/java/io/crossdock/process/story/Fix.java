package io.crossdock.process.story;

import java.util.UUID;

/** What a person can do about an exception. */
public sealed interface Fix {

    /** What the button says. */
    String label();

    /** What will happen, before it happens. */
    String consequence();

    /** Lets it be sent again. */
    record Resend(UUID effect, String consequence) implements Fix {
        @Override
        public String label() {
            return "Send again";
        }
    }

    /** It is done: somebody has seen it at the target and has its number. */
    record Confirm(UUID effect, String consequence) implements Fix {
        @Override
        public String label() {
            return "It is done: enter its number";
        }
    }

    /** It shall not be done. */
    record Skip(UUID effect, String consequence) implements Fix {
        @Override
        public String label() {
            return "Do not do it";
        }
    }

    /** Takes the other system's word: its count of a position, or how far it says a shipment is. */
    record TakeTheirs(UUID drift, String system, String consequence) implements Fix {
        @Override
        public String label() {
            return "Take the word of " + system;
        }
    }

    /** Has both sides say the same again, by an effect of its own. */
    record Mend(UUID drift, String label, String consequence) implements Fix {
    }

    /** Ours holds until the other system says something else. */
    record KeepOurs(UUID drift, String consequence) implements Fix {
        @Override
        public String label() {
            return "Keep ours, have them look again";
        }
    }

    /** Looks at a risky change of master data, and decides. */
    record Review(UUID change, String consequence) implements Fix {
        @Override
        public String label() {
            return "Look and decide";
        }
    }

    /** Lets a parked fact be digested again. */
    record Release(String subscription, long position, String consequence) implements Fix {
        @Override
        public String label() {
            return "Try again";
        }
    }

    /** Lets a paused system take calls again. */
    record Resume(String target, String consequence) implements Fix {
        @Override
        public String label() {
            return "Resume";
        }
    }
}

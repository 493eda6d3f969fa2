package io.crossdock.process.repairs;

import io.crossdock.canonical.Fault;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A way to mend a cause. {@link Repairs} finds every remedy by injection, shows what it proposes, and applies what was
 * approved, step by step.
 */
public interface Remedy {

    /** Stable: {@code refer-item}. */
    String name();

    /** What the button says. */
    String label();

    /**
     * Whether it can mend that cause.
     *
     * @param cluster as {@link OpenException#cause()} has it
     * @param members what is open of it
     */
    boolean mends(String cluster, List<OpenException> members);

    /** Whether it is for one at a time: of several, somebody has to say which. */
    default boolean forOne() {
        return false;
    }

    /** What a person has to enter. */
    List<Field> fields(String cluster);

    /** Looks what would happen. Runs outside of a transaction and changes nothing. */
    Proposal propose(Wish wish);

    /** Does one step, in a transaction; whoever throws has changed nothing. */
    After apply(Approved approved, Step step);

    /**
     * Makes what was tried on some hold from now on; in the transaction of the first steps after everything was approved.
     *
     * @return what it is known by when it is taken back; empty when there is nothing to take back
     */
    default Optional<String> settle(Approved approved) {
        return Optional.empty();
    }

    /** Takes back what {@link #settle} did, in a transaction; false if it does not hold any more. */
    default boolean undo(Approved approved, String settled) {
        return false;
    }

    /** Something to enter. @param choices when one of some is wanted; empty: free text */
    record Field(String name, String label, String hint, boolean required, List<String> choices) {

        public Field {
            choices = List.copyOf(choices);
        }
    }

    /**
     * What somebody wants.
     *
     * @param values by the names of fields
     * @param only   subjects; empty: all of the cluster
     */
    record Wish(String cluster, Map<String, String> values, List<String> only) {

        public Wish {
            values = Map.copyOf(values);
            only = List.copyOf(only);
        }

        public String value(String field) {
            return values.getOrDefault(field, "").strip();
        }

        public boolean wants(String subject) {
            return only.isEmpty() || only.contains(subject);
        }
    }

    /** What would happen. */
    sealed interface Proposal {

        /** What was entered cannot be right; pointers are {@code /values/} and the field. */
        record Refused(List<Fault> faults) implements Proposal {
        }

        /**
         * @param says    what changes, in a sentence or two
         * @param wayBack how it can be taken back; empty: it cannot
         */
        record Steps(String says, Optional<String> wayBack, List<Step> steps) implements Proposal {
        }
    }

    /** What becomes of one. */
    enum Fate {
        /** It goes on. */
        MENDED,
        /** It goes on, and somebody will say no. */
        REFUSED,
        /** It still waits. */
        UNCHANGED
    }

    /**
     * One step.
     *
     * @param subject what it is done to; unique in a plan
     * @param what    how people call that
     * @param now     how it is
     * @param becomes what becomes of it
     * @param digest  of what the step would do: another one when it would do something else
     */
    record Step(String subject, String what, String now, String becomes, Fate fate, String digest) {
    }

    /** What somebody has approved. */
    record Approved(UUID plan, Wish wish, String who, String why) {
    }

    /** What came of a step. */
    sealed interface After {

        /** @param says how it is now */
        record Done(String says) implements After {
        }

        /** It was mended or decided otherwise in the meantime. */
        record Gone(String says) implements After {
        }

        /** It would do something else by now; somebody has to look again. */
        record Changed(String says) implements After {
        }
    }
}

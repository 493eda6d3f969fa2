package io.crossdock.process.oversight;

import java.util.Optional;

/**
 * Something that holds at every instant, as one question to the database.
 *
 * <p>The question answers with what breaks it: {@code subject}, the business number it is about; {@code order_number}, where
 * there is one; {@code says}, what is the matter. It looks at all that is open, which is bounded by the work at hand; at
 * the subjects in {@code :again} (a JSON array), which were broken when last looked at; and, of what is closed, at those
 * after {@code :after} and up to {@code :until}. So a look costs the same however long the history is, and every look comes
 * further through it.
 *
 * @param name     stable: {@code positions-are-the-sum-of-their-movements}
 * @param sentence what holds, for people
 * @param owner    the domain that answers for it
 * @param breaches the question; may use {@code :after}, {@code :until}, {@code :again}, {@code :now} and
 *                 {@code :readers}, the subscriptions of this process with the types they want
 * @param history  the subjects after {@code :after} in order, at most {@code :most}; empty when all of it is always open
 * @param carried  what is kept for the next look when nothing is broken
 */
public record Invariant(String name, String sentence, String owner, String breaches, Optional<String> history,
        Optional<String> carried) {

    Invariant(String name, String sentence, String owner, String breaches) {
        this(name, sentence, owner, breaches, Optional.empty(), Optional.empty());
    }

    Invariant walking(String subjects) {
        return new Invariant(name, sentence, owner, breaches, Optional.of(subjects), carried);
    }

    Invariant carrying(String kept) {
        return new Invariant(name, sentence, owner, breaches, history, Optional.of(kept));
    }
}

package io.crossdock.platform.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Facts that are handled together in one transaction, in their order. */
public final class Batch {

    private final List<Fact> facts;
    private final Map<Fact, Indigestible> givenBack = new LinkedHashMap<>();
    /** By key the position from which on nothing of it is handled. */
    private final Map<String, Long> stuck = new HashMap<>();

    private Batch(List<Fact> facts) {
        this.facts = List.copyOf(facts);
    }

    public static Batch of(List<Fact> facts) {
        return new Batch(facts);
    }

    /**
     * Handles one fact as a batch of one.
     *
     * @throws Indigestible if it is given back
     */
    public static void alone(Fact fact, FactHandler handler) {
        Batch batch = new Batch(List.of(fact));
        handler.handleAll(batch);
        for (Indigestible why : batch.givenBack.values()) {
            throw why;
        }
    }

    public List<Fact> facts() {
        return facts;
    }

    /** Gives a fact back for which nothing was written; what comes after it on its key is left alone, too. */
    public void giveBack(Fact fact, Indigestible why) {
        givenBack.put(fact, why);
        stuck.merge(fact.key(), fact.position(), Math::min);
    }

    /** What can be made of the facts; those of which nothing can are given back. */
    public <T> List<T> each(Function<Fact, T> reading) {
        List<T> read = new ArrayList<>();
        for (Fact fact : facts) {
            if (!isStuck(fact)) {
                try {
                    read.add(reading.apply(fact));
                } catch (Indigestible why) {
                    giveBack(fact, why);
                }
            }
        }
        return read;
    }

    /** Whether it, or a fact before it on its key, was given back. */
    public boolean isStuck(Fact fact) {
        return fact.position() >= stuck.getOrDefault(fact.key(), Long.MAX_VALUE);
    }

    /** Why a fact is the one that its key is stuck at. */
    Optional<Indigestible> why(Fact fact) {
        return Optional.ofNullable(stuck.get(fact.key())).filter(position -> position == fact.position())
                .map(position -> givenBack.get(fact));
    }
}

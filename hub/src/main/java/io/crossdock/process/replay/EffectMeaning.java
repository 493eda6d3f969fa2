package io.crossdock.process.replay;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.journal.NewFact.Origin;
import java.util.Optional;
import java.util.Set;

/**
 * What a replay has to know of one kind of effect. Found by injection; whoever adds a kind of effect whose meaning can
 * pass adds one of these.
 */
public interface EffectMeaning {

    /** {@code order.post}. */
    String kind();

    /**
     * Facts on the effect's ordering key, about its business key or about the whole order, that make it wrong to do the
     * effect once they are newer than it.
     */
    Set<String> fencedBy();

    /** Those of them that make it wrong that the effect has been done: it has to be undone. */
    Set<String> contradictedBy();

    /** The effect that undoes this one; empty when a person has to do that by hand. */
    default Optional<NewEffect> compensation(Effect effect, Origin origin) {
        return Optional.empty();
    }
}

package io.crossdock.platform.stewardship;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a room makes of a row that its source has sent, or sends no more.
 *
 * @param key of the row in its feed
 * @param name for people, such as the item's description
 * @param received the row as the source has it; empty when it is gone there
 * @param passes the row as it may take effect now: whole, with its risky part as it was, or not at all
 * @param held what must wait; empty: nothing
 * @param subjects what it shares with other rows, such as a barcode that moves: they are decided together
 * @param keeps keys of rows that must stay as long as this one is held
 */
public record Judgement<R>(String key, String name, Optional<R> received, Optional<R> passes, List<Difference> held,
        Set<String> subjects, Set<String> keeps) {

    public Judgement {
        held = Difference.sorted(held);
        subjects = Set.copyOf(subjects);
        keeps = Set.copyOf(keeps);
    }

    /** Nothing about it is risky. */
    public static <R> Judgement<R> harmless(String key, String name, R row) {
        return new Judgement<>(key, name, Optional.of(row), Optional.of(row), List.of(), Set.of(), Set.of());
    }

    /** It is gone at its source, and stays here. */
    public static <R> Judgement<R> gone(String key, String name, Difference difference) {
        return new Judgement<>(key, name, Optional.empty(), Optional.empty(), List.of(difference), Set.of(), Set.of());
    }

    String digest() {
        return Difference.digest(held);
    }
}

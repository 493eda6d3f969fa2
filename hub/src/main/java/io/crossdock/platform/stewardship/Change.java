package io.crossdock.platform.stewardship;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A risky change.
 *
 * @param feed {@code catalog.items}
 * @param key of the row
 * @param name of the row, for people
 * @param digest of the differences: whoever decides says with it what was seen
 * @param subjects what it shares with other changes; those that share one are decided together
 * @param since first held
 * @param changedAt the source last said something else
 */
public record Change(UUID id, String feed, String key, String name, State state, List<Difference> differences,
        String digest, Set<String> subjects, Instant since, Instant changedAt, Optional<Decision> decision) {

    /** How it stands. */
    public enum State {
        OPEN,
        APPROVED,
        /** Not asked about again until the source says something else. */
        DECLINED,
        /** The source took it back, or said something else before anybody decided. */
        WITHDRAWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who decided, when and why. */
    public record Decision(String by, Instant at, String reason) {
    }

    public Change {
        differences = List.copyOf(differences);
        subjects = Set.copyOf(subjects);
    }
}

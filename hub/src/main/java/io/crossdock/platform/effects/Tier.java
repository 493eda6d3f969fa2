package io.crossdock.platform.effects;

/** What goes first when a lane is short of budget. */
public enum Tier {
    /** Order flow: posting, release, invoice. */
    CRITICAL(1),
    /** Documents and notifications to partners. */
    NORMAL(2),
    /** Whatever can wait: bulk synchronisation. */
    BULK(3);

    private final int rank;

    Tier(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }

    static Tier ranked(int rank) {
        for (Tier tier : values()) {
            if (tier.rank == rank) {
                return tier;
            }
        }
        throw new IllegalArgumentException("no tier has rank " + rank);
    }
}

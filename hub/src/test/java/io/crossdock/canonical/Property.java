package io.crossdock.canonical;

/**
 * Checks that something holds for many seeded inputs. A failure names the seed; {@code -Dseed=N} runs that
 * one input again, alone.
 */
public final class Property {

    private static final int TRIES = 500;

    /** What must hold for every input drawn from {@code seeds}. */
    @FunctionalInterface
    public interface Claim {
        void check(Seeds seeds) throws Exception;
    }

    private Property() {
    }

    public static void holds(Claim claim) {
        Long only = Long.getLong("seed");
        if (only != null) {
            tryWith(only, claim);
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + TRIES; seed++) {
            tryWith(seed, claim);
        }
    }

    private static void tryWith(long seed, Claim claim) {
        try {
            claim.check(new Seeds(seed));
        } catch (Throwable failure) {
            throw new AssertionError("does not hold for seed " + seed + " (rerun with -Dseed=" + seed + "): "
                    + failure.getMessage(), failure);
        }
    }
}

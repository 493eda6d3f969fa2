package io.crossdock.estate.day;

import java.util.List;

/**
 * Chance that depends on the seed and on what it is thrown for, and on nothing else: repeatable in any order.
 */
public final class Dice {

    private final long seed;

    public Dice(long seed) {
        this.seed = seed;
    }

    /** A number in [0, 1). */
    public double chance(Object... about) {
        return (bits(about) >>> 11) * 0x1.0p-53;
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public int between(int low, int high, Object... about) {
        return low + (int) Math.floorMod(bits(about), (long) high - low + 1);
    }

    public <T> T pick(List<T> from, Object... about) {
        return from.get(between(0, from.size() - 1, about));
    }

    public boolean happens(double ratio, Object... about) {
        return ratio > 0 && chance(about) < ratio;
    }

    private long bits(Object... about) {
        long state = mix(seed + 0x9E3779B97F4A7C15L);
        for (Object each : about) {
            for (char c : String.valueOf(each).toCharArray()) {
                state = mix(state ^ c) + 0x9E3779B97F4A7C15L;
            }
            state = mix(state + 31);
        }
        return state;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}

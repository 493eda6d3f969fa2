package io.crossdock.platform.landscape;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** What somebody has probably meant. */
final class Spelling {

    private static final int FEW = 2;

    private Spelling() {
    }

    /** The nearest of the known words, where few letters of it are wrong. */
    static Optional<String> nearest(String wrong, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(each -> distance(wrong, each)))
                .filter(best -> distance(wrong, best) <= Math.max(FEW, wrong.length() / 3));
    }

    private static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

package io.crossdock.platform.landscape;

import java.util.Comparator;

/**
 * One thing wrong in the landscape folder.
 *
 * @param file relative to the folder
 * @param line from 1; 0 when the whole file is meant
 * @param hint what to do about it, may be empty
 */
public record Mistake(String file, int line, String reason, String hint) implements Comparable<Mistake> {

    private static final Comparator<Mistake> ORDER = Comparator.comparing(Mistake::file)
            .thenComparingInt(Mistake::line).thenComparing(Mistake::reason).thenComparing(Mistake::hint);

    @Override
    public int compareTo(Mistake other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String where = line > 0 ? file + ":" + line : file;
        return where + ": " + reason + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}

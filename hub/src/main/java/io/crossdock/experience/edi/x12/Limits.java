package io.crossdock.experience.edi.x12;

/**
 * Upper bounds of one payload; what exceeds them is refused, never truncated.
 *
 * @param bytes of the whole payload
 * @param segments of one interchange
 * @param sets of one interchange
 * @param faults kept per interchange, group or set; the first ones are kept
 */
public record Limits(int bytes, int segments, int sets, int faults) {

    /** 8 MiB, 250 000 segments, 10 000 sets, 200 faults. */
    public static Limits usual() {
        return new Limits(8 * 1024 * 1024, 250_000, 10_000, 200);
    }
}

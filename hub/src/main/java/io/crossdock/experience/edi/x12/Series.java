package io.crossdock.experience.edi.x12;

/**
 * A series of control numbers.
 *
 * @param partner whose documents are numbered
 * @param level which control number
 */
public record Series(String partner, Level level) {

    /** Interchange is ISA13, group is GS06. ST02 counts within its group and needs no series. */
    public enum Level { INTERCHANGE, GROUP }
}

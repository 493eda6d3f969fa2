package io.crossdock.platform.journal;

/** A fact that its handler understands well enough to know that trying again does not help. */
public final class Indigestible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code     stable, for grouping: {@code edi-partner-unknown}
     * @param sentence what a person reads
     */
    public Indigestible(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public String code() {
        return code;
    }
}

package io.crossdock.platform.journal;

/** A fact that its handler understands well enough to say in words why it cannot be digested. */
public final class Indigestible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean passing;

    private Indigestible(String code, String sentence, boolean passing) {
        super(sentence, null, false, false);
        this.code = code;
        this.passing = passing;
    }

    /**
     * @param code     stable, for grouping: {@code edi-partner-unknown}
     * @param sentence what a person reads
     */
    public Indigestible(String code, String sentence) {
        this(code, sentence, false);
    }

    /** Trying again later may well help: something that must come first has not come yet. */
    public static Indigestible forNow(String code, String sentence) {
        return new Indigestible(code, sentence, true);
    }

    boolean passing() {
        return passing;
    }

    public String code() {
        return code;
    }
}

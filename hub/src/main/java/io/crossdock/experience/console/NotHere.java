package io.crossdock.experience.console;

/** There is no such thing; the message says what was looked for. */
final class NotHere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotHere(String sentence) {
        super(sentence, null, false, false);
    }
}

package io.crossdock.platform.transports;

/** Why a transport cannot be used, in a sentence for people that holds no secret. */
final class TransportTrouble extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SAID_MAX = 200;

    private final String code;

    /** @param code stable: {@code unreachable}, {@code login-refused}, {@code queue-missing} */
    TransportTrouble(String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    TransportTrouble(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    String code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** What a library says of a failure, brief and without a full stop. */
    static String said(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        String line = text.replaceAll("\\s+", " ").replaceFirst("\\.$", "");
        return line.length() > SAID_MAX ? line.substring(0, SAID_MAX) : line;
    }
}

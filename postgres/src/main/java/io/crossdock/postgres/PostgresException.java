package io.crossdock.postgres;

/** The embedded server cannot be prepared, started or stopped; the message says what to do about it. */
public class PostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostgresException(String message) {
        super(message);
    }

    public PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.crossdock.system.connectors;

/** A system did not answer, or not in a way its contract allows. Nothing was learned. */
public final class SystemUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SystemUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public SystemUnavailable(String message) {
        super(message);
    }
}

package io.crossdock.platform.landscape;

/** A secret that the landscape refers to is not there, or empty. */
public final class SecretMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretMissing(String message) {
        super(message);
    }
}

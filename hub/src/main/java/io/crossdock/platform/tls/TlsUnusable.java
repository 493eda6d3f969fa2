package io.crossdock.platform.tls;

/** A secret that should be certificates, or a key, and is none. Its text is a sentence without the secret. */
public final class TlsUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TlsUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    TlsUnusable(String message) {
        super(message);
    }
}

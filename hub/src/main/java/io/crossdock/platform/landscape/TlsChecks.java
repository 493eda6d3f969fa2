package io.crossdock.platform.landscape;

import java.util.Optional;
import java.util.function.Consumer;

/** Whether what a file names for TLS is there whole. Whether it can be used is seen when a line is opened. */
final class TlsChecks {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----";

    private final Source source;
    private final Secrets secrets;
    private final Consumer<Mistake> mistakes;

    TlsChecks(Source source, Secrets secrets, Consumer<Mistake> mistakes) {
        this.source = source;
        this.secrets = secrets;
        this.mistakes = mistakes;
    }

    /** @param pointer to what has {@code authorities} and {@code certificate} */
    void run(String pointer) {
        has(pointer + "/authorities", CERTIFICATE, "no certificate in PEM",
                "those of the authorities, each from BEGIN CERTIFICATE to END CERTIFICATE");
        has(pointer + "/certificate", CERTIFICATE, "no certificate in PEM",
                "the hub's certificate, those between it and its authority, and its key belong in one secret");
        has(pointer + "/certificate", KEY, "no key that begins with BEGIN PRIVATE KEY",
                "add it after the certificate; openssl pkcs8 -topk8 -nocrypt writes one");
    }

    /** One that is missing altogether is told of elsewhere. */
    private void has(String pointer, String begin, String lack, String hint) {
        reference(pointer).ifPresent(reference -> secrets.find(reference)
                .filter(secret -> !secret.reveal().contains(begin)).ifPresent(_ -> mistakes.accept(
                        source.mistake(pointer, "the secret '" + reference.name() + "' has " + lack, hint))));
    }

    private Optional<SecretRef> reference(String pointer) {
        try {
            return Optional.of(new SecretRef(source.text(pointer)));
        } catch (IllegalArgumentException malformed) {
            // The schema has already said so.
            return Optional.empty();
        }
    }
}

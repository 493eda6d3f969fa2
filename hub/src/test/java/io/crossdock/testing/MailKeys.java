package io.crossdock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What GreenMail shows of itself in this JVM: it reads its keys once, from where system properties say. */
public final class MailKeys {

    private static final TestAuthority AUTHORITY = new TestAuthority("Mail");

    static {
        try {
            Path keys = Files.createTempFile("mail-keys", ".p12");
            keys.toFile().deleteOnExit();
            System.setProperty("greenmail.tls.keystore.file", AUTHORITY.issue("localhost", "localhost").store(keys).toString());
            System.setProperty("greenmail.tls.keystore.password", TestAuthority.PASSWORD);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private MailKeys() {
    }

    /** Who vouches for {@code localhost}; ask before GreenMail is made. */
    public static TestAuthority authority() {
        return AUTHORITY;
    }
}

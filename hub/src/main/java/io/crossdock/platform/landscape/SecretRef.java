package io.crossdock.platform.landscape;

import java.util.regex.Pattern;

/**
 * Where a secret is, never what it is.
 *
 * @param reference {@code env:NAME} (an environment variable) or {@code file:NAME} (a file in the secrets
 *     folder)
 */
public record SecretRef(String reference) {

    private static final Pattern FORM =
            Pattern.compile("(env:[A-Za-z_][A-Za-z0-9_]*|file:[A-Za-z0-9_-][A-Za-z0-9._-]*)");

    public SecretRef {
        if (!FORM.matcher(reference).matches()) {
            throw new IllegalArgumentException("a secret reference is env:NAME or file:NAME");
        }
    }

    boolean inFile() {
        return reference.startsWith("file:");
    }

    String name() {
        return reference.substring(reference.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return reference;
    }
}

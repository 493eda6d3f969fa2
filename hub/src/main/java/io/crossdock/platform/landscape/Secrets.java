package io.crossdock.platform.landscape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds secrets by reference. Every question reads the source again, so that a rotated secret needs no
 * restart. Thread-safe.
 */
public final class Secrets {

    private static final long MAX_BYTES = 65_536;

    private final Path folder;
    private final Function<String, Optional<String>> environment;

    /**
     * @param folder holds one file per {@code file:} secret; white space around its content does not count
     */
    public Secrets(Path folder, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** @throws SecretMissing if there is no such secret, or an empty one */
    public Secret resolve(SecretRef reference) {
        return find(reference).orElseThrow(() -> new SecretMissing(absence(reference)));
    }

    /**
     * The key of a secret that Standard Webhooks are signed with: {@code whsec_} and 24 to 64 bytes in Base64.
     *
     * @throws SecretMissing if there is no such secret, or it is none of that form
     */
    public byte[] signingKey(SecretRef reference) {
        return resolve(reference).signingKey().orElseThrow(() -> new SecretMissing("the secret '" + reference.name()
                + "' is not whsec_ and 24 to 64 bytes in Base64"));
    }

    Optional<Secret> find(SecretRef reference) {
        Optional<String> value = reference.inFile() ? fromFile(reference.name())
                : environment.apply(reference.name());
        return value.map(String::strip).filter(text -> !text.isEmpty()).map(Secret::new);
    }

    String absence(SecretRef reference) {
        return reference.inFile()
                ? "there is no secret '" + reference.name() + "' in " + folder.toAbsolutePath()
                : "the environment variable " + reference.name() + " is not set";
    }

    private Optional<String> fromFile(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                throw new SecretMissing("secret file '" + name + "' is larger than " + MAX_BYTES + " bytes");
            }
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read secret file '" + name + "'", unreadable);
        }
    }
}

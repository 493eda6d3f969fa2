package io.crossdock.estate.http;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A folder of secrets, one per file. What is missing is made with random content, so that the estate runs
 * alone.
 */
public record Secrets(Path folder) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    /** The trimmed content of a file of the folder. */
    public String get(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            make(file);
        }
        return Files.readString(file).strip();
    }

    private static void make(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return;
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file,
                    java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(file, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.WRITE);
    }
}

package io.crossdock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The demo's secrets: random, made once per data folder, one file each that only the owner may read. */
final class Secrets {

    static final String CONSOLE_USER = "admin";

    /**
     * Keys of the example systems, secrets of their call-backs, clients of the hub, the console's password.
     */
    private static final List<String> NAMES = List.of("erp-key", "wms-key", "supplier-key", "edi-key",
            "wms-webhook",
            "supplier-webhook", "carrier-webhook", "portal-demo", "sales-demo", "operations-demo",
            "edi-buyer", "console-admin", "crm-hook");

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Makes those that are missing; never changes one that is there. */
    void complete() {
        SecureRandom random = new SecureRandom();
        try {
            Files.createDirectories(folder);
            permit(folder, "rwx------");
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                if (!Files.exists(file)) {
                    byte[] bytes = new byte[name.equals("console-admin") ? 9 : 24];
                    random.nextBytes(bytes);
                    write(file, name.endsWith("-hook") ? "whsec_" + Base64.getEncoder().encodeToString(bytes)
                            : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                }
            }
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot write secrets into " + folder + ": "
                    + e.getMessage());
        }
    }

    /** One that somebody else has chosen; replaces what was there. */
    void put(String name, String secret) {
        try {
            write(folder.resolve(name), secret);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot write secrets into " + folder + ": "
                    + e.getMessage());
        }
    }

    String consolePassword() {
        try {
            return Files.readString(folder.resolve("console-admin")).strip();
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot read the console's password: " + e
                    .getMessage());
        }
    }

    private void write(Path file, String secret) throws IOException {
        Path part = folder.resolve("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part);
        permit(part, "rw-------");
        Files.writeString(part, secret + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void permit(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}

package io.crossdock.drills;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file system of limited size, mounted for one drill. It lives in memory and is gone when the drill ends. */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "512m";
    private static final int PIECE = 65_536;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Why this machine does not let us have one; empty when it does. Tried out, not guessed. */
    static Optional<String> cannotBeMade() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.of("it mounts a small file system below the database, which it knows to do on Linux only");
        }
        try {
            Path folder = Files.createTempDirectory("crossdock-disk-");
            try (SmallDisk tried = at(folder)) {
                return Optional.empty();
            } catch (IllegalStateException refused) {
                return Optional.of("it mounts a small file system below the database, which needs the rights of an "
                        + "administrator (CAP_SYS_ADMIN): " + refused.getMessage());
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            return Optional.of("no folder for a small file system can be made: " + e.getMessage());
        }
    }

    /** @throws IllegalStateException when it cannot be mounted */
    static SmallDisk at(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "crossdock-drill", folder.toString());
        return new SmallDisk(folder);
    }

    /** Takes all the room that is left. */
    void fill() {
        byte[] nothing = new byte[PIECE];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (int piece = PIECE; piece > 0; piece /= 2) {
                fill(ballast, nothing, piece);
            }
        } catch (IOException full) {
            // What it could not close is written; there is no room for more, which is what was wanted.
        }
    }

    private static void fill(OutputStream ballast, byte[] nothing, int piece) {
        try {
            while (true) {
                ballast.write(nothing, 0, piece);
            }
        } catch (IOException full) {
            // The next smaller piece may fit.
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.onExit().join().exitValue() != 0) {
                List<String> words = new ArrayList<>(List.of(command));
                throw new IllegalStateException(words.getFirst() + " says: " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(command[0] + " cannot be run", e);
        }
    }

    /** Also when something still has files open there: it keeps those until it ends. */
    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }
}

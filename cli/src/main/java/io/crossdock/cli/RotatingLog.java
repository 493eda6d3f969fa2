package io.crossdock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A log file that never grows beyond a bound: when full it becomes {@code NAME.1}, replacing the one before.
 */
final class RotatingLog implements AutoCloseable {

    private final Path file;
    private final long bytesMax;
    private OutputStream out;
    private long bytes;

    RotatingLog(Path file, long bytesMax) {
        this.file = file;
        this.bytesMax = bytesMax;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.out = open();
            this.bytes = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a program's output until it ends. */
    void copy(InputStream in) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                write(buffer, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private synchronized void write(byte[] buffer, int count) throws IOException {
        if (bytes + count > bytesMax) {
            out.close();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
            out = open();
            bytes = 0;
        }
        out.write(buffer, 0, count);
        bytes += count;
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The last lines, for a message. */
    static String tail(Path file, int lines) {
        try {
            List<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            int hidden = Math.max(0, all.size() - lines);
            return (hidden == 0 ? "" : "(%d more lines before)\n".formatted(hidden))
                    + String.join("\n", all.subList(hidden, all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

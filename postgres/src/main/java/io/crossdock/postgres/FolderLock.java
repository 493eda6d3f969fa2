package io.crossdock.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds a folder for one process at a time. The operating system drops the lock when the process dies,
 * however it dies. Thread-safe.
 */
public final class FolderLock implements AutoCloseable {

    // POSIX drops every lock of a process on a file when the process closes any handle of that file,
    // so a folder this process already holds must be refused before the file is opened again.
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock at once or not at all; creates the folder where it is missing.
     *
     * @throws FolderInUseException when another owner holds it, naming the process
     */
    public static FolderLock take(Path folder) {
        synchronized (HELD_HERE) {
            try {
                Files.createDirectories(folder);
                Path real = folder.toRealPath();
                if (HELD_HERE.contains(real)) {
                    throw new FolderInUseException(folder, "this process (" + ProcessHandle.current().pid()
                            + ")");
                }
                FolderLock taken = open(real);
                HELD_HERE.add(real);
                return taken;
            } catch (IOException e) {
                throw new PostgresException("Cannot lock the folder " + folder + ": " + e.getMessage(), e);
            }
        }
    }

    private static FolderLock open(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"),
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        // The lock lies far behind the text, so that systems with mandatory locks still let others read the
        // pid.
        FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        if (lock == null) {
            try (channel) {
                throw new FolderInUseException(folder, "process " + read(channel));
            }
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
        return new FolderLock(folder, channel, lock);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            if (!channel.isOpen()) {
                return;
            }
            HELD_HERE.remove(folder);
            try {
                lock.release();
                channel.close();
            } catch (IOException e) {
                throw new PostgresException("Cannot release the folder " + folder + ": " + e.getMessage(), e);
            }
        }
    }
}

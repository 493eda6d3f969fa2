package io.crossdock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports for servers that are started by their number, and perhaps killed and started again: each goes to one caller as long
 * as this process lives, also where several processes run tests. Thread-safe.
 */
public final class Ports {

    private static final int TRIES = 1_000;
    /** The byte of a port is locked by whoever has it. */
    private static final FileChannel TAKEN = taken();

    private Ports() {
    }

    private static FileChannel taken() {
        try {
            return FileChannel.open(Path.of(System.getProperty("java.io.tmpdir"), "crossdock-ports-"
                    + System.getProperty("user.name")), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One that nobody listens at, on loopback, and nobody else will be given. */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = io.crossdock.postgres.Ports.free();
            if (take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean take(int port) {
        try {
            FileLock lock = TAKEN.tryLock(port, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException mine) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.crossdock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are started by their number, and perhaps killed and started again: each goes to one caller as long
 * as this process lives, also where several processes run tests. They lie below those that clients get: one who asks for it
 * while nobody listens must not be answered by himself, nor keep the server from it. Thread-safe.
 */
public final class Ports {

    private static final int FROM = 12_000;
    private static final int TO = 32_000;
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
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (take(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    /** What turns out to be in use stays taken: nobody else need try it. */
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

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}

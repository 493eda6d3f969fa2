package io.crossdock.postgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine, for servers that are started by their number. */
public final class Ports {

    private static final int FROM = 12_000;
    private static final int TO = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /**
     * One that nobody listens at now; another may be faster to take it. It lies below those that clients are given: what is
     * killed there and started again finds it free, and no client that looks for it meanwhile is given it as its own.
     *
     * @throws PostgresException when a thousand of them are taken
     */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (isFree(port)) {
                return port;
            }
        }
        throw new PostgresException("No port from " + FROM + " to " + TO + " is free");
    }

    /** Whether nobody listens there, on loopback or on all addresses. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

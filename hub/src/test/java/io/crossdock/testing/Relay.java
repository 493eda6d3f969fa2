package io.crossdock.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line to a server on this machine that stops in mid-message: after so many bytes of one way nothing goes on, until
 * {@link #cut()} ends all connections over it. Later connections go through whole.
 */
public final class Relay implements AutoCloseable {

    /** Seen from the server. */
    public enum Way {
        IN,
        OUT
    }

    private static final long ALL = Long.MAX_VALUE;
    private static final int CONNECT_MS_MAX = 5_000;

    private final ServerSocket entrance;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Way, Budget> budgets = new ConcurrentHashMap<>();

    private static final class Budget {

        private final AtomicLong left;
        private final CountDownLatch spent = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        Budget(long bytes) {
            this.left = new AtomicLong(bytes);
        }
    }

    private Relay(int server) {
        this.server = server;
        for (Way way : Way.values()) {
            budgets.put(way, new Budget(ALL));
        }
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("relay").start(this::serve);
    }

    /** @param server port on this machine; nobody need listen there yet */
    public static Relay to(int server) {
        return new Relay(server);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** From now on, over all connections together. */
    public void stopAfter(Way way, long bytes) {
        budgets.put(way, new Budget(bytes));
    }

    public boolean hasStopped(Way way) {
        return budget(way).spent.getCount() == 0;
    }

    private Budget budget(Way way) {
        return Objects.requireNonNull(budgets.get(way));
    }

    /** Ends every connection that there is. */
    public void cut() {
        for (Way way : Way.values()) {
            Budget old = budget(way);
            budgets.put(way, new Budget(ALL));
            old.over.countDown();
        }
        sockets.forEach(Relay::end);
    }

    private void serve() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket target = new Socket();
        try {
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), CONNECT_MS_MAX);
        } catch (IOException nobodyThere) {
            end(client);
            return;
        }
        sockets.add(client);
        sockets.add(target);
        Thread.ofVirtual().start(() -> pump(client, target, Way.IN));
        pump(target, client, Way.OUT);
    }

    private void pump(Socket from, Socket to, Way way) {
        byte[] some = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                out.write(some, 0, allowed(way, length));
                out.flush();
                awaitEnd(way);
            }
        } catch (IOException broken) {
            // Whoever broke it, both ends hear of it.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private int allowed(Way way, int length) {
        Budget now = budget(way);
        long before = now.left.getAndUpdate(left -> left == ALL ? left : Math.max(0, left - length));
        if (before != ALL && before <= length) {
            now.spent.countDown();
        }
        return (int) Math.min(before, length);
    }

    private void awaitEnd(Way way) throws InterruptedException {
        Budget now = budget(way);
        if (now.spent.getCount() == 0) {
            now.over.await();
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed all the same.
            return;
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }
}

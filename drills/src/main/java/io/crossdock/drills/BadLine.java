package io.crossdock.drills;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line on loopback between the hub and a system: some calls are late, are cut off before or after the system has done
 * them, or come twice. Which call meets which fate is drawn from a seed.
 */
final class BadLine implements AutoCloseable {

    private static final int HEAD_MAX = 65_536;
    private static final int DELAY_MS_MAX = 2_000;
    private static final int ANSWER_MS_MAX = 60_000;

    /** What becomes of a call. */
    enum Fate {
        PASSED, DELAYED, CUT_BEFORE, CUT_AFTER, TWICE
    }

    private final URI target;
    private final ServerSocket server;
    private final Random random;
    private final int percent;
    private final Map<Fate, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean well;

    /** @param percent of the calls that are hurt */
    BadLine(URI target, long seed, int percent) {
        this.target = target;
        this.random = new Random(seed);
        this.percent = percent;
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where the system seems to be. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + target.getPath());
    }

    /** From now on every call passes. */
    void heal() {
        well = true;
    }

    /** How often each fate struck. */
    String told() {
        StringBuilder text = new StringBuilder();
        for (Fate fate : Fate.values()) {
            text.append(text.isEmpty() ? "" : ", ").append(Optional.ofNullable(counts.get(fate)).map(AtomicInteger::get)
                    .orElse(0)).append(' ').append(fate.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return text.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                threads.execute(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Fate drawn() {
        Fate fate;
        synchronized (random) {
            fate = well || random.nextInt(100) >= percent ? Fate.PASSED
                    : Fate.values()[1 + random.nextInt(Fate.values().length - 1)];
        }
        counts.computeIfAbsent(fate, each -> new AtomicInteger()).incrementAndGet();
        return fate;
    }

    private int delay() {
        synchronized (random) {
            return random.nextInt(DELAY_MS_MAX);
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            Optional<byte[]> call = call(caller.getInputStream());
            if (call.isEmpty()) {
                return;
            }
            switch (drawn()) {
                case PASSED -> answer(caller, handOn(call.get()));
                case DELAYED -> {
                    // Not a sleep that a test waits for: the line is slow.
                    if (!closing.await(delay(), TimeUnit.MILLISECONDS)) {
                        answer(caller, handOn(call.get()));
                    }
                }
                case CUT_BEFORE -> { }
                case CUT_AFTER -> handOn(call.get());
                case TWICE -> {
                    handOn(call.get());
                    answer(caller, handOn(call.get()));
                }
            }
        } catch (IOException gone) {
            // Whoever called has left, or the system has closed: both see a line that is cut.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Socket caller, byte[] answer) throws IOException {
        caller.getOutputStream().write(answer);
        caller.getOutputStream().flush();
    }

    /** Each call on a connection of its own, which ends with the answer. */
    private byte[] handOn(byte[] call) throws IOException {
        try (Socket system = new Socket(target.getHost(), target.getPort())) {
            system.setSoTimeout(ANSWER_MS_MAX);
            system.getOutputStream().write(call);
            system.getOutputStream().flush();
            return system.getInputStream().readAllBytes();
        }
    }

    /** Head and body of a request, with a word that the connection is not kept; empty when none came. */
    private static Optional<byte[]> call(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!ends(head)) {
            int next = in.read();
            if (next < 0 || head.size() > HEAD_MAX) {
                return Optional.empty();
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = 0;
        StringBuilder lines = new StringBuilder();
        for (String line : text.strip().split("\r\n")) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring("content-length:".length()).strip());
            }
            if (!lower.startsWith("connection:") && !lower.startsWith("upgrade:") && !lower.startsWith("http2-settings:")) {
                lines.append(line).append("\r\n");
            }
        }
        lines.append("Connection: close\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.write(in.readNBytes(length));
        return Optional.of(whole.toByteArray());
    }

    private static boolean ends(ByteArrayOutputStream head) {
        byte[] bytes = head.toByteArray();
        int size = bytes.length;
        return size >= 4 && bytes[size - 4] == '\r' && bytes[size - 3] == '\n' && bytes[size - 2] == '\r'
                && bytes[size - 1] == '\n';
    }

    @Override
    public void close() {
        closing.countDown();
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

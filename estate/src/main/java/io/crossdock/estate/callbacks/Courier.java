package io.crossdock.estate.callbacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries callbacks to the hub: in order per key, a few at a time, again and again with growing pauses. While
 * the hub cannot be reached all keys wait together and only a few knock.
 */
public final class Courier implements AutoCloseable {

    private static final int HANDS = 16;
    private static final int REFUSALS_MAX = 50;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);
    private static final Set<Integer> PASSING_REFUSALS = Set.of(408, 425, 429);

    private final Hub hub;
    private final Map<String, String> secrets;
    private final Clock clock;
    private final Semaphore hands = new Semaphore(HANDS);
    private final Map<String, Deque<Callback>> lanes = new HashMap<>();
    private final AtomicInteger silence = new AtomicInteger();
    private volatile boolean closed;
    private @Nullable Callbacks callbacks;

    /** @param secrets the signing secret of each system */
    public Courier(Hub hub, Map<String, String> secrets, Clock clock) {
        this.hub = hub;
        this.secrets = secrets;
        this.clock = clock;
    }

    void serve(Callbacks keeper) {
        callbacks = keeper;
    }

    String address(Callback callback) {
        return hub.at(callback.path()).toString();
    }

    /** Puts a callback behind all of its key. */
    void take(Callback callback) {
        boolean first;
        synchronized (lanes) {
            Deque<Callback> lane = lanes.computeIfAbsent(callback.key(), k -> new ArrayDeque<>());
            lane.add(callback);
            first = lane.size() == 1;
        }
        if (first) {
            Thread.startVirtualThread(() -> work(callback));
        }
    }

    private void work(Callback first) {
        Callback callback = first;
        while (callback != null && !closed) {
            deliver(callback);
            callback = next(callback.key());
        }
    }

    private @Nullable Callback next(String key) {
        synchronized (lanes) {
            Deque<Callback> lane = Objects.requireNonNull(lanes.get(key));
            lane.removeFirst();
            if (lane.isEmpty()) {
                lanes.remove(key);
            }
            return lane.peekFirst();
        }
    }

    private void deliver(Callback first) {
        Callback callback = first;
        Callbacks keeper = Objects.requireNonNull(callbacks);
        int refusals = 0;
        while (!closed) {
            try {
                int status = send(callback);
                if (status >= 200 && status < 300) {
                    if (keeper.delivered(callback, status)) {
                        send(callback);
                    }
                    return;
                }
                callback = callback.attempted(status, null);
                refusals += status >= 400 && status < 500 && !PASSING_REFUSALS.contains(status) ? 1 : 0;
                if (refusals >= REFUSALS_MAX) {
                    keeper.failed(callback.in(Callback.State.given_up, callback.attempts()));
                    return;
                }
                keeper.failed(callback);
                pause(callback.attempts(), LONGEST_PAUSE);
            } catch (IOException e) {
                callback = callback.attempted(0, e.toString());
                pause(silence.incrementAndGet(), LONGEST_SILENCE);
            }
        }
    }

    /** Sends once; returns the status. */
    private int send(Callback callback) throws IOException {
        byte[] body = Objects.requireNonNull(callback.body()).getBytes(StandardCharsets.UTF_8);
        String secret = Objects.requireNonNull(secrets.get(callback.system()));
        hands.acquireUninterruptibly();
        try {
            long now = clock.instant().getEpochSecond();
            int status = hub.post(callback.path(), callback.contentType(),
                    Map.of("webhook-id", callback.id(), "webhook-timestamp", String.valueOf(now),
                            "webhook-signature", Signature.of(secret, callback.id(), now, body)),
                    body).status();
            silence.set(0);
            return status;
        } finally {
            hands.release();
        }
    }

    private void pause(int attempts, Duration longest) {
        long millis = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 10);
        try {
            Thread.sleep(Math.min(Math.max(millis, 1), longest.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

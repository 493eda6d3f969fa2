package io.crossdock.experience.console;

import io.crossdock.process.story.Changes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages that are open, and one loop that looks once a second whether any story has gone on and tells them all. It rests
 * while nobody looks. Stops before the web server does, so that open pages do not hold up a shutdown.
 */
@Component
class Followers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
    private static final long NOWHERE = -1;
    private static final int MOST = 200;
    private static final int KEYS_MAX = 200;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration STAY = Duration.ofMinutes(30);

    private final Changes changes;
    private final List<SseEmitter> open = new CopyOnWriteArrayList<>();
    private final ReentrantLock standing = new ReentrantLock();
    /** What followers have been told up to; none while nobody looks. */
    private long position = NOWHERE;
    private volatile boolean running;
    private Optional<Thread> loop = Optional.empty();

    Followers(Changes changes) {
        this.changes = changes;
    }

    /** Empty when too many pages are open already. */
    Optional<SseEmitter> join() {
        if (!running || open.size() >= MOST) {
            return Optional.empty();
        }
        SseEmitter emitter = new SseEmitter(STAY.toMillis());
        emitter.onCompletion(() -> open.remove(emitter));
        emitter.onTimeout(emitter::complete);
        emitter.onError(gone -> open.remove(emitter));
        begin(emitter);
        send(emitter, SseEmitter.event().comment("following").reconnectTime(2_000));
        return Optional.of(emitter);
    }

    /** Whoever joins is told of all that happens from here on: the first one sets the mark, not the turn after it. */
    private void begin(SseEmitter emitter) {
        standing.lock();
        try {
            if (position == NOWHERE) {
                position = changes.position();
            }
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("pages cannot follow yet: {}", away.toString());
        } finally {
            open.add(emitter);
            standing.unlock();
        }
    }

    /** The keys that have moved since the last turn. */
    private Set<String> moved() {
        standing.lock();
        try {
            if (open.isEmpty()) {
                position = NOWHERE;
                return Set.of();
            }
            Changes.Change change = changes.since(position == NOWHERE ? changes.position() : position);
            position = change.position();
            return change.keys();
        } finally {
            standing.unlock();
        }
    }

    private void follow() {
        Duration quiet = Duration.ZERO;
        while (running) {
            try {
                Thread.sleep(TURN);
                Set<String> keys = moved();
                quiet = keys.isEmpty() ? quiet.plus(TURN) : Duration.ZERO;
                if (!keys.isEmpty()) {
                    tell(keys);
                } else if (quiet.compareTo(HEARTBEAT) >= 0) {
                    open.forEach(emitter -> send(emitter, SseEmitter.event().comment("still here")));
                    quiet = Duration.ZERO;
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException | TransactionException away) {
                LOG.debug("pages cannot follow right now: {}", away.toString());
            }
        }
    }

    private void tell(Set<String> keys) {
        String data = keys.size() > KEYS_MAX ? "*" : String.join("\n", keys);
        open.forEach(emitter -> send(emitter, SseEmitter.event().name("moved").data(data)));
    }

    private void send(SseEmitter emitter, SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a page was closed: {}", gone.toString());
            open.remove(emitter);
        }
    }

    @Override
    public void start() {
        running = true;
        loop = Optional.of(Thread.ofVirtual().name("console-followers").start(this::follow));
    }

    @Override
    public void stop() {
        running = false;
        loop.ifPresent(Thread::interrupt);
        open.forEach(SseEmitter::complete);
        open.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.transports.InletRun.InletWork;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has every source of the landscape in force fetched from, each on a thread of its own. */
@Component
class InletWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InletWatch.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private final Landscapes landscapes;
    private final InletWork work;
    private final Map<Inlet, Running> running = new HashMap<>();
    private boolean started;

    private record Running(InletRun run, Thread thread) {
    }

    InletWatch(Landscapes landscapes, Lines lines, Keeper keeper, Transports transports, Clock clock) {
        this.landscapes = landscapes;
        this.work = new InletWork(lines, keeper, transports.store(), transports.node(), clock);
        landscapes.onChange(this::follow);
    }

    /** Where it is noted, and under which name. */
    @Component
    record Transports(TransportStore store, @Value("${crossdock.node:hub}") String node) {
    }

    @Override
    public synchronized void start() {
        started = true;
        follow(landscapes.current());
    }

    /** A source that has changed in any way is hung up and opened anew. */
    private synchronized void follow(Landscape landscape) {
        if (!started) {
            return;
        }
        List<Inlet> gone = running.keySet().stream().filter(each -> !landscape.inlets().containsValue(each)).toList();
        end(gone);
        landscape.inlets().values().stream().filter(each -> each.place().isFetched() && !running.containsKey(each))
                .forEach(inlet -> {
            InletRun run = new InletRun(inlet, work);
            running.put(inlet, new Running(run, Thread.ofVirtual().name("source-" + inlet.id()).start(run)));
        });
    }

    private void end(List<Inlet> inlets) {
        List<Running> ending = inlets.stream().map(running::remove).toList();
        ending.forEach(each -> each.run().end());
        for (Running each : ending) {
            try {
                if (!each.thread().join(STOP_WITHIN)) {
                    LOG.warn("{} does not end in time", each.run().inlet().id());
                    each.thread().interrupt();
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized void stop() {
        started = false;
        end(List.copyOf(running.keySet()));
    }

    @Override
    public synchronized boolean isRunning() {
        return started;
    }
}

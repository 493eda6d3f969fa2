package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Begins conversations. Those that write have two limits besides the lane's: no more than {@code writers} at once, since
 * more of them only undo each other, and one per customer, since Tryton locks a customer's books when it checks credit.
 * Thread-safe.
 */
@Component
final class Tryton {

    /** The connector's name in the landscape. */
    static final String CONNECTOR = "tryton";

    private static final int WRITERS = 3;
    private static final int CUSTOMER_LOCKS = 256;

    private final JsonRpc rpc;
    private final Sessions sessions;
    private final Map<String, Writing> writing = new ConcurrentHashMap<>();

    Tryton(JsonRpc rpc, Sessions sessions) {
        this.rpc = rpc;
        this.sessions = sessions;
    }

    private static final class Writing {
        private final Semaphore places;
        private final ReentrantLock[] customers = new ReentrantLock[CUSTOMER_LOCKS];

        Writing(int writers) {
            places = new Semaphore(writers, true);
            for (int i = 0; i < CUSTOMER_LOCKS; i++) {
                customers[i] = new ReentrantLock();
            }
        }

        ReentrantLock of(String customer) {
            return customers[Math.floorMod(customer.hashCode(), CUSTOMER_LOCKS)];
        }
    }

    <T> T reading(SystemSettings system, Duration budget, Function<Conversation, T> work) {
        Duration longest = system.timeouts().call();
        return work.apply(new Conversation(rpc, sessions, system,
                Deadline.in(budget.compareTo(longest) < 0 ? budget : longest)));
    }

    <T> T reading(SystemSettings system, Function<Conversation, T> work) {
        return reading(system, system.timeouts().call(), work);
    }

    /** @param customer whose books are written */
    <T> T writing(SystemSettings system, String customer, Function<Conversation, T> work) {
        Writing limits = writing.computeIfAbsent(system.id(), id -> new Writing(writers(system)));
        Deadline deadline = Deadline.in(system.timeouts().call());
        return Turn.with(limits.of(customer), deadline, () -> Turn.with(limits.places, deadline,
                () -> work.apply(new Conversation(rpc, sessions, system, deadline))));
    }

    private static int writers(SystemSettings system) {
        return system.setting("writers").flatMap(Tryton::positive).orElse(WRITERS);
    }

    private static Optional<Integer> positive(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(number -> number > 0);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}

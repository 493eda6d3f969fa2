package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import io.crossdock.system.connectors.tryton.Fault.Step;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Logs in once per system, user and password, and again when Tryton no longer knows the session. A password that was
 * refused is not tried again for a while: after six in a row Tryton locks the user out. Thread-safe.
 */
@Component
final class Sessions {

    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final JsonRpc rpc;
    private final Secrets secrets;
    private final Clock clock;
    private final Map<Login, Slot> slots = new ConcurrentHashMap<>();

    Sessions(JsonRpc rpc, Secrets secrets, Clock clock) {
        this.rpc = rpc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Who logs in where, and by what: a session of one password says nothing about another. */
    private record Login(String url, String user, Optional<SecretRef> password) {
    }

    /** A password that was refused, and until when it is not tried again. */
    private record Refusal(String password, Instant until, String why) {
    }

    private static final class Slot {
        private final ReentrantLock turn = new ReentrantLock();
        private volatile Optional<Session> session = Optional.empty();
        private Optional<Refusal> refusal = Optional.empty();
    }

    Session of(SystemSettings system, Deadline deadline) {
        Slot slot = slot(system);
        Optional<Session> known = slot.session;
        if (known.isPresent()) {
            return known.get();
        }
        return Turn.with(slot.turn, deadline, () -> slot.session.orElseGet(() -> {
            Session session = login(system, slot, deadline);
            slot.session = Optional.of(session);
            return session;
        }));
    }

    /** Tryton has answered 401 to this session; another one that was made meanwhile stays. */
    void forget(SystemSettings system, Session session) {
        Slot slot = slot(system);
        slot.turn.lock();
        try {
            slot.session = slot.session.filter(each -> each != session);
        } finally {
            slot.turn.unlock();
        }
    }

    private Slot slot(SystemSettings system) {
        return slots.computeIfAbsent(new Login(system.baseUrl().map(Object::toString).orElse(""), user(system),
                system.secret()), login -> new Slot());
    }

    private static String user(SystemSettings system) {
        return system.setting("user").orElse("crossdock");
    }

    private Session login(SystemSettings system, Slot slot, Deadline deadline) {
        String password = password(system);
        slot.refusal.filter(refusal -> refusal.password().equals(password)
                && clock.instant().isBefore(refusal.until())).ifPresent(refusal -> {
                    throw new Fault(Kind.LOCKED_OUT, Step.QUESTION, refusal.why(), Optional.empty());
                });
        String user = user(system);
        try {
            JsonNode made = HttpCaller.unheard(() -> rpc.call(system, Optional.empty(), Step.QUESTION, "common.db.login",
                    List.of(user, Map.of("password", password)), deadline.left()));
            if (!made.path(0).isIntegralNumber() || !made.path(1).isString()) {
                throw refused(system, slot, password);
            }
            String authorization = "Session " + Base64.getEncoder().encodeToString((user + ":"
                    + made.path(0).asLong() + ":" + made.path(1).asString()).getBytes(StandardCharsets.UTF_8));
            JsonNode context = rpc.call(system, Optional.of(authorization), Step.QUESTION,
                    "model.res.user.get_preferences", List.of(true, Map.of()), deadline.left());
            if (!(context instanceof ObjectNode preferences) || preferences.path("company").asLong(0) == 0) {
                throw Fault.broken("The user " + user + " of " + system.id() + " belongs to no company.");
            }
            slot.refusal = Optional.empty();
            return new Session(made.path(0).asLong(), authorization, preferences);
        } catch (Fault fault) {
            if (fault.kind() == Kind.LOCKED_OUT || fault.kind() == Kind.REFUSED) {
                throw refused(system, slot, password);
            }
            throw fault;
        }
    }

    private Fault refused(SystemSettings system, Slot slot, String password) {
        String why = system.id() + " does not accept the password of its user " + user(system) + " ("
                + system.secret().map(Object::toString).orElse("none given") + ").";
        slot.refusal = Optional.of(new Refusal(password, clock.instant().plus(AFTER_REFUSAL), why));
        return new Fault(Kind.LOCKED_OUT, Step.QUESTION, why, Optional.of(AFTER_REFUSAL));
    }

    private String password(SystemSettings system) {
        try {
            return system.secret().map(reference -> secrets.resolve(reference).reveal()).orElseThrow(() ->
                    Fault.notBegun("The landscape names no secret for " + system.id() + "."));
        } catch (SecretMissing missing) {
            throw Fault.notBegun("The password for " + system.id() + " is not there: " + missing.getMessage() + ".");
        }
    }
}

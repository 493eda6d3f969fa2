package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import io.crossdock.system.connectors.tryton.Fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls that one piece of work takes, all within one deadline. Logs in where needed, repeats what Tryton has undone
 * for a passing reason, and asks once more what it can ask without harm. Every method throws {@link Fault} when there
 * is no result. For one thread.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int PASSING_MAX = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(60);

    private final JsonRpc rpc;
    private final Sessions sessions;
    private final SystemSettings system;
    private final Deadline deadline;

    Conversation(JsonRpc rpc, Sessions sessions, SystemSettings system, Deadline deadline) {
        this.rpc = rpc;
        this.sessions = sessions;
        this.system = system;
        this.deadline = deadline;
    }

    SystemSettings system() {
        return system;
    }

    Deadline deadline() {
        return deadline;
    }

    long company() {
        return sessions.of(system, deadline).company();
    }

    /** Whether a model has a field, which depends on the modules that are active there. */
    boolean has(String model, String field) {
        return sessions.of(system, timely()).fields(model, each -> Set.copyOf(ask(each, "fields_get",
                List.of(List.of()), Map.of()).propertyNames())).contains(field);
    }

    /** A page of rows. */
    List<JsonNode> search(String model, List<?> domain, Paging paging, List<String> fields) {
        return search(model, domain, paging, fields, Map.of());
    }

    List<JsonNode> search(String model, List<?> domain, Paging paging, List<String> fields, Map<String, ?> context) {
        return rows(model, ask(model, "search_read", List.of(domain, paging.offset(), paging.limit(), paging.order(),
                fields), context));
    }

    List<JsonNode> read(String model, List<Long> ids, List<String> fields) {
        return read(model, ids, fields, Map.of());
    }

    List<JsonNode> read(String model, List<Long> ids, List<String> fields, Map<String, ?> context) {
        return ids.isEmpty() ? List.of() : rows(model, ask(model, "read", List.of(ids, fields), context));
    }

    /** What a form would fill in. */
    JsonNode onChange(String model, String method, ObjectNode form) {
        return ask(model, method, List.of(form), Map.of());
    }

    long create(String model, ObjectNode values) {
        JsonNode made = tell(model, "create", List.of(List.of(values)));
        if (!made.path(0).isIntegralNumber()) {
            throw new Fault(Kind.LOST, Step.DEED, system.id() + " named nothing it made of " + model + ".",
                    Optional.empty());
        }
        return made.path(0).asLong();
    }

    void write(String model, List<Long> ids, ObjectNode values) {
        tell(model, "write", List.of(ids, values));
    }

    /** Another row like one that is there, with some values of its own. */
    void copy(String model, long id, ObjectNode values) {
        tell(model, "copy", List.of(List.of(id), values));
    }

    /** Answers what a wizard asks about rows: its one question, in the state that does it. */
    void wizard(String name, String model, List<Long> ids, String state, ObjectNode answers) {
        Map<String, ?> about = Map.of("active_model", model, "active_id", ids.getFirst(), "active_ids", ids);
        String wizard = "wizard." + name + ".";
        JsonNode begun = patiently(Step.QUESTION, wizard + "create", session -> with(List.of(), session, about));
        long number = begun.path(0).asLong(0);
        patiently(Step.DEED, wizard + "execute",
                session -> with(List.of(number, answers, state), session, about));
        forget(wizard, number, about);
    }

    /** It has done its work: that it is still there, or is gone already, changes nothing. */
    private void forget(String wizard, long number, Map<String, ?> about) {
        try {
            once(Step.QUESTION, wizard + "delete", session -> with(List.of(number), session, about));
        } catch (Fault left) {
            LOG.debug("{} {} is left there: {}", wizard, number, left.why());
        }
    }

    /** Presses a button. That it answers does not mean that it did anything: look at the state again. */
    JsonNode press(String model, String button, List<Long> ids) {
        return tell(model, button, List.of(ids));
    }

    /** What is asked to see what came of a deed: without an answer nobody knows whether it is done. */
    <T> T seen(Supplier<T> question) {
        try {
            return question.get();
        } catch (Fault fault) {
            throw fault.kind() == Kind.REFUSED ? fault : fault.afterDeed();
        }
    }

    /** Presses a button, and goes on where Tryton only wants to be sure, by a warning of this kind. */
    void pressAnyway(String model, String button, List<Long> ids, String warnings) {
        try {
            press(model, button, ids);
        } catch (Fault fault) {
            String warning = fault.warning().filter(name -> name.startsWith(warnings)).orElseThrow(() -> fault);
            create("res.user.warning", Wire.object().put("user", sessions.of(system, timely()).user())
                    .put("name", warning).put("always", false));
            press(model, button, ids);
        }
    }

    /** Deletes rows. Tryton refuses what is not there; where nothing is left, that was what was wanted. */
    void delete(String model, List<Long> ids) {
        try {
            tell(model, "delete", List.of(ids));
        } catch (Fault fault) {
            if (fault.kind() != Kind.REFUSED
                    || !search(model, List.of(List.of("id", "in", ids)), Paging.first(1), List.of("id")).isEmpty()) {
                throw fault;
            }
        }
    }

    private JsonNode ask(String model, String method, List<?> parameters, Map<String, ?> context) {
        return patiently(Step.QUESTION, "model." + model + "." + method, session -> with(parameters, session, context));
    }

    private JsonNode tell(String model, String method, List<?> parameters) {
        return patiently(Step.DEED, "model." + model + "." + method, session -> with(parameters, session, Map.of()));
    }

    private List<Object> with(List<?> parameters, Session session, Map<String, ?> context) {
        ObjectNode whole = session.context();
        context.forEach((name, value) -> whole.set(name, rpc.tree(value)));
        List<Object> all = new ArrayList<>(parameters);
        all.add(whole);
        return all;
    }

    private JsonNode patiently(Step step, String method, Function<Session, List<Object>> parameters) {
        int passing = 0;
        boolean askedAgain = false;
        while (true) {
            try {
                return once(step, method, parameters);
            } catch (Fault fault) {
                boolean again = switch (fault.kind()) {
                    case PASSING -> ++passing <= PASSING_MAX && paused(passing);
                    case LOST -> step == Step.QUESTION && !askedAgain && !deadline.over();
                    case REFUSED, THROTTLED, LOCKED_OUT, BROKEN, NOT_SENT -> false;
                };
                if (!again) {
                    throw fault;
                }
                askedAgain = askedAgain || fault.kind() == Kind.LOST;
            }
        }
    }

    /** A session that Tryton has ended is replaced once; a 401 says that nothing was done. */
    private JsonNode once(Step step, String method, Function<Session, List<Object>> parameters) {
        Session session = sessions.of(system, timely());
        try {
            return called(session, step, method, parameters);
        } catch (Fault fault) {
            if (fault.kind() != Kind.LOCKED_OUT) {
                throw fault;
            }
            sessions.forget(system, session);
            return called(sessions.of(system, timely()), step, method, parameters);
        }
    }

    private JsonNode called(Session session, Step step, String method, Function<Session, List<Object>> parameters) {
        return rpc.call(system, Optional.of(session.authorization()), step, method, parameters.apply(session),
                timely().left());
    }

    private Deadline timely() {
        if (deadline.over()) {
            throw Fault.busy(system.id() + " took so long that there was no time for all of it.");
        }
        return deadline;
    }

    private boolean paused(int times) {
        Duration pause = FIRST_PAUSE.multipliedBy(times);
        if (deadline.left().compareTo(pause) <= 0) {
            return false;
        }
        LockSupport.parkNanos(pause.toNanos());
        return !Thread.currentThread().isInterrupted();
    }

    private List<JsonNode> rows(String model, JsonNode list) {
        if (!list.isArray()) {
            throw new Fault(Kind.LOST, Step.QUESTION, system.id() + " answered no list of " + model + ".",
                    Optional.empty());
        }
        return list.valueStream().toList();
    }
}

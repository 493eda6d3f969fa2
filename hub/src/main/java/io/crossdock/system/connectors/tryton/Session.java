package io.crossdock.system.connectors.tryton;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** A login, and what was learned during it. Thread-safe. */
final class Session {

    private final long user;
    private final String authorization;
    private final ObjectNode context;
    private final Map<String, Set<String>> fields = new ConcurrentHashMap<>();

    /**
     * @param user number of who logged in
     * @param authorization header of every call
     * @param context what the user prefers, the last parameter of every call of a model
     */
    Session(long user, String authorization, ObjectNode context) {
        this.user = user;
        this.authorization = authorization;
        this.context = context;
    }

    long user() {
        return user;
    }

    String authorization() {
        return authorization;
    }

    /** One's own copy, to add to. */
    ObjectNode context() {
        return context.deepCopy();
    }

    long company() {
        return context.path("company").asLong(0);
    }

    /** Which modules are active there decides which fields a model has; that changes with a restart only. */
    Set<String> fields(String model, Function<String, Set<String>> ask) {
        Set<String> known = fields.get(model);
        if (known != null) {
            return known;
        }
        Set<String> asked = ask.apply(model);
        fields.put(model, asked);
        return asked;
    }
}

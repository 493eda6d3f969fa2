package io.crossdock.platform.landscape;

import java.util.Set;

/** A person who may log in to the console, from {@code users.yaml}. */
public record ConsoleUser(String name, SecretRef password, Set<Role> roles) {

    /** What a person may do there; each includes the ones before it. */
    public enum Role {
        /** Look. */
        VIEWER,
        /** Retry, release, skip. */
        OPERATOR,
        /** Everything. */
        ADMIN
    }

    public ConsoleUser {
        roles = Set.copyOf(roles);
    }
}

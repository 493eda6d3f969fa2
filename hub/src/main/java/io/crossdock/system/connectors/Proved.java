package io.crossdock.system.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Which statements of connectors the contract kit proves at every build; generated from its tests. */
public final class Proved {

    private static final Set<String> STATEMENTS = read();

    private Proved() {
    }

    /** @param connector such as {@code tryton}; of declared ones {@code declared} */
    public static boolean byTheKit(String connector, String role) {
        return STATEMENTS.contains(connector + " " + role);
    }

    private static Set<String> read() {
        try (InputStream in = Proved.class.getResourceAsStream("/connectors/proved.txt")) {
            return in == null ? Set.of() : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

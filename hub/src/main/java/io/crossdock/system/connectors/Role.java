package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Optional;

/** Something an outside system can do for us, provided by a connector. */
public interface Role {

    /** The connector's name, as {@code connector} in a system's settings. */
    String connector();

    /** Whether it plays the role for this system; a connector that is declared does what its file says. */
    default boolean serves(SystemSettings system) {
        return connector().equals(system.connector());
    }

    /** A system together with the connector that speaks with it. */
    record Bound<R extends Role>(SystemSettings system, R role) {
    }

    /** The first system of a kind whose connector plays this role. */
    static <R extends Role> Optional<Bound<R>> first(List<R> roles, Landscape landscape,
            SystemSettings.Kind kind) {
        return landscape.systems(kind).stream().flatMap(system -> of(roles, system).stream()).findFirst();
    }

    /** The systems of a kind whose connectors play this role, in the order of {@link Landscape#systems}. */
    static <R extends Role> List<String> played(List<R> roles, Landscape landscape, SystemSettings.Kind kind) {
        return landscape.systems(kind).stream().filter(system -> of(roles, system).isPresent()).map(SystemSettings::id)
                .toList();
    }

    /**
     * The connector of one system.
     *
     * @throws SystemUnavailable when there is no such system, or its connector does not play this role
     */
    static <R extends Role> Bound<R> of(List<R> roles, Landscape landscape, String system) {
        return landscape.system(system).flatMap(each -> of(roles, each)).orElseThrow(() -> new SystemUnavailable(
                "The landscape has no system " + system + " that can be asked this."));
    }

    /** The connector of one system, if it plays this role. */
    static <R extends Role> Optional<Bound<R>> of(List<R> roles, SystemSettings system) {
        return roles.stream().filter(role -> role.serves(system)).findFirst()
                .map(role -> new Bound<>(system, role));
    }
}

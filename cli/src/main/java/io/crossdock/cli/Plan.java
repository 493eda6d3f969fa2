package io.crossdock.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What shall run.
 *
 * @param data where everything is kept
 * @param secrets folder of the secrets
 * @param hub the program and how each of its processes is set up
 * @param estate the example estate, if it shall run
 * @param readyPatience how long the hub, and the estate, may take until they are ready
 * @param stopPatience how long each of the hub and the estate may take over a gentle end
 */
record Plan(Path data, Path secrets, Hub hub, Database database, Optional<Estate> estate,
        Duration readyPatience, Duration stopPatience) {

    /**
     * @param command up to the program's own arguments
     * @param bind address to listen on
     * @param ports one for each process
     */
    record Hub(List<String> command, Path landscape, String bind, List<Integer> ports) {}

    /** Where the hub keeps its ledgers. */
    sealed interface Database {}

    /** A PostgreSQL of our own in the data folder. */
    record Embedded() implements Database {}

    record External(String jdbcUrl, String username, String password) implements Database {}

    /**
     * @param command up to the program's own arguments
     * @param arguments beyond those that connect it to the hub
     */
    record Estate(List<String> command, int port, List<String> arguments) {}

    URI hubAddress() {
        return URI.create("http://localhost:" + hub.ports().getFirst());
    }

    Optional<URI> estateAddress() {
        return estate.map(program -> URI.create("http://localhost:" + program.port()));
    }

    Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    String hubName(int index) {
        return index == 0 ? "hub" : "hub-" + (index + 1);
    }

    /** The command of one hub process; the database's password goes through its environment. */
    ChildProgram.Recipe hubRecipe(int index, External where) {
        List<String> arguments = List.of(
                "--server.port=" + hub.ports().get(index),
                "--server.address=" + hub.bind(),
                "--crossdock.node=" + hubName(index),
                "--crossdock.landscape=" + hub.landscape(),
                "--crossdock.secrets=" + secrets,
                "--crossdock.edi.folder=" + data.resolve("edi"),
                "--crossdock.database.url=" + where.jdbcUrl(),
                "--crossdock.database.username=" + where.username(),
                "--crossdock.exit-with-parent=true");
        Map<String, String> environment = estateAddress()
                .map(address -> Map.of("CROSSDOCK_DATABASE_PASSWORD", where.password(),
                        "ESTATE_URL", address.toString()))
                .orElseGet(() -> Map.of("CROSSDOCK_DATABASE_PASSWORD", where.password()));
        return new ChildProgram.Recipe(hubName(index), joined(hub.command(), arguments), environment,
                log(hubName(index)));
    }

    ChildProgram.Recipe estateRecipe(Estate program) {
        List<String> connection = List.of(
                "--port", Integer.toString(program.port()),
                "--hub", hubAddress().toString(),
                "--secrets", secrets.toString(),
                "--data", data.resolve("estate").toString(),
                "--exit-with-parent");
        return new ChildProgram.Recipe("estate", joined(program.command(), joined(connection, program
                .arguments())),
                Map.of(), log("estate"));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}

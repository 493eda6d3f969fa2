package io.crossdock.cli;

import io.crossdock.postgres.FolderInUseException;
import io.crossdock.postgres.FolderLock;
import io.crossdock.postgres.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "up", header = "Run the hub on a landscape of your own.", mixinStandardHelpOptions = true,
        description = {"Starts the hub without the example distributor, on a PostgreSQL of its own or on "
                + "yours, and "
                + "runs until Ctrl-C. When it is ready, standard output has the line: ready "
                + "hub=http://localhost:PORT"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  crossdock up --landscape my-landscape --secrets my-secrets",
            "  export CROSSDOCK_DATABASE_PASSWORD=…",
            "  crossdock up --landscape my-landscape \\",
            "        --database jdbc:postgresql://db.example.com/crossdock --database-user hub",
            "  crossdock up --landscape my-landscape --replicas 2"})
final class UpCommand implements Callable<Integer> {

    /** Without end for practical purposes: the hub is not ready while a system it must read from is away. */
    private static final Duration READY_PATIENCE = Duration.ofDays(365);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    @Mixin
    Output output;

    @Option(names = "--landscape", paramLabel = "DIR", required = true,
            description = "Folder that describes systems, consumers, partners and policies.")
    Path landscape;

    @Option(names = "--port", defaultValue = "8080", description = "The hub's port; 0 takes a free one. "
            + "Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}.")
    String bind;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Where logs and the embedded database are kept. "
            + "Default: the folder `up` beside the demo's.")
    Optional<Path> data = Optional.empty();

    @Option(names = "--secrets", paramLabel = "DIR", description = "Folder of the files that the landscape's "
            + "`file:` references name. Default: `secrets` in the data folder.")
    Optional<Path> secrets = Optional.empty();

    @Option(names = "--database", paramLabel = "URL",
            description = "JDBC address of a PostgreSQL 16 or newer. "
            + "Default: an embedded one.")
    Optional<String> database = Optional.empty();

    @Option(names = "--database-user", paramLabel = "NAME", defaultValue = "crossdock",
            description = "Its user. Default: ${DEFAULT-VALUE}.")
    String databaseUser;

    @Option(names = "--database-password", paramLabel = "REF",
            defaultValue = "env:CROSSDOCK_DATABASE_PASSWORD",
            description = "Where its password is: env:NAME or file:PATH. Default: ${DEFAULT-VALUE}.")
    String databasePassword;

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "1",
            description = "Hub processes on the one "
            + "database, on ports counting up from --port. Default: ${DEFAULT-VALUE}.")
    int replicas;

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        if (!Files.isDirectory(landscape)) {
            throw new CommandFailed(ExitCode.USAGE, "No landscape folder at " + landscape);
        }
        if (replicas < 1 || replicas > 16) {
            throw new CommandFailed(ExitCode.USAGE, "--replicas must be 1..16");
        }
        Path folder = data.orElseGet(DataFolder::usualOfUp).toAbsolutePath().normalize();
        try (FolderLock _ = FolderLock.take(folder)) {
            LeftOvers.end(folder, output::note);
            run(plan(folder), begin);
        } catch (FolderInUseException e) {
            throw new CommandFailed(ExitCode.IN_USE, e);
        }
        return ExitCode.OK.number();
    }

    private Plan plan(Path folder) {
        int first = chosenPort(port);
        List<Integer> ports = IntStream.range(0, replicas)
                .mapToObj(i -> port == 0 && i > 0 ? Ports.free() : chosenPort(first + i)).toList();
        Plan.Hub hub = new Plan.Hub(Installation.here().hub().command(),
                landscape.toAbsolutePath().normalize(), bind, ports);
        Path secretFolder = secrets.orElseGet(() -> folder.resolve("secrets")).toAbsolutePath().normalize();
        return new Plan(folder, secretFolder, hub,
                database.<Plan.Database>map(url -> new Plan.External(url, databaseUser, password()))
                        .orElseGet(Plan.Embedded::new),
                Optional.empty(), READY_PATIENCE, STOP_PATIENCE);
    }

    private void run(Plan plan, long begin) throws InterruptedException {
        try (Supervisor supervisor = new Supervisor(plan, output::note)) {
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "stop"));
            supervisor.start();
            double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            if (output.json) {
                output.raw(JsonMapper.shared().createObjectNode().put("ready", true)
                        .put("hub", plan.hubAddress().toString()).put("seconds", seconds).toString());
            } else {
                plan.hub().ports().forEach(each -> output.say("hub on http://localhost:" + each));
                output.say("logs in " + plan.data().resolve("logs"));
                output.say(String.format(Locale.ROOT, "Started in %.1f s", seconds));
                output.raw("ready hub=" + plan.hubAddress());
            }
            new CountDownLatch(1).await();
        }
    }

    private String password() {
        if (databasePassword.startsWith("env:")) {
            String value = System.getenv(databasePassword.substring(4));
            return value == null ? "" : value;
        }
        if (databasePassword.startsWith("file:")) {
            try {
                return Files.readString(Path.of(databasePassword.substring(5))).strip();
            } catch (IOException e) {
                throw new CommandFailed(ExitCode.USAGE, "Cannot read the database's password: " + e
                        .getMessage());
            }
        }
        throw new CommandFailed(ExitCode.USAGE, "--database-password takes env:NAME or file:PATH, never the "
                + "password itself: others could read it in the list of processes.");
    }

    static int chosenPort(int wanted) {
        if (wanted == 0) {
            return Ports.free();
        }
        if (wanted < 0 || wanted > 65_535) {
            throw new CommandFailed(ExitCode.USAGE, "--port must be 0..65535");
        }
        if (!Ports.isFree(wanted)) {
            throw new CommandFailed(ExitCode.IN_USE, "Port " + wanted + " is taken by another program. "
                    + "Choose another with --port, or --port 0 for a free one.");
        }
        return wanted;
    }
}

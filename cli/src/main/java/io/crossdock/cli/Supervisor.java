package io.crossdock.cli;

import io.crossdock.postgres.EmbeddedPostgres;
import io.crossdock.postgres.Options;
import io.crossdock.postgres.Ports;
import io.crossdock.postgres.PostgresException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a plan: database first, then the hub and the estate side by side; keeps them running; stops them in
 * order (hub, estate, database). Thread-safe. The caller holds the data folder's lock.
 */
final class Supervisor implements AutoCloseable {

    private static final String DATABASE = "crossdock";
    private static final int CONNECTIONS_PER_HUB = 60;
    private static final Duration NOTICES = Duration.ofSeconds(30);

    private final Plan plan;
    private final Consumer<String> messages;
    /** In the order of their stopping, reversed. */
    private final List<Keeper> keepers = new ArrayList<>();
    private final Object stopping = new Object();
    private boolean closed;

    Supervisor(Plan plan, Consumer<String> messages) {
        this.plan = plan;
        this.messages = messages;
    }

    /** Starts everything and returns when all of it is ready. */
    void start() {
        Plan.External database = switch (plan.database()) {
            case Plan.Embedded _ -> startDatabase();
            case Plan.External external -> external;
        };
        List<Runnable> waits = new ArrayList<>();
        plan.estate().ifPresent(program -> {
            Keeper estate = keep("estate", () -> ChildProgram.start(plan.estateRecipe(program)));
            URI address = URI.create("http://localhost:" + program.port() + "/control/faults");
            waits.add(() -> readiness(Optional.empty()).await(estate, address, plan.log("estate")));
        });
        for (int i = 0; i < plan.hub().ports().size(); i++) {
            ChildProgram.Recipe recipe = plan.hubRecipe(i, database);
            Keeper hub = keep(recipe.name(), () -> ChildProgram.start(recipe));
            URI actuator = URI.create("http://localhost:" + plan.hub().ports().get(i) + "/actuator/");
            waits.add(() -> readiness(Optional.of(actuator.resolve("awaited"))).await(hub,
                    actuator.resolve("health/readiness"), recipe.log()));
        }
        note();
        waits.forEach(Runnable::run);
        synchronized (this) {
            keepers.forEach(Keeper::watch);
        }
    }

    private Readiness readiness(Optional<URI> reasons) {
        return new Readiness(plan.readyPatience(), NOTICES, messages, reasons);
    }

    private Plan.External startDatabase() {
        try {
            int port = Ports.free();
            Options options = Options.in(plan.data().resolve("postgres")).withPort(port)
                    .withConnections(40 + CONNECTIONS_PER_HUB * plan.hub().ports().size());
            Keeper keeper = keep("postgres", () -> new PostgresPart(EmbeddedPostgres.start(options)));
            EmbeddedPostgres postgres = ((PostgresPart) keeper.part()).postgres();
            postgres.createDatabase(DATABASE);
            return new Plan.External(postgres.jdbcUrl(DATABASE), postgres.username(), postgres.password());
        } catch (PostgresException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, e);
        }
    }

    private synchronized Keeper keep(String name, Supplier<Part> starter) {
        if (closed) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Stopped before everything was started");
        }
        Keeper keeper = new Keeper(name, starter, Keeper.BackOff.USUAL, messages, this::note);
        keepers.add(keeper);
        return keeper;
    }

    /** Writes down what runs. */
    private synchronized void note() {
        if (closed) {
            return;
        }
        List<RunFile.Running> processes = new ArrayList<>();
        processes.add(RunFile.Running.of("launcher", ProcessHandle.current().pid()));
        for (Keeper keeper : keepers) {
            processes.add(RunFile.Running.of(keeper.name(), keeper.part().pid()));
        }
        new RunFile(plan.hubAddress(), plan.estateAddress(), plan.secrets(), processes).write(plan.data());
    }

    /** Stops everything; when another thread is doing so already, waits until that is done. */
    @Override
    public void close() {
        boolean first;
        synchronized (this) {
            first = !closed && !keepers.isEmpty();
            closed = true;
        }
        if (first) {
            messages.accept("Stopping …");
        }
        synchronized (stopping) {
            for (Keeper keeper : keepers.reversed()) {
                try {
                    keeper.stop(plan.stopPatience());
                } catch (RuntimeException e) {
                    messages.accept(keeper.name() + " does not stop: " + e.getMessage());
                }
            }
            RunFile.delete(plan.data());
        }
    }

    /** As {@link #close()}, without patience for the hub and the estate. */
    void abort() {
        synchronized (this) {
            closed = true;
        }
        keepers.forEach(Keeper::kill);
        close();
    }
}

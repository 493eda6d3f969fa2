package io.crossdock.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process. Its output goes to a bounded log; its input is a pipe that ends when this process dies,
 * however it dies, which tells the child to end, too.
 */
final class ChildProgram implements Part {

    private static final long LOG_BYTES_MAX = 10_000_000;
    private static final boolean HAS_SETSID = hasSetsid();

    /**
     * How to start it.
     *
     * @param environment on top of this process's own
     */
    record Recipe(String name, List<String> command, Map<String, String> environment, Path log) {

        Recipe {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    private final Process process;

    private ChildProgram(Process process) {
        this.process = process;
    }

    static ChildProgram start(Recipe recipe) {
        List<String> command = new ArrayList<>();
        if (HAS_SETSID) {
            // Ctrl-C in a terminal goes to its whole process group; the children are stopped in order
            // instead.
            command.add("setsid");
        }
        command.addAll(recipe.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(recipe.environment());
        RotatingLog log = new RotatingLog(recipe.log(), LOG_BYTES_MAX);
        try {
            Process process = builder.start();
            Thread.ofPlatform().daemon().name(recipe.name() + "-log").start(() -> {
                try (log) {
                    log.copy(process.getInputStream());
                }
            });
            return new ChildProgram(process);
        } catch (IOException e) {
            log.close();
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot start " + recipe.name() + ": " + e
                    .getMessage());
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<String> onExit() {
        return process.onExit().thenApply(ended -> "exit code " + ended.exitValue());
    }

    @Override
    public void stop(Duration patience) {
        // Through the handle, which leaves the output open: its last lines belong into the log.
        process.toHandle().destroy();
        if (!hasEndedWithin(patience)) {
            kill();
            hasEndedWithin(Duration.ofSeconds(10));
        }
    }

    @Override
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    private boolean hasEndedWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasSetsid() {
        try {
            return new ProcessBuilder("setsid", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

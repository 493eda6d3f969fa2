package io.crossdock.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours. None outlives this JVM: a hook kills them, and their standard input ends when it does not.
 */
public final class Child implements AutoCloseable {

    private static final Duration GENTLE = Duration.ofSeconds(30);
    private static final Set<Child> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Child::kill), "kill-children"));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** @param environment on top of this process's own */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Child child = new Child(name, log, builder.start());
            ALIVE.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it ended with; 137 after SIGKILL. @throws IllegalThreadStateException while it runs */
    int exitValue() {
        return process.exitValue();
    }

    /** @throws IllegalStateException with the end of its log, when it has ended */
    public void requireAlive() {
        if (!isAlive()) {
            throw new IllegalStateException(toString());
        }
    }

    /** SIGKILL, as {@code kill -9} does; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        ALIVE.remove(this);
    }

    /** SIGTERM; SIGKILL when that does not help. */
    @Override
    public void close() {
        try {
            process.destroy();
            process.waitFor(GENTLE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    @Override
    public String toString() {
        String state = isAlive() ? "process " + process.pid() : "ended with " + process.exitValue();
        return name + " (" + state + "), log " + log + ":\n" + logTail();
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }
}

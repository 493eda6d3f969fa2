package io.crossdock.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One life of the server program. */
final class ServerProcess {

    /** How the start went. */
    sealed interface Outcome {}

    record Ready() implements Outcome {}

    record PortTaken() implements Outcome {}

    /** Backends of an earlier server still have the data open. */
    record DataStillOpen(String log) implements Outcome {}

    record Failed(String log) implements Outcome {}

    private final Cluster cluster;
    private final Process process;
    private final long logStart;

    private ServerProcess(Cluster cluster, Process process, long logStart) {
        this.cluster = cluster;
        this.process = process;
        this.logStart = logStart;
    }

    static ServerProcess start(Cluster cluster, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.data().toString()));
        arguments.addAll(settings);
        ProcessBuilder builder = cluster.runAs().server(cluster.binaries().program("postgres"), arguments)
                .directory(cluster.folder().toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()));
        long logStart = cluster.log().toFile().length();
        Process process = startOnThreadOfItsOwn(builder);
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new PostgresException("Cannot start PostgreSQL: " + e.getMessage(), e);
        }
        return new ServerProcess(cluster, process, logStart);
    }

    /**
     * Linux ties the stop signal to the thread that started the server, so that thread lives as long as it
     * does.
     */
    private static Process startOnThreadOfItsOwn(ProcessBuilder builder) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("embedded-postgres").start(() -> {
            try {
                Process process = builder.start();
                started.complete(process);
                process.onExit().join();
            } catch (IOException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return started.join();
        } catch (CompletionException e) {
            throw new PostgresException("Cannot start PostgreSQL: " + e.getMessage(), e);
        }
    }

    Outcome awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            if (pause(Duration.ofMillis(10))) {
                return failure();
            }
            if (saysReady()) {
                return new Ready();
            }
        }
        stop();
        return new Failed("not ready after " + patience.toSeconds() + " s\n" + log());
    }

    /** The file PostgreSQL keeps for pg_ctl: first line the pid, eighth line the status. */
    private boolean saysReady() {
        try {
            List<String> lines = Files.readAllLines(cluster.data().resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(0).strip().equals(Long.toString(process.pid()))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException notThereYet) {
            return false;
        }
    }

    private Outcome failure() {
        String log = log();
        if (log.contains("could not create any TCP/IP sockets")) {
            return new PortTaken();
        }
        if (log.contains("pre-existing shared memory block")) {
            return new DataStillOpen(log);
        }
        return new Failed(log);
    }

    private String log() {
        Path file = cluster.log();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.min(logStart, in.length()));
            byte[] bytes = new byte[(int) Math.min(in.length() - in.getFilePointer(), 100_000)];
            in.readFully(bytes);
            return tail(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    static String tail(String log) {
        List<String> lines = log.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Waits; true when the server has ended. */
    boolean pause(Duration time) {
        try {
            if (process.isAlive()) {
                return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            }
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new PostgresException("Interrupted while PostgreSQL was starting", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    void stop() {
        cluster.end(process.toHandle());
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}

package io.crossdock.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The server's folder on disk: {@code data} (PostgreSQL's own), {@code password} (of the one user, readable
 * by the owner only), {@code server.log}.
 */
record Cluster(Path folder, Binaries binaries, RunAs runAs) {

    static final String USER = "crossdock";
    private static final long LOG_BYTES_MAX = 4_000_000;

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    String password() {
        try {
            return Files.readString(folder.resolve("password")).strip();
        } catch (IOException e) {
            throw new PostgresException("The data in %s cannot be opened without the file %s: %s"
                    .formatted(data(), folder.resolve("password"), e.getMessage()), e);
        }
    }

    /** Creates the data on first use and checks that it fits these programs. */
    void prepare() {
        try {
            if (!Files.exists(data())) {
                create();
            }
            String version = Files.readString(data().resolve("PG_VERSION")).strip();
            if (!version.equals(Binaries.majorVersion())) {
                throw new PostgresException(("The data in %s belong to PostgreSQL %s, this is PostgreSQL %s. "
                        + "Dump them with the old version and load them into a new folder.")
                        .formatted(data(), version, Binaries.majorVersion()));
            }
            runAs.own(folder);
            if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
                Files.move(log(), folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new PostgresException("Cannot prepare the data folder " + data() + ": " + e.getMessage(),
                    e);
        }
    }

    private void create() throws IOException {
        Platform.permit(folder, "rwx------");
        Path part = folder.resolve("data.part");
        Binaries.deleteTree(part);
        Files.createDirectories(part);
        Path password = folder.resolve("password");
        Files.deleteIfExists(password);
        Files.createFile(password);
        Platform.permit(password, "rw-------");
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.writeString(password, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        runAs.own(folder);
        run("initdb", Duration.ofMinutes(2), "--pgdata=" + part, "--username=" + USER, "--pwfile=" + password,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8",
                "--lc-messages=C", "--data-checksums", "--no-instructions");
        // The data appear under their name only when they are complete.
        Files.move(part, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Ends a server which an earlier, killed launcher left on this data, and makes a stale pid file harmless.
     * The caller holds the folder's lock, so nobody else owns that server.
     */
    void endLeftOver() {
        Path pidFile = data().resolve("postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            List<String> lines = Files.readAllLines(pidFile);
            Optional<ProcessHandle> leftOver = serverOf(lines);
            if (leftOver.isPresent()) {
                end(leftOver.get());
            }
            if (Files.exists(pidFile)) {
                neutralise(pidFile, lines);
            }
        } catch (IOException e) {
            throw new PostgresException("Cannot read " + pidFile + ": " + e.getMessage(), e);
        }
    }

    /**
     * PostgreSQL takes the pid of its own parent for a stale one, whereas any other living process of the
     * same user would block the start. The other lines stay: by them it still finds out whether an orphaned
     * backend has the data open.
     */
    private static void neutralise(Path pidFile, List<String> lines) throws IOException {
        if (Platform.IS_WINDOWS || lines.size() < 2) {
            Files.delete(pidFile);
            return;
        }
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.writeString(pidFile, String.join("\n", lines) + "\n");
    }

    /**
     * The living server the pid file speaks of: a process of that number that is a postgres of that start
     * time.
     */
    private Optional<ProcessHandle> serverOf(List<String> pidFile) {
        if (pidFile.size() < 3 || !pidFile.get(0).strip().matches("\\d{1,18}")
                || !pidFile.get(2).strip().matches("\\d{1,12}")) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochSecond(Long.parseLong(pidFile.get(2).strip()));
        return ProcessHandle.of(Long.parseLong(pidFile.get(0).strip()))
                .filter(Cluster::isPostgres)
                .filter(process -> process.info().startInstant()
                .map(instant -> Duration.between(instant, started).abs().toSeconds() < 60)
                                .orElse(true));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive() && process.info().command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    /** Fast shutdown, then immediate, then kill. Returns when the process is gone. */
    void end(ProcessHandle server) {
        signal("INT", server);
        if (!isGone(server, Duration.ofSeconds(30))) {
            signal("QUIT", server);
        }
        if (!isGone(server, Duration.ofSeconds(10))) {
            server.destroyForcibly();
        }
        if (!isGone(server, Duration.ofSeconds(10))) {
            throw new PostgresException("The PostgreSQL process " + server.pid() + " does not end");
        }
    }

    private void signal(String name, ProcessHandle server) {
        if (server.isAlive()) {
            try {
                run("pg_ctl", Duration.ofSeconds(10), "kill", name, Long.toString(server.pid()));
            } catch (PostgresException e) {
                if (isPostgres(server)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isGone(ProcessHandle server, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (isPostgres(server)) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void run(String program, Duration patience, String... arguments) {
        ProcessBuilder builder = runAs.command(binaries.program(program), List.of(arguments));
        builder.directory(folder.toFile());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new PostgresException(program + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new PostgresException(program + " failed: " + output.strip());
            }
        } catch (IOException e) {
            throw new PostgresException("Cannot run " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("Interrupted while running " + program, e);
        }
    }
}

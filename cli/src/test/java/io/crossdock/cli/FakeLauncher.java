package io.crossdock.cli;

import io.crossdock.postgres.FolderLock;
import io.crossdock.postgres.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs a supervisor over fake programs in a process of its own, as the demo does over the real ones. */
final class FakeLauncher {

    private FakeLauncher() {}

    static Plan plan(Path data) {
        return new Plan(data, data.resolve("secrets"),
                new Plan.Hub(FakeProgram.command(), data, "127.0.0.1", List.of(Ports.free())),
                new Plan.Embedded(),
                Optional.of(new Plan.Estate(FakeProgram.command(), Ports.free(), List.of())),
                Duration.ofMinutes(1), Duration.ofSeconds(5));
    }

    static Process start(Path data) throws Exception {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), FakeLauncher.class.getName(), data.toString())
                .redirectErrorStream(true).start();
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        try (FolderLock _ = FolderLock.take(data);
                Supervisor supervisor = new Supervisor(plan(data), System.err::println)) {
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
            LeftOvers.end(data, System.err::println);
            supervisor.start();
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }
}

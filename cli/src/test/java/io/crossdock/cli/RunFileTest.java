package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands find the hub that runs, be it the demo's or one's own. */
class RunFileTest {

    private static final RunFile.Running ALIVE = RunFile.Running.of("launcher", ProcessHandle.current().pid());
    private static final RunFile.Running KILLED = new RunFile.Running("launcher", ProcessHandle.current().pid(),
            Optional.of(Instant.EPOCH));

    private Path demo;
    private Path own;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        demo = Files.createDirectories(directory.resolve("crossdock"));
        own = Files.createDirectories(directory.resolve("crossdock/up"));
    }

    private void runs(Path folder, int port, RunFile.Running process) {
        new RunFile(URI.create("http://127.0.0.1:" + port), Optional.empty(), folder.resolve("secrets"), List.of(process))
                .write(folder);
    }

    private int found() {
        return RunFile.running(List.of(demo, own), Optional.empty()).hub().getPort();
    }

    @Test
    void theOneThatRunsIsFoundOnWhicheverFolder() {
        assertThatThrownBy(this::found).hasMessageStartingWith("No hub runs on " + demo + " and on " + own);

        runs(own, 7002, ALIVE);
        assertThat(found()).isEqualTo(7002);
    }

    @Test
    void oneWhoseLauncherWasKilledDoesNotHideTheOther() {
        runs(own, 7002, ALIVE);
        runs(demo, 7001, KILLED);

        assertThat(found()).isEqualTo(7002);
    }

    @Test
    void nobodyIsTalkedToByChance() {
        runs(own, 7002, ALIVE);
        runs(demo, 7001, ALIVE);

        assertThatThrownBy(this::found).isInstanceOfSatisfying(CommandFailed.class,
                failed -> assertThat(failed.code()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Hubs run on " + demo + " and on " + own + ". Say which with --data DIR or --hub URL.");
    }

    @Test
    void theOneWhoseAddressIsGivenIsMeant() {
        runs(own, 7002, ALIVE);
        runs(demo, 7001, ALIVE);

        assertThat(RunFile.running(List.of(demo, own), Optional.of(URI.create("http://127.0.0.1:7002"))).hub())
                .hasPort(7002);
        assertThatThrownBy(() -> RunFile.running(List.of(demo, own), Optional.of(URI.create("http://127.0.0.1:7003"))))
                .hasMessage("Hubs run on " + demo + " and on " + own + ". Say which with --data DIR.");
    }

    @Test
    void aDamagedFileDoesNotHideTheOther() throws IOException {
        Files.writeString(demo.resolve("run.json"), "{");
        assertThatThrownBy(this::found).hasMessageStartingWith(demo.resolve("run.json") + " is damaged: ");

        runs(own, 7002, KILLED);
        assertThatThrownBy(this::found).hasMessageStartingWith(demo.resolve("run.json") + " is damaged: ");
        runs(own, 7002, ALIVE);
        assertThat(found()).isEqualTo(7002);
    }
}

package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.postgres.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path data;

    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Test
    void everyPartThatIsKilledRunsAgainAtTheSameAddressAndNoneIsLeftAtTheEnd() {
        Plan plan = FakeLauncher.plan(data);
        List<RunFile.Running> seen = new CopyOnWriteArrayList<>();
        try (Supervisor supervisor = new Supervisor(plan, messages::add)) {
            supervisor.start();
            for (String name : List.of("hub", "estate", "postgres")) {
                RunFile.Running first = running(name);
                seen.add(first);
                first.alive().orElseThrow().destroyForcibly();
                await().atMost(PATIENCE).until(() -> running(name).pid() != first.pid());
                seen.add(running(name));
                assertThat(running(name).alive()).isPresent();
            }
            await().atMost(PATIENCE).until(() -> answers(plan.hubAddress())
                    && answers(plan.estateAddress().orElseThrow()));
            assertThat(messages).anyMatch(message -> message
                    .startsWith("hub has ended by itself (exit code 137)"));
        }
        assertThat(seen).allMatch(process -> process.alive().isEmpty());
        assertThat(data.resolve("run.json")).doesNotExist();
    }

    @Test
    void aPartThatDoesNotStartIsReportedWithTheEndOfItsLog() {
        Plan good = FakeLauncher.plan(data);
        Plan bad = new Plan(data, data, new Plan.Hub(List.of("sh", "-c",
                "echo the landscape is wrong; exit 3", "--"),
                data, "127.0.0.1", good.hub().ports()),
                new Plan.External("jdbc:none", "", ""), Optional.empty(), PATIENCE, Duration.ofSeconds(5));
        try (Supervisor supervisor = new Supervisor(bad, messages::add)) {
            assertThatThrownBy(supervisor::start).isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("exit code 3").hasMessageContaining("the landscape is wrong");
        }
    }

    @Test
    void anAbortDoesNotWaitForAGentleEnd() throws Exception {
        Plan deaf = new Plan(data, data, new Plan.Hub(List.of("sh", "-c", "trap '' TERM; sleep 600", "--"),
                data, "127.0.0.1", List.of(Ports.free())),
                new Plan.External("jdbc:none", "", ""), Optional.empty(), PATIENCE, Duration.ofMinutes(5));
        try (Supervisor supervisor = new Supervisor(deaf, messages::add)) {
            Thread starting = Thread.ofPlatform().start(() -> assertThatThrownBy(supervisor::start)
                    .isInstanceOf(CommandFailed.class));
            await().atMost(PATIENCE).until(() -> RunFile.read(data).isPresent());
            RunFile.Running hub = running("hub");
            Thread closing = Thread.ofPlatform().start(supervisor::close);
            supervisor.abort();
            closing.join();
            starting.join();
            assertThat(hub.alive()).isEmpty();
        }
    }

    @Test
    void aLauncherThatIsStoppedLeavesNothing() throws Exception {
        Process launcher = FakeLauncher.start(data);
        assertThat(launcher.inputReader().readLine()).isEqualTo("ready");
        List<RunFile.Running> processes = RunFile.read(data).orElseThrow().processes();
        assertThat(processes).hasSize(4).allMatch(process -> process.alive().isPresent());

        launcher.destroy();
        launcher.waitFor();

        assertThat(processes).allMatch(process -> process.alive().isEmpty());
        assertThat(data.resolve("run.json")).doesNotExist();
    }

    @Test
    void whatAKilledLauncherLeavesIsGoneOnceTheNextStands() throws Exception {
        Process first = FakeLauncher.start(data);
        assertThat(first.inputReader().readLine()).isEqualTo("ready");
        List<RunFile.Running> left = RunFile.read(data).orElseThrow().processes();
        first.destroyForcibly().waitFor();

        Process second = FakeLauncher.start(data);
        try {
            assertThat(lines(second)).contains("ready");
            assertThat(left).allMatch(process -> process.alive().isEmpty());
        } finally {
            second.destroy();
            second.waitFor();
        }
    }

    @Test
    void aSecondLauncherIsRefusedAndTheFirstIsUnharmed() throws Exception {
        Process first = FakeLauncher.start(data);
        try {
            assertThat(first.inputReader().readLine()).isEqualTo("ready");
            Process second = FakeLauncher.start(data);
            String answer = new String(second.getInputStream().readAllBytes());
            assertThat(answer).contains("is in use by process " + first.pid());
            assertThat(RunFile.read(data).orElseThrow().processes())
                    .hasSize(4).allMatch(process -> process.alive().isPresent());
        } finally {
            first.destroy();
            first.waitFor();
        }
    }

    @Test
    void aForeignProcessThatHasTheNumberOfAnOldOneIsLeftAlone() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        Process own = new ProcessBuilder("sleep", "60").start();
        try {
            RunFile.Running mistaken = RunFile.Running.of("hub", bystander.pid());
            new RunFile(URI.create("http://localhost"), Optional.empty(), data, List.of(
                    new RunFile.Running("hub", bystander.pid(),
                            mistaken.started().map(started -> started.minusSeconds(3600))),
                    RunFile.Running.of("estate", own.pid()))).write(data);

            LeftOvers.end(data, messages::add);

            assertThat(own.waitFor()).isNotEqualTo(0);
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
            own.destroyForcibly();
        }
    }

    private RunFile.Running running(String name) {
        return RunFile.read(data).stream().flatMap(run -> run.processes().stream())
                .filter(process -> process.name().equals(name)).findFirst().orElseThrow();
    }

    private static Stream<String> lines(Process process) throws IOException {
        String line = process.inputReader().readLine();
        return line == null || line.equals("ready") ? Stream.ofNullable(line)
                : Stream.concat(Stream.of(line), lines(process));
    }

    private static boolean answers(URI address) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

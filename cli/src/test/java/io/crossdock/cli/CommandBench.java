package io.crossdock.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands are run against a hub that answers as a test says. */
abstract class CommandBench {

    @TempDir
    Path data;

    FakeHub hub;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeEach
    void aHubRunsOnTheDataFolder() throws Exception {
        hub = new FakeHub("portal-demo", "s3cret");
        Path secrets = Files.createDirectories(data.resolve("secrets"));
        Files.writeString(secrets.resolve("portal-demo"), "s3cret\n");
        new RunFile(hub.address(), Optional.empty(), secrets, List.of()).write(data);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    final int run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        if (!words[0].equals("up") && !arguments.contains("--openapi")) {
            arguments.addAll(List.of("--data", data.toString()));
        }
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}

package io.crossdock.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which hub a command talks to, and as whom. */
final class HubOptions {

    private static final String SECRET_VARIABLE = "CROSSDOCK_CLIENT_SECRET";

    @Option(names = "--hub", paramLabel = "URL",
            description = "Address of the hub. Default: the one that runs on "
            + "the data folder.")
    Optional<URI> hub = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR",
            description = "Data folder of a running `crossdock demo` or `up`. "
            + "Default: the folders these use themselves; whichever runs.")
    Optional<Path> data = Optional.empty();

    @Option(names = "--secret-file", paramLabel = "FILE",
            description = "File with the client's secret. Default: "
            + "$" + SECRET_VARIABLE + ", else the file of the client's name in the data folder's secrets.")
    Optional<Path> secretFile = Optional.empty();

    /** A connection as this client. */
    HubClient connect(String client) {
        return new HubClient(address(), client, secret(client));
    }

    private URI address() {
        return hub.orElseGet(() -> run().hub());
    }

    private RunFile run() {
        return RunFile.running(data.map(List::of).orElseGet(() -> List.of(DataFolder.usual(), DataFolder.usualOfUp())),
                hub);
    }

    private String secret(String client) {
        String variable = System.getenv(SECRET_VARIABLE);
        if (secretFile.isEmpty() && variable != null && !variable.isBlank()) {
            return variable.strip();
        }
        if (client.isBlank() || client.contains("/") || client.contains("\\") || client.startsWith(".")) {
            throw new CommandFailed(ExitCode.USAGE, "not a client name: " + client);
        }
        Path file = secretFile.orElseGet(() -> run().secrets().resolve(client));
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.USAGE,
                    "The secret of the client %s is not in %s. Name its file with "
                    .formatted(client, file) + "--secret-file, or put it into $" + SECRET_VARIABLE + ".");
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "Cannot read " + file + ": " + e.getMessage());
        }
    }
}

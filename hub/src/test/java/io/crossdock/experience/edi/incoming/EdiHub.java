package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The EDI channel on a database, with the example landscape, whose partner gets its documents into a folder. */
final class EdiHub implements AutoCloseable {

    private final Path directory;
    private final ExampleLandscape landscape;
    private final Landscapes landscapes;
    private final TestHub hub;

    EdiHub(Path directory) throws IOException {
        this.directory = directory;
        Clock clock = Clock.systemUTC();
        landscape = ExampleLandscape.in(directory);
        landscape.replace("partners/buildwell.yaml", "{system: buildwell}", "{folder: " + out() + "}");
        landscapes = landscape.landscapes(clock);
        hub = TestHub.on(TestDatabase.migrated(), clock)
                .scan("io.crossdock.experience.edi.incoming", "io.crossdock.experience.edi.outgoing",
                        "io.crossdock.experience.edi.maps", "io.crossdock.platform.transports")
                .with(Landscapes.class, landscapes).with(Secrets.class, landscape.secretsInForce())
                .with(HttpCaller.class)
                .with(Lanes.class, () -> Map.of("edi:buildwell", LaneSettings.DEFAULT,
                        "edi:stranger", LaneSettings.DEFAULT))
                .open();
        hub.start();
    }

    TestHub hub() {
        return hub;
    }

    ExampleLandscape landscape() {
        return landscape;
    }

    Landscapes landscapes() {
        return landscapes;
    }

    Path out() {
        return directory.resolve("out");
    }

    List<EdiDoor.Arrival> send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return hub.get(EdiDoor.class).take(bytes, new X12Reader(Limits.usual()).read(bytes),
                Origin.start("c-1", "consumer:edi-buyer"));
    }

    /** What was delivered, in the order of control numbers, one line per interchange. */
    List<String> delivered() {
        try {
            if (!Files.exists(out())) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(out())) {
                return files.filter(file -> !file.getFileName().toString().startsWith("."))
                        .sorted(java.util.Comparator.comparing(file -> file.getFileName().toString().substring(4)))
                        .map(EdiHub::read).toList();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}

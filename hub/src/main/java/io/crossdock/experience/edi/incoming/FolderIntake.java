package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.x12.Fault;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.Reading;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.journal.NewFact.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes interchanges from a folder. A file is taken when it has not changed between two looks; taking it is a rename,
 * so that of several hubs one gets it. It ends in {@code done} or, beside a file that says why, in {@code refused}.
 */
final class FolderIntake {

    private static final Logger LOG = LoggerFactory.getLogger(FolderIntake.class);
    private static final int FILES_MAX = 200;

    private record Sight(long size, Instant changed) {}

    private final EdiDoor door;
    private final Path folder;
    private final Path taken;
    private final Clock clock;
    private Map<Path, Sight> seen = Map.of();

    /** @param node name of this process, whose half-finished files it finds again after a restart */
    FolderIntake(EdiDoor door, Path folder, String node, Clock clock) {
        this.door = door;
        this.folder = folder;
        this.taken = folder.resolve(".taken").resolve(node.replaceAll("[^A-Za-z0-9._-]", "_"));
        this.clock = clock;
    }

    /** One look at the folder. */
    void look() throws IOException {
        Files.createDirectories(taken);
        if (door.crowded().isPresent()) {
            // They stay where their sender can see them, and are taken once there is room.
            return;
        }
        Map<Path, Sight> now = new HashMap<>();
        for (Path file : files(folder)) {
            Sight sight = new Sight(Files.size(file), Files.getLastModifiedTime(file).toInstant());
            if (sight.equals(seen.get(file))) {
                take(file);
            } else {
                now.put(file, sight);
            }
        }
        seen = now;
        for (Path file : files(taken)) {
            process(file);
        }
    }

    private void take(Path file) throws IOException {
        try {
            Files.move(file, taken.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            LOG.debug("another hub was faster to take {}", file);
        }
    }

    private void process(Path file) throws IOException {
        Limits limits = Limits.usual();
        if (Files.size(file) > limits.bytes()) {
            refuse(file, "The file has " + Files.size(file) + " bytes, at most " + limits.bytes() + " are read.\n");
            return;
        }
        byte[] payload = Files.readAllBytes(file);
        Reading reading = new X12Reader(limits).read(payload);
        if (reading.isUnreadable()) {
            refuse(file, sentences(reading.faults()));
            return;
        }
        List<EdiDoor.Arrival> arrivals = door.take(payload, reading,
                Origin.start(Correlation.begin(clock.instant()).id(), "folder:edi"));
        LOG.info("took {} interchange(s) from {}", arrivals.size(), file.getFileName());
        Path kept = finish(file, "done");
        if (!reading.faults().isEmpty()) {
            Files.writeString(kept.resolveSibling(kept.getFileName() + ".txt"), sentences(reading.faults()));
        }
    }

    private void refuse(Path file, String why) throws IOException {
        LOG.warn("the file {} holds no interchange: {}", file.getFileName(), why.strip());
        Path kept = finish(file, "refused");
        Files.writeString(kept.resolveSibling(kept.getFileName() + ".txt"), why);
    }

    private Path finish(Path file, String ending) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(ending));
        Path kept = directory.resolve(clock.instant().toString().replace(":", "") + "-" + file.getFileName());
        return Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sentences(List<Fault> faults) {
        return faults.stream().map(fault -> "byte " + fault.place().offset() + ": " + fault.sentence() + "\n")
                .collect(Collectors.joining());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).filter(file -> isReady(file.getFileName().toString()))
                    .sorted().limit(FILES_MAX).toList();
        }
    }

    private static boolean isReady(String name) {
        return !name.startsWith(".") && !name.endsWith(".part") && !name.endsWith(".tmp");
    }
}

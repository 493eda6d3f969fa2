package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.SystemSettings;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of one feed. A file is taken when it has not changed between two looks; taking it is a rename to
 * {@code working}, so that of several hubs one gets it. It ends in {@code done} or {@code refused} with a report beside
 * it. What a killed hub had in its hands it finds again, and finishes without doing anything twice.
 */
final class FileFolder {

    private static final Logger LOG = LoggerFactory.getLogger(FileFolder.class);
    private static final int FILES_MAX = 200;

    private record Sight(long size, Instant changed) {
    }

    private final FileDoor door;
    private final FileStore store;
    private final String node;
    private final Clock clock;
    private Map<Path, Sight> seen = Map.of();

    /** @param node name of this process, whose half-finished files it finds again after a restart */
    FileFolder(FileDoor door, FileStore store, String node, Clock clock) {
        this.door = door;
        this.store = store;
        this.node = node.replaceAll("[^A-Za-z0-9._-]", "_");
        this.clock = clock;
    }

    /** One look at the folder. */
    void look(SystemSettings system, FileFeed feed) throws IOException {
        Path working = Files.createDirectories(feed.folder().resolve("working").resolve(node));
        finish(system, feed, working);
        PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + feed.pattern());
        Map<Path, Sight> now = new HashMap<>();
        for (Path file : files(feed.folder())) {
            if (!pattern.matches(file.getFileName())) {
                continue;
            }
            Optional<Sight> sight = sight(file);
            if (sight.isPresent() && sight.get().equals(seen.get(file))) {
                take(file, working);
            } else {
                sight.ifPresent(found -> now.put(file, found));
            }
        }
        seen = now;
        finish(system, feed, working);
    }

    private static Optional<Sight> sight(Path file) throws IOException {
        try {
            return Optional.of(new Sight(Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException gone) {
            LOG.debug("another hub has taken {}", file);
            return Optional.empty();
        }
    }

    private static void take(Path file, Path working) throws IOException {
        try {
            Files.move(file, working.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            LOG.debug("another hub was faster to take {}", file);
        }
    }

    private void finish(SystemSettings system, FileFeed feed, Path working) throws IOException {
        for (Path file : door.isOpen() ? files(working) : List.<Path>of()) {
            process(system, feed, file);
        }
    }

    private void process(SystemSettings system, FileFeed feed, Path file) throws IOException {
        String name = file.getFileName().toString();
        long size = Files.size(file);
        if (size > feed.maxBytes()) {
            putAway(feed, file, new FileReport(name, clock.instant(), 0, 0, List.of(new RowFault(1, 1, "file-too-large",
                    "The file has " + size + " bytes, at most " + feed.maxBytes() + " are read.")), Optional.empty()));
            return;
        }
        byte[] content = Files.readAllBytes(file);
        FileReport report = door.take(system, feed, name, Files.getLastModifiedTime(file).toInstant(), content);
        putAway(feed, file, report);
        store.finish(FileDoor.key(system, feed, content));
    }

    private static void putAway(FileFeed feed, Path file, FileReport report) throws IOException {
        Path ending = Files.createDirectories(feed.folder().resolve(report.isRefused() ? "refused" : "done"));
        Path kept = ending.resolve(report.takenAt().toString().replace(":", "") + "-" + report.name());
        Files.writeString(kept.resolveSibling(kept.getFileName() + ".report.txt"), report.text());
        Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
        if (report.isRefused()) {
            LOG.warn("the file {} is refused: {}", report.name(), report.text().strip());
        } else {
            LOG.info("took {} messages from {}; {} faults", report.messages(), report.name(), report.faults().size());
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).filter(file -> isReady(file.getFileName().toString()))
                    .sorted().limit(FILES_MAX).toList();
        }
    }

    private static boolean isReady(String name) {
        return !name.startsWith(".") && Stream.of(".part", ".tmp", ".filepart", ".report.txt").noneMatch(name::endsWith);
    }
}

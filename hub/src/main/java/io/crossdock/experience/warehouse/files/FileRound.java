package io.crossdock.experience.warehouse.files;

import io.crossdock.experience.warehouse.files.FileFolder.Sight;
import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.SystemSettings;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of one feed. A file is taken when it has not changed between two looks; taking it is a rename to
 * {@code working}, so that of several hubs one gets it. It ends in the archive or in {@code refused} with a report
 * beside it. What a killed hub had in its hands it finds again, and finishes without doing anything twice.
 */
final class FileRound {

    private static final Logger LOG = LoggerFactory.getLogger(FileRound.class);
    private static final int FILES_MAX = 200;

    private final FileDoor door;
    private final FileStore store;
    private final Clock clock;
    private Map<String, Sight> seen = Map.of();

    FileRound(FileDoor door, FileStore store, Clock clock) {
        this.door = door;
        this.store = store;
        this.clock = clock;
    }

    /** One look. @return how many files wait after it */
    int look(SystemSettings system, FileFeed feed, FileFolder folder) throws IOException {
        finish(system, feed, folder);
        PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + feed.pattern());
        Map<String, Sight> now = new HashMap<>();
        int waiting = 0;
        for (Sight file : folder.left(name -> isReady(name) && pattern.matches(Path.of(name)), FILES_MAX)) {
            if (file.equals(seen.get(file.name())) && door.isOpen()) {
                waiting += folder.claim(file.name()) ? 0 : 1;
            } else {
                now.put(file.name(), file);
                waiting++;
            }
        }
        seen = now;
        return waiting + finish(system, feed, folder);
    }

    /** @return how many files could not be finished yet */
    private int finish(SystemSettings system, FileFeed feed, FileFolder folder) throws IOException {
        int left = 0;
        Predicate<String> ours = FileRound::isReady;
        for (Sight file : folder.claimed(ours, FILES_MAX)) {
            left += door.isOpen() && process(system, feed, folder, file) ? 0 : 1;
        }
        return left;
    }

    private boolean process(SystemSettings system, FileFeed feed, FileFolder folder, Sight file) throws IOException {
        if (file.size() > feed.maxBytes()) {
            putAway(folder, new FileReport(file.name(), clock.instant(), 0, 0, List.of(new RowFault(1, 1,
                    "file-too-large", "The file has " + file.size() + " bytes, at most " + feed.maxBytes()
                            + " are read.")), Optional.empty()));
            return true;
        }
        Optional<byte[]> content = folder.read(file);
        if (content.isEmpty()) {
            LOG.warn("the file {} still changes after it was taken; it is read at the next look", file.name());
            return false;
        }
        putAway(folder, door.take(system, feed, file.name(), file.changed(), content.get()));
        store.finish(FileDoor.key(system, feed, content.get()));
        return true;
    }

    private static void putAway(FileFolder folder, FileReport report) throws IOException {
        folder.putAway(report.name(), report);
        if (report.isRefused()) {
            LOG.warn("the file {} is refused: {}", report.name(), report.text().strip());
        } else {
            LOG.info("took {} messages from {}; {} faults", report.messages(), report.name(), report.faults().size());
        }
    }

    /** Names that hide, or that say that the file is not whole yet, or that could mean another place. */
    private static boolean isReady(String name) {
        return !name.startsWith(".") && name.length() <= 200
                && name.chars().noneMatch(each -> each == '/' || each == '\\' || Character.isISOControl(each))
                && Stream.of(".part", ".tmp", ".filepart", FileReport.SUFFIX).noneMatch(name::endsWith);
    }
}

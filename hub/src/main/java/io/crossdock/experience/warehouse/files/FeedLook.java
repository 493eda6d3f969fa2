package io.crossdock.experience.warehouse.files;

import io.crossdock.experience.warehouse.files.FileStore.Look;
import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.FilePlace;
import io.crossdock.platform.landscape.SystemSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one feed when it is due, one look at a time, and notes how it went. */
final class FeedLook {

    private static final Logger LOG = LoggerFactory.getLogger(FeedLook.class);
    private static final Duration NOTED_EVERY = Duration.ofSeconds(10);

    private final FileRound round;
    private final FileStore store;
    private final FileFolders folders;
    private final Clock clock;
    private final Pace pace = new Pace(ThreadLocalRandom.current());
    private Optional<Look> noted = Optional.empty();

    FeedLook(FileDoor door, FileStore store, FileFolders folders, Clock clock) {
        this.round = new FileRound(door, store, clock);
        this.store = store;
        this.folders = folders;
        this.clock = clock;
    }

    /** What was taken when a look fails is found again at the next one. */
    synchronized void look(SystemSettings system, FileFeed feed) {
        Instant now = clock.instant();
        if (!pace.isDue(now)) {
            return;
        }
        Duration poll = switch (feed.place()) {
            case FilePlace.Folder _, FilePlace.BySource _ -> Duration.ZERO;
            case FilePlace.Sftp sftp -> sftp.poll();
        };
        try {
            int waiting;
            try (FileFolder folder = folders.open(system, feed)) {
                waiting = round.look(system, feed, folder);
            }
            pace.well(now, poll);
            note(system, feed, new Look(now, waiting, Optional.empty()));
        } catch (FolderTrouble trouble) {
            failed(system, feed, poll, now, trouble.code(), String.valueOf(trouble.getMessage()), trouble);
        } catch (IOException | RuntimeException failure) {
            failed(system, feed, poll, now, "look-broken", "The look at " + feed.place() + " broke off: "
                    + failure + ".", failure);
        }
    }

    private void failed(SystemSettings system, FileFeed feed, Duration poll, Instant now, String code, String sentence,
            Exception failure) {
        pace.failed(now, poll);
        Optional<Look.Failure> before = noted.flatMap(Look::failure);
        if (before.filter(known -> known.code().equals(code)).isEmpty()) {
            LOG.warn("the files {} of {} cannot be worked through: {}", feed.name(), system.id(), sentence, failure);
        }
        Look.Failure told = new Look.Failure(before.map(Look.Failure::since).orElse(now), code, sentence);
        try {
            note(system, feed, new Look(now, noted.map(Look::waiting).orElse(0), Optional.of(told)));
        } catch (RuntimeException unnoted) {
            LOG.warn("how the look at {} of {} went could not be noted", feed.name(), system.id(), unnoted);
        }
    }

    private void note(SystemSettings system, FileFeed feed, Look look) {
        boolean same = noted.filter(before -> before.waiting() == look.waiting()
                && before.failure().equals(look.failure())
                && look.at().isBefore(before.at().plus(NOTED_EVERY))).isPresent();
        if (!same) {
            store.note(system.id(), feed.name(), folders.node(), look);
            noted = Optional.of(look);
        }
    }
}

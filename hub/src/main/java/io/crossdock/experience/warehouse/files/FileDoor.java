package io.crossdock.experience.warehouse.files;

import io.crossdock.experience.warehouse.files.FileEvents.Event;
import io.crossdock.experience.warehouse.files.FileEvents.Made;
import io.crossdock.experience.warehouse.files.FileRows.Cut;
import io.crossdock.experience.warehouse.files.FileStore.Key;
import io.crossdock.experience.warehouse.files.FileStore.Kept;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes files in: their good rows go to the inbox as messages of their system, all of them or none. */
@Component
class FileDoor {

    private final FileStore store;
    private final Inbox inbox;
    private final Catalog catalog;
    private final Json json;
    private final Clock clock;

    FileDoor(FileStore store, Inbox inbox, Catalog catalog, Json json, Clock clock) {
        this.store = store;
        this.inbox = inbox;
        this.catalog = catalog;
        this.json = json;
        this.clock = clock;
    }

    /** False until the catalogue has been read for the first time: no item can be called unknown before. */
    boolean isOpen() {
        return !catalog.asOf().equals(Instant.EPOCH);
    }

    static Key key(SystemSettings system, FileFeed feed, byte[] content) {
        try {
            return new Key(system.id(), feed.name(),
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /**
     * @param fileTime when the file was written
     * @return what became of it; of a file that was cut off in the middle of being put away, what became of it then
     */
    @Transactional
    FileReport take(SystemSettings system, FileFeed feed, String name, Instant fileTime, byte[] content) {
        Key key = key(system, feed, content);
        Optional<Kept> before = store.find(key);
        if (before.isPresent()) {
            return known(name, before.get());
        }
        Cut cut = FileRows.cut(feed, content);
        Made made = cut.usable()
                ? new FileEvents(feed, system.location().orElseThrow()).make(cut,
                        new RowReading(feed, system.zone(), fileTime, catalog::item))
                : new Made(List.of(), cut.faults());
        FileReport report = new FileReport(name, clock.instant(), cut.total(), made.events().size(), made.faults(),
                Optional.empty());
        if (!store.insert(key, report)) {
            return known(name, store.find(key).orElseThrow());
        }
        String story = Correlation.begin(clock.instant()).id();
        made.events().forEach(event -> receive(system, key, event, story));
        return report;
    }

    private FileReport known(String name, Kept before) {
        FileReport first = before.report();
        return !before.finished() && first.name().equals(name) ? first
                : new FileReport(name, clock.instant(), first.rows(), 0, List.of(), Optional.of(first.name() + " at "
                        + first.takenAt()));
    }

    private void receive(SystemSettings system, Key key, Event event, String story) {
        String message = "file:" + key.digest().substring(0, 16) + ":" + event.key();
        inbox.receive(new Incoming(system.id(), message, "application/json",
                json.write(event.body()).getBytes(StandardCharsets.UTF_8),
                Origin.start(story, "system:" + system.id())),
                system.id() + ":" + event.release().map(Object::toString).orElse(message));
    }
}

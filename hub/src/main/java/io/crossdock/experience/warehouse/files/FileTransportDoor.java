package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.transports.Door;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Files of warehouses that come by queue or mail, or from a server that is no SFTP server. */
@Component
class FileTransportDoor implements Door {

    private static final int FAULTS_SAID = 5;

    private final FileDoor door;
    private final Landscapes landscapes;

    FileTransportDoor(FileDoor door, Landscapes landscapes) {
        this.door = door;
        this.landscapes = landscapes;
    }

    @Override
    public boolean opens(Inlet.Takes takes) {
        return takes instanceof Inlet.Takes.Files;
    }

    @Override
    public Verdict take(Inlet inlet, Thing thing, Origin origin) {
        if (!(inlet.takes() instanceof Inlet.Takes.Files(String system, String name))) {
            throw new IllegalArgumentException(inlet.id() + " has no files");
        }
        if (!door.isOpen()) {
            return new Verdict.NotYet("catalogue-unread", "The catalogue has not been read yet; no item can be called "
                    + "unknown before.");
        }
        SystemSettings warehouse = landscapes.current().system(system).orElseThrow();
        Optional<FileFeed> feed = warehouse.messages().files().stream().filter(each -> each.name().equals(name)).findFirst();
        if (thing.content().length > feed.orElseThrow().maxBytes()) {
            return new Verdict.Declined("file-too-large", thing.name() + " has " + thing.content().length
                    + " bytes, at most " + feed.get().maxBytes() + " are read.");
        }
        FileReport report = door.take(warehouse, feed.get(), thing.name(), thing.at(), thing.content());
        String says = thing.name() + ": " + report.text().lines().limit(1 + FAULTS_SAID).collect(Collectors.joining(" "));
        return report.isRefused() ? new Verdict.Declined("file-refused", says) : new Verdict.Taken(thing.name(), says);
    }
}

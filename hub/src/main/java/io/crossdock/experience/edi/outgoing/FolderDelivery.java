package io.crossdock.experience.edi.outgoing;

import io.crossdock.experience.edi.outgoing.Outbox.Delivery;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes interchanges into a folder, one file each, named by kind and control number; it appears whole or not. */
@Component
class FolderDelivery {

    private final Json json;

    FolderDelivery(Json json) {
        this.json = json;
    }

    Outcome write(Path folder, Delivery delivery) {
        String name = "%s-%09d.x12".formatted(delivery.kind(), delivery.control());
        try {
            Files.createDirectories(folder);
            Path partial = folder.resolve("." + name + ".part");
            Files.writeString(partial, delivery.content(), StandardCharsets.US_ASCII);
            Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new Outcome.Done(name, json.tree(SendExecutor.response(delivery)));
        } catch (IOException failure) {
            return new Outcome.Unavailable("The folder " + folder + " cannot be written: " + failure.getMessage() + ".",
                    Optional.empty());
        }
    }
}

package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.FilePlace;
import io.crossdock.platform.landscape.Secret;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import java.io.IOException;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Opens places of files, for this hub. */
@Component("warehouse-file-folders")
class FileFolders {

    private final Secrets secrets;
    private final String node;
    private final Clock clock;

    /** @param node name of this process, whose half-finished files it finds again after a restart */
    FileFolders(Secrets secrets, @Value("${crossdock.node:hub}") String node, Clock clock) {
        this.secrets = secrets;
        this.node = node.replaceAll("[^A-Za-z0-9._-]", "_");
        this.clock = clock;
    }

    String node() {
        return node;
    }

    /** @throws FolderTrouble when it cannot be opened, saying why */
    FileFolder open(SystemSettings system, FileFeed feed) throws IOException {
        return switch (feed.place()) {
            case FilePlace.Folder(var path) -> new LocalFolder(path, node);
            case FilePlace.BySource source -> throw new IllegalStateException("nobody looks for what comes by " + source);
            case FilePlace.Sftp sftp -> new SftpFolder(SftpLine.open(sftp, secret(sftp), system.timeouts()), sftp, node,
                    clock);
        };
    }

    private Secret secret(FilePlace.Sftp sftp) throws FolderTrouble {
        try {
            return secrets.resolve(sftp.login().secret());
        } catch (SecretMissing missing) {
            throw new FolderTrouble("secret-missing", "The secret of " + sftp + " is missing: " + missing.getMessage()
                    + ".", missing);
        }
    }
}

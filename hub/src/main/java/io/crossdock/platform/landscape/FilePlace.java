package io.crossdock.platform.landscape;

import java.nio.file.Path;
import java.time.Duration;

/** Where a warehouse leaves files. */
public sealed interface FilePlace {

    /** A folder that this hub sees. */
    record Folder(Path path) implements FilePlace {

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A directory of the warehouse's SFTP server.
     *
     * @param hostKey   the only one that is trusted
     * @param directory without a slash at the end
     * @param archive   directory below it that keeps what was taken
     * @param poll      how often it is looked at
     */
    record Sftp(String host, int port, String user, HostKey hostKey, Login login, String directory, String archive,
            Duration poll) implements FilePlace {

        @Override
        public String toString() {
            return "sftp://" + host + ":" + port + directory;
        }
    }

    /** They come by a source of the landscape, and nothing is looked for. */
    record BySource(String source) implements FilePlace {

        @Override
        public String toString() {
            return "source " + source;
        }
    }

    /** How the hub proves who it is. */
    sealed interface Login {

        SecretRef secret();

        /** By a private key without a pass phrase, as OpenSSH or PEM writes it. */
        record Key(SecretRef secret) implements Login {
        }

        /** By a password. */
        record Password(SecretRef secret) implements Login {
        }
    }
}

package io.crossdock.platform.landscape;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where messages wait for the hub, or where it leaves them. */
public sealed interface MessagePlace {

    /**
     * Who the hub is there.
     *
     * @param password by reference, read again at every connection
     */
    record Account(String user, SecretRef password) {
    }

    /** A queue of an Artemis broker. @param url {@code tcp://host:port} or {@code ssl://host:port} */
    record Jms(URI url, Optional<Account> account, String queue) implements MessagePlace {

        @Override
        public String toString() {
            return "queue " + queue + " at " + url;
        }
    }

    /**
     * A queue, or an exchange, of a broker that speaks AMQP 0-9-1.
     *
     * @param url      {@code amqp://host:port/vhost} or {@code amqps://…}
     * @param exchange where messages are sent to; empty for the default exchange
     * @param queue    where messages wait; the routing key of what is sent
     */
    record Amqp(URI url, Optional<Account> account, String exchange, String queue) implements MessagePlace {

        @Override
        public String toString() {
            return "queue " + queue + " at " + url;
        }
    }

    /**
     * A topic of Kafka.
     *
     * @param brokers   {@code host:port}, some of them
     * @param mechanism of SASL, when there is an account
     * @param group     of consumers that share the topic
     */
    record Kafka(List<String> brokers, boolean tls, Optional<Account> account, String mechanism, String topic,
            String group) implements MessagePlace {

        public Kafka {
            brokers = List.copyOf(brokers);
        }

        @Override
        public String toString() {
            return "topic " + topic + " at " + String.join(",", brokers);
        }
    }

    /**
     * How files are picked up, or left.
     *
     * @param pattern glob of the names that are picked up
     * @param archive directory beside them for those that were kept
     * @param poll    how often it is looked at
     * @param suffix  of the names of files that are left
     */
    record Pickup(String pattern, String archive, Duration poll, String suffix) {
    }

    /** A directory that this hub sees, its own or mounted. */
    record Folder(Path path, Pickup pickup) implements MessagePlace {

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A directory of an FTP server with explicit TLS.
     *
     * @param certificate {@code sha256:} and the digest of the only one that is trusted; Java's authorities otherwise
     */
    record Ftps(String host, int port, Account account, Optional<String> certificate, String directory, Pickup pickup)
            implements MessagePlace {

        @Override
        public String toString() {
            return "ftps://" + host + ":" + port + directory;
        }
    }

    /** Whether the hub goes there; otherwise others come. */
    default boolean isFetched() {
        return true;
    }

    /** How a UsernameToken shows that its sender knows the password. */
    enum PasswordType {
        TEXT,
        DIGEST
    }

    /**
     * Others post envelopes to {@code /soap/<source>/v1}.
     *
     * @param account who they are
     * @param types   that are believed
     * @param element whose text is the message; the whole body's element when empty
     * @param base64  whether that text is Base64
     */
    record Soap(Account account, Set<PasswordType> types, Optional<String> element, boolean base64) implements MessagePlace {

        public Soap {
            types = Set.copyOf(types);
        }

        @Override
        public boolean isFetched() {
            return false;
        }

        @Override
        public String toString() {
            return "envelopes of " + account.user();
        }
    }

    /**
     * A folder of a mailbox.
     *
     * @param folder  where mails come in
     * @param archive where those go that were taken; it is made when it is not there
     * @param senders who may send, as {@code name@host} or {@code @host}
     * @param poll    how often it is looked at
     */
    record Imap(String host, int port, Encryption encryption, Account account, String folder, String archive,
            Set<String> senders, Duration poll) implements MessagePlace {

        public Imap {
            senders = Set.copyOf(senders);
        }

        @Override
        public String toString() {
            return "folder " + folder + " of " + account.user() + " at " + host + ":" + port;
        }
    }
}

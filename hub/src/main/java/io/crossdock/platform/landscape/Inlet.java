package io.crossdock.platform.landscape;

import java.util.Optional;
import java.util.Set;

/**
 * A way by which messages come in, from {@code sources/<id>.yaml}.
 *
 * @param prefetch at most so many messages are in the hub's hands before they are kept (20)
 * @param backlog  nothing is fetched while so many kept messages of all ways wait to be digested (1000)
 * @param tls      what is believed of a line with TLS, and shown on it
 * @param maxBytes a longer message is kept and left to a person (8 MiB)
 */
public record Inlet(String id, MessagePlace place, Timeouts timeouts, Takes takes, int prefetch, int backlog,
        int maxBytes, Tls tls) {

    /** One whose TLS is the usual. */
    public Inlet(String id, MessagePlace place, Timeouts timeouts, Takes takes, int prefetch, int backlog, int maxBytes) {
        this(id, place, timeouts, takes, prefetch, backlog, maxBytes, Tls.USUAL);
    }

    static final int PREFETCH = 20;
    static final int BACKLOG = 1_000;
    static final int BYTES = 8 << 20;

    /** Begins the name of every inbox source of this kind. */
    private static final String SOURCE = "source:";

    /** What its messages are. */
    public sealed interface Takes {

        /** Interchanges. @param partners whose; empty: everybody's */
        record Interchanges(Set<String> partners) implements Takes {

            public Interchanges {
                partners = Set.copyOf(partners);
            }
        }

        /** What a warehouse or carrier would otherwise post to its webhook, in the words of its connector. */
        record Messages(String system) implements Takes {
        }

        /** Files as {@code files} of a warehouse's system describes them. */
        record Files(String system, String feed) implements Takes {
        }
    }

    /** What the inbox calls it. */
    public String source() {
        return SOURCE + id;
    }

    /** The id of the way by which a message of an inbox source came; empty for other sources. */
    public static Optional<String> idOf(String source) {
        return source.startsWith(SOURCE) ? Optional.of(source.substring(SOURCE.length()))
                : Optional.empty();
    }
}

package io.crossdock.platform.transports;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Inlet;
import java.time.Instant;

/** Takes in what came by a transport. One per sort of content, found by injection. */
public interface Door {

    boolean opens(Inlet.Takes takes);

    /** Takes one thing in, as part of the running transaction. What is taken twice does no harm. */
    Verdict take(Inlet inlet, Thing thing, Origin origin);

    /**
     * A message, a file or an attachment.
     *
     * @param key  known once among all that came by this way
     * @param name of the file, or whatever people know it by
     * @param at   when it was written, or came
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Thing(String key, String name, String contentType, Instant at, byte[] content) {
    }

    /** What became of it. */
    sealed interface Verdict {

        /** @param subject the business number that it is about @param sentence what was made of it */
        record Taken(String subject, String sentence) implements Verdict {
        }

        /** Only a person or a change of configuration can help. @param code stable @param sentence for people */
        record Declined(String code, String sentence) implements Verdict {
        }

        /** Something must come first. */
        record NotYet(String code, String sentence) implements Verdict {
        }
    }
}

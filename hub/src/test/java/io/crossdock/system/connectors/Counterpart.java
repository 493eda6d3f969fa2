package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A system with which a connector speaks, in the hands of the contract kit. */
public interface Counterpart {

    /** Where the system really is. */
    URI url();

    /** @param url where the connector shall find it */
    SystemSettings settings(URI url, Timeouts timeouts);

    /** The same with a key that the system does not accept. */
    SystemSettings lockedOut(URI url);

    /** The key that it accepts, which nobody may read. */
    String secret();

    /** How it answers when something is wrong with itself, and nothing was done: many say so with a success of HTTP. */
    default FakeSystem.Said error() {
        return new FakeSystem.Said(200, "{\"error\":{\"code\":\"internal\",\"message\":\"Something went wrong.\"}}");
    }

    /** How it turns away whoever comes with a session or token that has ended; empty where a key is all there is. */
    default Optional<FakeSystem.Said> expired() {
        return Optional.empty();
    }

    /** Long enough for whatever is asked when nothing goes wrong, also on a machine that is busy with others. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Too short for an answer that comes late. */
    default Duration haste() {
        return patience().dividedBy(20);
    }
}

package io.crossdock.platform.effects;

import java.time.Instant;

/**
 * An effect in the hands of a worker.
 *
 * @param lease names this very holding and no other; whoever comes back with another name was overtaken
 * @param since when the worker took it
 * @param until when others may take it for lost
 */
record Leased(Effect effect, String lease, Instant since, Instant until) {
}

package io.crossdock.platform.replica;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list that is too long for one answer.
 *
 * @param next cursor of the page after this one, empty at the end
 */
public record Page<R>(List<R> rows, Optional<String> next) {

    public Page {
        rows = List.copyOf(rows);
    }
}

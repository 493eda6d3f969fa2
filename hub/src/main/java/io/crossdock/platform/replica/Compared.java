package io.crossdock.platform.replica;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A feed whose rows can be compared with those of its source.
 *
 * @param <R> a row
 */
public interface Compared<R> extends Feed<R> {

    /** What its rows are, in business words: {@code list prices}. */
    String rows();

    /** The rows that hold here, in no order. @param keys only these; empty: all of them */
    List<R> inForce(Optional<Collection<String>> keys);

    @Override
    default Set<String> ownedByOthers(String system) {
        return systems().size() < 2 ? Set.of() : inForce(Optional.empty()).stream().filter(row -> !owns(system, row))
                .map(this::key).collect(Collectors.toSet());
    }

    /** A row as a JSON object. */
    String write(R row);

    R read(String document);
}

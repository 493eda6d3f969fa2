package io.crossdock.platform.replica;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A feed whose rows can be compared with those of its source.
 *
 * @param <R> a row
 */
public interface Compared<R> extends Feed<R> {

    /** What its rows are, in business words: {@code list prices}. */
    String rows();

    /** Landscape id of the system that the rows come from; empty while there is none. */
    Optional<String> system();

    /** The rows that hold here, in no order. @param keys only these; empty: all of them */
    List<R> inForce(Optional<Collection<String>> keys);

    /** A row as a JSON object. */
    String write(R row);

    R read(String document);
}

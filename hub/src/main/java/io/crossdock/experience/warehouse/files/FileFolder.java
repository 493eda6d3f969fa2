package io.crossdock.experience.warehouse.files;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A place in which a warehouse leaves files, open for one look. Not thread-safe. */
interface FileFolder extends AutoCloseable {

    /** A file as it lies there. @param changed when it was written last */
    record Sight(String name, long size, Instant changed) {
    }

    /** Files that lie there, by name, at most so many of those that are wanted. */
    List<Sight> left(Predicate<String> wanted, int most) throws IOException;

    /** Takes a file by an atomic rename to this hub's own directory; false when another hub has it, or it must wait. */
    boolean claim(String name) throws IOException;

    /** What this hub has taken and not put away yet. */
    List<Sight> claimed(Predicate<String> wanted, int most) throws IOException;

    /** All of it, as large as it was seen; empty when it has another size by now. */
    Optional<byte[]> read(Sight file) throws IOException;

    /** Leaves the report beside the place where the file then goes. */
    void putAway(String name, FileReport report) throws IOException;

    @Override
    void close();
}

package io.crossdock.platform.transports;

import java.io.IOException;
import java.util.List;

/** Files of another side, by paths relative to one directory of it. Not thread-safe. */
interface FileSide extends AutoCloseable {

    /** A file as it lies there. @param changed as the other side says it, for comparing only */
    record Sight(String name, long size, String changed) {
    }

    /** Plain files of a directory, at most so many looked at; a directory that is not there has none. */
    List<Sight> files(String directory, int most) throws IOException;

    boolean exists(String path) throws IOException;

    /** Makes a directory that may be there already. */
    void make(String directory) throws IOException;

    /** At once or not at all; false when it is not there any more, or the name is taken. */
    boolean rename(String from, String to) throws IOException;

    /** The whole file, or as much of it as is more than {@code most}. */
    byte[] read(String path, int most) throws IOException;

    /** Replaces what has that name. Returns when the other side has it. */
    void write(String path, byte[] content) throws IOException;

    @Override
    void close();
}

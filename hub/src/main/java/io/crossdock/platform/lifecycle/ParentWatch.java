package io.crossdock.platform.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when whoever started it is gone: the parent holds the other end of standard input and never
 * writes to it, so its end, even by kill -9, is the end of the stream.
 */
final class ParentWatch {

    private static final Logger log = LoggerFactory.getLogger(ParentWatch.class);

    private final InputStream fromParent;
    private final Runnable end;

    ParentWatch(InputStream fromParent, Runnable end) {
        this.fromParent = fromParent;
        this.end = end;
    }

    void start() {
        Thread.ofPlatform().daemon().name("parent-watch").start(this::watch);
    }

    private void watch() {
        try {
            fromParent.transferTo(OutputStream.nullOutputStream());
            log.info("The parent process is gone; shutting down");
        } catch (IOException e) {
            log.warn("Standard input failed; taking the parent process for gone and shutting down", e);
        }
        end.run();
    }
}

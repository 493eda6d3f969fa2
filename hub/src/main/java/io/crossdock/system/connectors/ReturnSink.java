package io.crossdock.system.connectors;

/** Is told which goods come back. */
public interface ReturnSink extends Sink<ReturnAnnouncement> {
}

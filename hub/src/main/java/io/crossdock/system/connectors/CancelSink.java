package io.crossdock.system.connectors;

/** Takes a release or purchase order back. That it did is told by the leg's own messages; refused means too late. */
public interface CancelSink extends Sink<LegCancellation> {
}

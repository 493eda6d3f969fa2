package io.crossdock.system.connectors;

/** Has a warehouse pick, pack and ship. */
public interface ReleaseSink extends Sink<WarehouseRelease> {
}

package io.crossdock.system.connectors;

/** Books credit memos. */
public interface CreditSink extends Sink<CreditPosting> {
}

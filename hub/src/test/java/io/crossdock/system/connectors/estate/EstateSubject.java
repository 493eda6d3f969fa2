package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Promise;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.Sink;
import io.crossdock.system.connectors.SinkRules;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A deed in one of the estate's systems. */
final class EstateSubject<R> extends Placed implements SinkRules.Subject<R> {

    private final Sink<R> sink;
    private final Deed<R> deed;
    private final SinkRules.Lines<R> lines;
    private final Map<String, R> requests = new ConcurrentHashMap<>();

    /**
     * All by our reference.
     *
     * @param done     the numbers under which it is done, past the connector
     * @param takes    what is accepted; what it needs is prepared, once
     * @param declines what is not
     */
    record Deed<R>(Function<String, List<String>> done, Function<String, R> takes, Function<String, R> declines) {
    }

    EstateSubject(Counterpart place, Sink<R> sink, Deed<R> deed) {
        this(place, sink, deed, SinkRules.Lines.unseen());
    }

    EstateSubject(Counterpart place, Sink<R> sink, Deed<R> deed, SinkRules.Lines<R> lines) {
        super(place);
        this.sink = sink;
        this.deed = deed;
        this.lines = lines;
    }

    @Override
    public List<String> asked(R request) {
        return lines.asked().apply(request);
    }

    @Override
    public List<String> held(String reference) {
        return lines.held().apply(reference);
    }

    @Override
    public Sink<R> sink() {
        return sink;
    }

    @Override
    public R request(String reference) {
        return requests.computeIfAbsent(reference, deed.takes());
    }

    @Override
    public R declined(String reference) {
        return deed.declines().apply(reference);
    }

    @Override
    public List<String> done(String reference) {
        return deed.done().apply(reference);
    }

    /** What it does not recognise it does again, and it is not asked before each call. */
    @Override
    public boolean survivesDoubling() {
        return sink.promise() == Promise.NATIVE_KEY;
    }
}

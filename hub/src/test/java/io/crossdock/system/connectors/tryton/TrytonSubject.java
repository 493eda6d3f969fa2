package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.Sink;
import io.crossdock.system.connectors.SinkRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A role of the connector in front of some Tryton, the fake or a real one. */
final class TrytonSubject<R> extends Placed implements SinkRules.Subject<R> {

    private final Sink<R> sink;
    private final Function<String, List<String>> truth;
    private final Function<String, R> takes;
    private final Function<String, R> declines;
    private final Duration patience;
    private final Map<String, R> requests = new ConcurrentHashMap<>();
    private Consumer<String> again = reference -> { };
    private SinkRules.Lines<R> lines = SinkRules.Lines.unseen();

    /**
     * @param settings of a system that is found at its {@code url}, with its password in {@code file:key}
     * @param truth the numbers under which a reference is done, past the connector
     * @param takes what is accepted, made once for each reference
     */
    TrytonSubject(Sink<R> sink, SystemSettings settings, Function<String, List<String>> truth,
            Function<String, R> takes, Function<String, R> declines, Duration patience) {
        super(new TrytonBench.At(settings));
        this.sink = sink;
        this.truth = truth;
        this.takes = takes;
        this.declines = declines;
        this.patience = patience;
    }

    /** The same, where the kit looks at the lines, too. */
    TrytonSubject<R> holding(SinkRules.Lines<R> asked) {
        lines = asked;
        return this;
    }

    /** The same, where somebody can do it once more in Tryton. */
    TrytonSubject<R> doneAgainBy(Consumer<String> hand) {
        again = hand;
        return this;
    }

    @Override
    public void doneAgainByHand(String reference) {
        again.accept(reference);
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
        R known = requests.get(reference);
        if (known != null) {
            return known;
        }
        R made = takes.apply(reference);
        requests.put(reference, made);
        return made;
    }

    @Override
    public R declined(String reference) {
        return declines.apply(reference);
    }

    @Override
    public List<String> done(String reference) {
        return truth.apply(reference);
    }

    @Override
    public boolean survivesDoubling() {
        return true;
    }

    @Override
    public Duration patience() {
        return patience;
    }
}

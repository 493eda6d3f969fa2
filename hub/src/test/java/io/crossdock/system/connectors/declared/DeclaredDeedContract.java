package io.crossdock.system.connectors.declared;

import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.Sink;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A deed of a connector that is nothing but its file, at a system on loopback that lets in whoever bears the key. */
abstract class DeclaredDeedContract<R> extends SinkContract<R> {

    private final Kind kind;
    private final Function<DeclaredCalls, Sink<R>> sink;
    private final FakeSystem system = new FakeSystem();
    private final Ledger ledger = new Ledger();
    private final Json json = new Json();

    @TempDir
    private Path files;

    private DeclaredBench bench;

    DeclaredDeedContract(Kind kind, Function<DeclaredCalls, Sink<R>> sink) {
        this.kind = kind;
        this.sink = sink;
    }

    /** The file of the connector. */
    abstract String declaration();

    /** How its system answers. */
    abstract Said answer(Call call);

    /** What is accepted, as {@link SinkRules.Subject} has it; what it needs is prepared, once. */
    abstract R takes(String reference);

    abstract R declines(String reference);

    @BeforeEach
    void open() {
        bench = new DeclaredBench(files, kind, declaration(), system.url());
        system.byDefault(call -> ("Bearer " + DeclaredBench.KEY).equals(call.headers().get("Authorization"))
                ? answer(call) : new Said(401, "{\"error\":\"no-key\"}"));
    }

    @AfterEach
    void close() {
        system.close();
    }

    @Override
    protected final SinkRules.Subject<R> subject() {
        return new Subject(bench);
    }

    final DeclaredBench bench() {
        return bench;
    }

    final Sink<R> sink() {
        return sink.apply(bench.calls());
    }

    final Ledger ledger() {
        return ledger;
    }

    final JsonNode body(Call call) {
        return json.parse(call.body());
    }

    final Json json() {
        return json;
    }

    /** A step of a path, as {@code 1} of {@code /shipments/W-1/cancel?now} is {@code W-1}. */
    static String step(Call call, int number) {
        return call.path().replaceFirst("\\?.*", "").split("/")[number + 1];
    }

    static Said refused(String code, String text) {
        return new Said(422, "{\"error\":\"" + code + "\",\"text\":\"" + text + "\"}");
    }

    private final class Subject extends Placed implements SinkRules.Subject<R> {

        private final Map<String, R> requests = new ConcurrentHashMap<>();

        Subject(Counterpart place) {
            super(place);
        }

        @Override
        public Sink<R> sink() {
            return DeclaredDeedContract.this.sink();
        }

        @Override
        public R request(String reference) {
            return requests.computeIfAbsent(reference, DeclaredDeedContract.this::takes);
        }

        @Override
        public R declined(String reference) {
            return declines(reference);
        }

        @Override
        public List<String> done(String reference) {
            return ledger.of(reference);
        }

        /** What it does not recognise it does again, and it is not asked before each call. */
        @Override
        public boolean survivesDoubling() {
            return sink().promise(bench.system()) == Promise.NATIVE_KEY;
        }
    }
}

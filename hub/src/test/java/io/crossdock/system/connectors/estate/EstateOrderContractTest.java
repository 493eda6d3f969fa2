package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estate's connector keeps its promise; connectors that lie about theirs are found out by the same rules. */
class EstateOrderContractTest extends SinkContract<OrderPosting> {

    @TempDir
    private Path secrets;

    private final Json json = new Json();
    private final OrdersErp erp = new OrdersErp();

    @AfterEach
    void close() {
        erp.close();
    }

    private OrderSink connector() {
        try {
            Files.writeString(secrets.resolve("key"), "the-key");
            Files.writeString(secrets.resolve("wrong"), "wrong");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EstateOrders(new EstateHttp(new HttpCaller(Clock.systemUTC()),
                new Secrets(secrets, name -> Optional.empty()), json), new EstateBooked(json));
    }

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        return new Subject(connector());
    }

    private final class Subject implements SinkRules.Subject<OrderPosting> {

        private final OrderSink sink;

        Subject(OrderSink sink) {
            this.sink = sink;
        }

        @Override
        public OrderSink sink() {
            return sink;
        }

        @Override
        public URI url() {
            return erp.url();
        }

        @Override
        public SystemSettings settings(URI url, Timeouts timeouts) {
            return at(url, timeouts, "file:key");
        }

        @Override
        public SystemSettings lockedOut(URI url) {
            return at(url, Timeouts.DEFAULT, "file:wrong");
        }

        private static SystemSettings at(URI url, Timeouts timeouts, String secret) {
            return new SystemSettings("erp", SystemSettings.Kind.ERP, "estate", Optional.of(url),
                    Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, Lane.DEFAULT, Optional.empty(),
                    ZoneOffset.UTC, Map.of());
        }

        @Override
        public OrderPosting request(String reference) {
            return Requests.order(reference);
        }

        @Override
        public OrderPosting declined(String reference) {
            return Requests.order(reference, new AccountId("A-NOBODY"));
        }

        @Override
        public List<String> done(String reference) {
            return erp.booked(reference);
        }

        @Override
        public boolean survivesDoubling() {
            return false;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(4);
        }
    }

    /** A connector with something wrong about it. */
    private record Liar(OrderSink honest, Promise promise, boolean blind, boolean certain) implements OrderSink {

        @Override
        public String connector() {
            return honest.connector();
        }

        @Override
        public Outcome post(SystemSettings system, OrderPosting request) {
            Outcome outcome = honest.post(system, request);
            return certain && outcome instanceof Outcome.Ambiguous(String reason) ? new Outcome.Failed(reason) : outcome;
        }

        @Override
        public Sighting find(SystemSettings system, String businessKey) {
            Sighting seen = honest.find(system, businessKey);
            return blind && seen instanceof Sighting.Unknown ? new Sighting.Absent() : seen;
        }
    }

    private void isFoundOut(OrderSink liar, Consumer<SinkRules<OrderPosting>> rule) {
        Subject subject = new Subject(liar);
        try (Interference between = new Interference(subject.url())) {
            SinkRules<OrderPosting> rules = new SinkRules<>(subject, between);
            assertThatThrownBy(() -> rule.accept(rules)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whoPromisesANativeKeyWithoutHavingOneIsFoundOut() {
        OrderSink liar = new Liar(connector(), Promise.NATIVE_KEY, false, false);
        isFoundOut(liar, SinkRules::aNativeKeyIsOne);
        isFoundOut(liar, SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void whoSaysThatNothingWasDoneWithoutKnowingIsFoundOut() {
        isFoundOut(new Liar(connector(), Promise.LOOKUP, false, true),
                SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void whoTakesNoAnswerForANoIsFoundOut() {
        isFoundOut(new Liar(connector(), Promise.LOOKUP, true, false), SinkRules::whoCannotBeAskedHasNotSaidNo);
    }
}

package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.Requests;
import io.crossdock.testing.Relay;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A SOAP service of others that is killed in mid-message: what it was asked to do is done once. */
class KilledSoapTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LaneSettings LANE = new LaneSettings(4, BigDecimal.ZERO, 100, Duration.ofMillis(10),
            Duration.ofMillis(100), 1000, Duration.ofMillis(10), Duration.ofMinutes(2), Duration.ofMillis(10));

    private SharedPostgres.Database database;
    private SoapBooksProcess books;
    private TestHub hub;

    /** What has gone over the line when it dies. */
    enum Moment {
        /** Half of the question: nobody has begun. */
        QUESTION(Relay.Way.IN, 600, 0),
        /** Nothing of the answer: the work is done. */
        NO_ANSWER(Relay.Way.OUT, 0, 1),
        /** The beginning of the answer's head. */
        HEAD(Relay.Way.OUT, 30, 1),
        /** The head, and an envelope that is not whole. */
        ENVELOPE(Relay.Way.OUT, 230, 1);

        private final Relay.Way way;
        private final int bytes;
        private final int booked;

        Moment(Relay.Way way, int bytes, int booked) {
            this.way = way;
            this.bytes = bytes;
            this.booked = booked;
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        books = new SoapBooksProcess(SOAPBinding.SOAP11HTTP_BINDING, folder.resolve("ledger"));
        ExampleLandscape landscape = DeclaredSubject.landscape(folder);
        landscape.write("connectors/books.yaml", DeclaredSoapContractTest.FILE);
        landscape.write("systems/books.yaml", """
                id: books
                kind: erp
                connector: books
                baseUrl: %s
                secret: file:key
                settings: {sandbox: true}
                timeouts: {connect: 2s, call: 60s}
                """.formatted(books.url()));
        database = TestDatabase.migrated();
        hub = TestHub.on(database, Clock.systemUTC()).scan("io.crossdock.system.connectors")
                .with(Landscapes.class, landscape.landscapes(Clock.systemUTC()))
                .with(Secrets.class, landscape.secretsInForce()).with(Lanes.class, () -> Map.of("books", LANE)).open();
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
        books.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whateverOfAMessageHasGoneOverWhenItIsKilledItIsDoneOnce(Moment moment) {
        books.line().stopAfter(moment.way, moment.bytes);
        ask();
        await().atMost(PATIENCE).until(() -> books.line().hasStopped(moment.way));
        books.kill();
        assertThat(books.booked("SO-1")).hasSize(moment.booked);
        await("nobody answers").atMost(PATIENCE).until(() -> effect().lookups() > 1);
        assertThat(effect().state()).isNotIn(EffectState.DONE, EffectState.REFUSED, EffectState.PARKED);

        books.startAgain();
        Effect done = done();
        assertThat(books.booked("SO-1")).as("done once").containsExactly(done.reference().orElseThrow());
        assertThat(done.attempts()).as("sent again only if it was not there").isEqualTo(2 - moment.booked);
    }

    @Test
    void whoIsKilledWhileItIsLookedUpIsAskedAgain() {
        books.line().stopAfter(Relay.Way.OUT, 0);
        ask();
        await().atMost(PATIENCE).until(() -> books.line().hasStopped(Relay.Way.OUT));
        books.kill();
        books.line().stopAfter(Relay.Way.OUT, 230);
        books.startAgain();
        await().atMost(PATIENCE).until(() -> books.line().hasStopped(Relay.Way.OUT));
        assertThat(books.asked("SO-1")).containsExactly("book", "find");
        books.kill();
        books.startAgain();

        Effect done = done();
        assertThat(books.booked("SO-1")).containsExactly(done.reference().orElseThrow());
        assertThat(books.asked("SO-1")).containsExactly("book", "find", "find");
        assertThat(done.attempts()).isEqualTo(1);
    }

    private void ask() {
        hub.start();
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("books", "order.post", "SO-1", "SO-1",
                Tier.CRITICAL, Origin.start("s", "hub"), Requests.order("SO-1")))));
    }

    private Effect effect() {
        return hub.get(Effects.class).effect("books", "order.post", "SO-1").orElseThrow();
    }

    private Effect done() {
        await().atMost(PATIENCE).until(() -> Optional.of(effect()).filter(each -> each.state() == EffectState.DONE)
                .isPresent());
        return effect();
    }
}

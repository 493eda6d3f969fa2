package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.testing.Relay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What AMQP 0-9-1 must do with any broker that speaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AmqpTransport {

    private static final AtomicInteger QUEUES = new AtomicInteger();
    private static final String LARGE = "0123456789abcdef".repeat(4 << 16);

    private final List<Started> started = new ArrayList<>();
    private AmqpBroker broker;
    private Relay lineIn;
    private Relay lineOut;
    private String in;
    private String out;
    private Optional<TransportWorld> opened = Optional.empty();
    private TransportWorld world;

    private interface Started {

        void close();
    }

    abstract AmqpBroker start(Path folder);

    @BeforeAll
    void startBroker(@TempDir Path store) {
        broker = start(store.resolve("broker"));
        started.add(broker::close);
        lineIn = Relay.to(broker.url().getPort());
        started.add(lineIn::close);
        lineOut = Relay.to(broker.url().getPort());
        started.add(lineOut::close);
    }

    @AfterAll
    void stopBroker() {
        started.reversed().forEach(Started::close);
    }

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        int number = QUEUES.getAndIncrement();
        in = "crossdock.test.in." + number;
        out = "crossdock.test.out." + number;
        at(channel -> {
            for (String queue : List.of(in, out)) {
                channel.queueDeclare(queue, true, false, false, Map.of());
                channel.queuePurge(queue);
            }
        });
        world = new TransportWorld(directory, Map.of("sources/acme.yaml", """
                id: acme
                amqp: {url: "%s", user: %s, password: file:mq, queue: %s}
                takes: {edi: ["*"]}
                prefetch: 5
                backlog: 10
                """.formatted(broker.url(lineIn.port()), broker.user(), in), "destinations/out.yaml", """
                id: out
                amqp: {url: "%s", user: %s, password: file:mq, queue: %s}
                timeouts: {connect: 10s, call: 10s}
                """.formatted(broker.url(lineOut.port()), broker.user(), out), "destinations/lost.yaml", """
                id: lost
                amqp: {url: "%s", user: %s, password: file:mq, queue: crossdock.test.nowhere}
                """.formatted(broker.url(), broker.user())), Map.of("mq", broker.password()));
        opened = Optional.of(world);
    }

    @AfterEach
    void close() {
        opened.ifPresent(TransportWorld::close);
    }

    @Test
    void messagesAreKeptOnceAndPoisonWaitsAlone() throws Exception {
        // The last one is known by itself: when it is read, all before it were fetched.
        send("one", "two", "bad news", "one", "last");
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("one", "two", "last"));
        eventually(() -> assertThat(world.parked()).singleElement().asString().startsWith("edi-unreadable: Message sha256:")
                .endsWith("It says 'bad news'."));
        world.hub().stop();
        assertThat(drain(in)).isEmpty();
        assertThat(world.kept("acme")).as("equal messages without an id are one").isEqualTo(4);
    }

    @Test
    void nothingIsFetchedWhileTooMuchWaitsToBeDigested() throws Exception {
        send(IntStream.range(0, 40).mapToObj(n -> "m" + n).toArray(String[]::new));
        InletWatch fetching = world.hub().get(InletWatch.class);
        fetching.start();
        eventually(() -> assertThat(world.isFull("acme")).isTrue());
        fetching.stop();
        assertThat(world.kept("acme")).isBetween(10, 14);
        world.hub().start();
        eventually(() -> assertThat(world.seen()).hasSize(40));
    }

    @Test
    void aMessageThatIsHandedOverAgainIsTheSame() throws Exception {
        send("again");
        Inlet inlet = world.hub().get(Landscapes.class).current().inlet("acme").orElseThrow();
        Lines lines = world.hub().get(Lines.class);
        Keeper keeper = world.hub().get(Keeper.class);
        try (Line line = lines.open(inlet)) {
            assertThat(keeper.keep(inlet, line.fetch(5, TransportWorld.PATIENCE))).isEqualTo(1);
        }
        try (Line line = lines.open(inlet)) {
            assertThat(keeper.keep(inlet, line.fetch(5, TransportWorld.PATIENCE))).isZero();
            line.kept();
        }
        assertThat(world.kept("acme")).isEqualTo(1);
    }

    /** When the broker dies, a quarter of a message of four megabytes has come, and a quarter of another was sent. */
    @Test
    void aBrokerThatIsKilledInMidMessageLosesAndDoublesNothing() throws Exception {
        List<String> texts = new ArrayList<>(IntStream.range(0, 60).mapToObj(n -> "m" + n).toList());
        texts.add(20, LARGE);
        send(texts.toArray(String[]::new));
        Sending sending = world.hub().get(Sending.class);
        Letter small = new Letter("856:small", "text/plain", "hello");
        Letter large = new Letter("856:large", "text/plain", LARGE);
        assertThat(sending.send("out", small)).isInstanceOf(Outcome.Done.class);

        lineIn.stopAfter(Relay.Way.OUT, LARGE.length() / 4);
        lineOut.stopAfter(Relay.Way.IN, LARGE.length() / 4);
        world.hub().start();
        CompletableFuture<Outcome> half = CompletableFuture.supplyAsync(() -> sending.send("out", large));
        eventually(() -> assertThat(lineIn.hasStopped(Relay.Way.OUT) && lineOut.hasStopped(Relay.Way.IN)).isTrue());
        broker.kill();
        lineIn.cut();
        lineOut.cut();
        assertThat(half.get(60, TimeUnit.SECONDS)).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Unavailable.class);
        eventually(() -> assertThat(world.trouble("acme")).startsWith("unreachable: "));
        assertThat(sending.send("out", large)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(world.seen()).doesNotContain(TransportWorld.subject(LARGE));

        broker.startAgain();
        eventually(() -> assertThat(sending.send("out", large)).isInstanceOf(Outcome.Done.class));
        eventually(() -> assertThat(world.seen()).hasSize(61));
        world.hub().stop();
        assertThat(world.seen()).containsExactlyInAnyOrderElementsOf(texts.stream().map(TransportWorld::subject).toList());
        assertThat(world.kept("acme")).isEqualTo(61);
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).containsExactly("856:small hello", "856:large " + LARGE);
    }

    @Test
    void whatIsSentIsConfirmedAndWhatNoQueueTakesIsNot() throws Exception {
        Sending sending = world.hub().get(Sending.class);
        assertThat(sending.send("out", new Letter("997:1", "text/plain", "hello"))).isInstanceOf(Outcome.Done.class);
        assertThat(sending.send("lost", new Letter("997:2", "text/plain", "hello"))).isInstanceOfSatisfying(
                Outcome.Failed.class, failed -> assertThat(failed.reason())
                        // A broker may refuse it before it gives it back; either way it has not got it.
                        .contains("crossdock.test.nowhere"));
        assertThat(drain(out)).containsExactly("997:1 hello");
    }

    @Test
    void aWrongPasswordAndAMissingQueueAreNamedWithoutTheSecret() throws IOException {
        Files.writeString(world.landscape().secrets().resolve("mq"), "an-old-secret");
        world.hub().start();
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo("login-refused: The broker of queue " + in + " at "
                + broker.url(lineIn.port()) + " does not let " + broker.user() + " in with file:mq."));
        Files.writeString(world.landscape().secrets().resolve("mq"), broker.password());
        world.landscape().replace("sources/acme.yaml", "queue: " + in, "queue: crossdock.test.nowhere");
        world.reload();
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo(
                "queue-missing: There is no queue crossdock.test.nowhere at " + broker.url(lineIn.port()) + "."));
    }

    private interface Work {

        void with(Channel channel) throws Exception;
    }

    private void at(Work work) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            work.with(channel);
        }
    }

    private void send(String... texts) throws Exception {
        at(channel -> {
            channel.confirmSelect();
            for (String text : texts) {
                channel.basicPublish("", in, new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                        text.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(30_000);
        });
    }

    private List<String> drain(String queue) throws Exception {
        List<String> texts = new ArrayList<>();
        at(channel -> {
            for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
                texts.add(got.getProps().getMessageId() + " " + new String(got.getBody(), StandardCharsets.UTF_8));
            }
        });
        return texts;
    }
}

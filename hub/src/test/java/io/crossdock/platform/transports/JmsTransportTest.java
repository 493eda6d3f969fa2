package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.testing.Relay;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JMS against a real Artemis broker that is killed and comes back on its journal. */
class JmsTransportTest {

    private static ArtemisServer broker;
    private static final AtomicInteger QUEUES = new AtomicInteger();
    private static final int TESTS = 9;

    @TempDir
    Path directory;

    private String in;
    private String out;
    private TransportWorld world;

    @BeforeAll
    static void startBroker(@TempDir Path journal) {
        broker = ArtemisServer.in(journal, IntStream.range(0, TESTS)
                .mapToObj(n -> "IN." + n + ",OUT." + n).toArray(String[]::new));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open() throws IOException {
        int number = QUEUES.getAndIncrement();
        in = "IN." + number;
        out = "OUT." + number;
        world = new TransportWorld(directory, Map.of("sources/acme.yaml", """
                id: acme
                jms: {url: "%s", user: %s, password: file:acme-mq, queue: %s}
                takes: {edi: ["*"]}
                prefetch: 5
                backlog: 10
                maxBytes: 1000
                """.formatted(broker.url(), ArtemisServer.USER, in), "destinations/out.yaml", """
                id: out
                jms: {url: "%s", user: %s, password: file:acme-mq, queue: %s}
                timeouts: {connect: 10s, call: 10s}
                """.formatted(broker.url(), ArtemisServer.USER, out)), Map.of("acme-mq", ArtemisServer.PASSWORD));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void messagesAreKeptOnceAndThenLeaveTheQueue() throws JMSException {
        send(IntStream.range(0, 30).mapToObj(n -> "m" + n).toList());
        world.hub().start();
        eventually(() -> assertThat(world.seen()).hasSize(30));
        world.hub().stop();
        assertThat(world.seen()).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30).mapToObj(n -> "m" + n).toList());
        assertThat(drain(in)).isEmpty();
        assertThat(world.kept("acme")).isEqualTo(30);
    }

    @Test
    void whatNobodyUnderstandsWaitsAloneAndTheRestGoesOn() throws JMSException {
        send(List.of("one", "bad news", "two", "x".repeat(1001)));
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("one", "two"));
        eventually(() -> assertThat(world.parked()).hasSize(2));
        assertThat(world.parked()).anyMatch(text -> text.startsWith("edi-unreadable: Message ID:")
                && text.endsWith("of acme cannot be taken. It says 'bad news'."))
                .anyMatch(text -> text.startsWith("message-too-large: Message ID:")
                        && text.endsWith("has 1001 bytes, at most 1000 are read (maxBytes)."));
        assertThat(drain(in)).isEmpty();
    }

    @Test
    void nothingIsFetchedWhileTooMuchWaitsToBeDigested() throws JMSException {
        send(IntStream.range(0, 40).mapToObj(n -> "m" + n).toList());
        InletWatch fetching = world.hub().get(InletWatch.class);
        fetching.start();
        eventually(() -> assertThat(world.isFull("acme")).isTrue());
        assertThat(world.kept("acme")).isBetween(10, 14);
        fetching.stop();
        world.hub().start();
        eventually(() -> assertThat(world.seen()).hasSize(40));
        eventually(() -> assertThat(world.isFull("acme")).isFalse());
    }

    @Test
    void aMessageThatIsHandedOverAgainIsTheSame() throws Exception {
        send(List.of("again"));
        Lines lines = world.hub().get(Lines.class);
        Keeper keeper = world.hub().get(Keeper.class);
        var inlet = world.hub().get(io.crossdock.platform.landscape.Landscapes.class).current().inlet("acme").orElseThrow();
        // Kept, and killed before the broker knows.
        try (Line line = lines.open(inlet)) {
            List<Parcel> parcels = line.fetch(5, TransportWorld.PATIENCE);
            assertThat(keeper.keep(inlet, parcels)).isEqualTo(1);
        }
        try (Line line = lines.open(inlet)) {
            List<Parcel> parcels = line.fetch(5, TransportWorld.PATIENCE);
            assertThat(parcels).hasSize(1);
            assertThat(keeper.keep(inlet, parcels)).isZero();
            line.kept();
        }
        assertThat(drain(in)).isEmpty();
        assertThat(world.kept("acme")).isEqualTo(1);
    }

    @Test
    void aBrokerThatIsKilledInMidMessageLosesAndDoublesNothing() throws JMSException {
        List<String> texts = IntStream.range(0, 120).mapToObj(n -> "m" + n).toList();
        send(texts);
        world.hub().start();
        for (int kills = 0; kills < 2; kills++) {
            int before = world.seen().size();
            eventually(() -> assertThat(world.seen().size()).isGreaterThan(Math.min(before + 10, 119)));
            broker.kill();
            eventually(() -> assertThat(world.trouble("acme")).startsWith("unreachable: "));
            broker.startAgain();
        }
        // Behind all that the broker hands over again.
        send(List.of("last"));
        eventually(() -> assertThat(world.seen()).hasSizeGreaterThanOrEqualTo(121).contains("last"));
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo("none"));
        world.hub().stop();
        assertThat(world.seen()).containsExactlyInAnyOrderElementsOf(Stream.concat(texts.stream(), Stream.of("last"))
                .toList());
        assertThat(drain(in)).isEmpty();
    }

    /** When the broker dies, a quarter of a message of four megabytes has come, and a quarter of another was sent. */
    @Test
    void aBrokerThatIsKilledInTheMiddleOfLargeMessagesHasThemOnce() throws Exception {
        String large = "0123456789abcdef".repeat(4 << 16);
        send(List.of("before", large, "after"));
        try (Relay lineIn = Relay.to(broker.port()); Relay lineOut = Relay.to(broker.port())) {
            world.landscape().replace("sources/acme.yaml", ":" + broker.port(), ":" + lineIn.port());
            world.landscape().replace("sources/acme.yaml", "maxBytes: 1000", "prefetch: 1");
            world.landscape().replace("sources/acme.yaml", "prefetch: 5\n", "");
            world.landscape().replace("destinations/out.yaml", ":" + broker.port(), ":" + lineOut.port());
            world.reload();
            Sending sending = world.hub().get(Sending.class);
            Letter letter = new Letter("850:large", "text/plain", large);
            lineIn.stopAfter(Relay.Way.OUT, large.length() / 4);
            lineOut.stopAfter(Relay.Way.IN, large.length() / 4);
            world.hub().start();
            CompletableFuture<Outcome> half = CompletableFuture.supplyAsync(() -> sending.send("out", letter));
            eventually(() -> assertThat(lineIn.hasStopped(Relay.Way.OUT) && lineOut.hasStopped(Relay.Way.IN)).isTrue());
            broker.kill();
            lineIn.cut();
            lineOut.cut();
            assertThat(half.get(60, TimeUnit.SECONDS)).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Unavailable.class);
            eventually(() -> assertThat(world.trouble("acme")).startsWith("unreachable: "));
            assertThat(world.seen()).doesNotContain(TransportWorld.subject(large));
            broker.startAgain();
            eventually(() -> assertThat(sending.send("out", letter)).isInstanceOf(Outcome.Done.class));
            eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("before", TransportWorld.subject(large),
                    "after"));
            world.hub().stop();
        }
        assertThat(world.kept("acme")).isEqualTo(3);
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).containsExactly(large);
    }

    @Test
    void aWrongPasswordAndAMissingQueueAreNamedWithoutTheSecret() throws IOException {
        Files.writeString(world.landscape().secrets().resolve("acme-mq"), "an-old-secret");
        world.hub().start();
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo("login-refused: The broker of queue " + in + " at "
                + broker.url() + " does not let crossdock in with file:acme-mq."));
        Files.writeString(world.landscape().secrets().resolve("acme-mq"), ArtemisServer.PASSWORD);
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo("none"));
        world.landscape().replace("sources/acme.yaml", "queue: " + in, "queue: NOWHERE");
        world.reload();
        eventually(() -> assertThat(world.trouble("acme")).startsWith("queue-missing: There is no queue NOWHERE at " + broker.url() + "."));
    }

    @Test
    void whatIsSentTwiceIsThereOnce() throws JMSException {
        Sending sending = world.hub().get(Sending.class);
        Letter letter = new Letter("850:acme:1", "text/plain", "hello");
        assertThat(sending.send("out", letter)).isInstanceOf(Outcome.Done.class);
        assertThat(sending.send("out", letter)).isInstanceOf(Outcome.Done.class);
        assertThat(sending.send("nowhere", letter)).isInstanceOf(Outcome.Failed.class);
        assertThat(drain(out)).containsExactly("hello");
    }

    @Test
    void sendingGoesOnOverABrokerThatIsKilled() throws JMSException {
        Sending sending = world.hub().get(Sending.class);
        List<String> texts = IntStream.range(0, 60).mapToObj(n -> "m" + n).toList();
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch noticed = new CountDownLatch(1);
        Thread killer = Thread.ofVirtual().start(() -> {
            broker.kill();
            killed.countDown();
            hold(noticed);
            broker.startAgain();
        });
        int troubles = 0;
        for (String text : texts) {
            if (text.equals("m30")) {
                hold(killed);
            }
            Outcome outcome = sending.send("out", new Letter(text, "text/plain", text));
            if (!(outcome instanceof Outcome.Done)) {
                assertThat(outcome).isInstanceOfAny(Outcome.Unavailable.class, Outcome.Ambiguous.class);
                troubles++;
                noticed.countDown();
                eventually(() -> assertThat(sending.send("out", new Letter(text, "text/plain", text)))
                        .isInstanceOf(Outcome.Done.class));
            }
        }
        eventually(() -> assertThat(killer.isAlive()).isFalse());
        assertThat(troubles).isPositive();
        assertThat(drain(out)).containsExactlyInAnyOrderElementsOf(texts);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(List<String> texts, String queue) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(ArtemisServer.USER, ArtemisServer.PASSWORD);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
            session.commit();
        }
    }

    private void send(List<String> texts) throws JMSException {
        send(texts, in);
    }

    private static List<String> drain(String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(ArtemisServer.USER, ArtemisServer.PASSWORD);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            for (Message message = consumer.receive(500); message != null; message = consumer.receive(500)) {
                texts.add(message instanceof TextMessage text ? text.getText()
                        : new String(message.getBody(byte[].class), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}

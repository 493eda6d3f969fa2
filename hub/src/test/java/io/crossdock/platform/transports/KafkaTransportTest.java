package io.crossdock.platform.transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.testing.Relay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real Kafka broker that is killed and comes back on its log. */
class KafkaTransportTest {

    private static final String LARGE = "0123456789abcdef".repeat(2 << 16);
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static KafkaServer broker;

    private String in;
    private String out;
    private TransportWorld world;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        broker = new KafkaServer(folder.resolve("kafka"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        int number = TOPICS.getAndIncrement();
        in = "orders." + number;
        out = "answers." + number;
        broker.topic(in, 3);
        broker.topic(out, 1);
        world = new TransportWorld(directory, Map.of("sources/acme.yaml", """
                id: acme
                kafka: {brokers: ["%s"], tls: false, topic: %s, group: hub-%d}
                takes: {edi: ["*"]}
                prefetch: 5
                backlog: 10
                timeouts: {connect: 5s, call: 10s}
                """.formatted(broker.address(), in, number), "destinations/out.yaml", """
                id: out
                kafka: {brokers: ["%s"], tls: false, topic: %s}
                timeouts: {connect: 5s, call: 10s}
                """.formatted(broker.address(), out)), Map.of());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void messagesAreKeptOnceInTheOrderOfTheirKeyAndPoisonWaitsAlone() throws Exception {
        send("k", "one", "bad news", "two");
        send("", "three", "four");
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("one", "three", "four"));
        eventually(() -> assertThat(world.parked()).hasSize(2));
        assertThat(world.parked().getFirst()).startsWith("edi-unreadable: Message " + in + "-").endsWith("'bad news'.");
        assertThat(world.parked().getLast()).as("two, of the same key").startsWith("queued-behind: ");
        assertThat(world.kept("acme")).isEqualTo(5);
    }

    @Test
    void nothingIsFetchedWhileTooMuchWaitsToBeDigested() throws Exception {
        send("", IntStream.range(0, 40).mapToObj(n -> "m" + n).toArray(String[]::new));
        InletWatch fetching = world.hub().get(InletWatch.class);
        fetching.start();
        eventually(() -> assertThat(world.isFull("acme")).isTrue());
        fetching.stop();
        assertThat(world.kept("acme")).isBetween(10, 14);
        world.hub().start();
        eventually(() -> assertThat(world.seen()).hasSize(40));
    }

    @Test
    void whatWasKeptAndNotCommittedIsTheSameWhenItComesAgain() throws Exception {
        send("", "again");
        Inlet inlet = world.hub().get(Landscapes.class).current().inlet("acme").orElseThrow();
        Keeper keeper = world.hub().get(Keeper.class);
        try (Line line = world.hub().get(Lines.class).open(inlet)) {
            eventually(() -> assertThat(keeper.keep(inlet, line.fetch(5, TransportWorld.PATIENCE))).isEqualTo(1));
        }
        try (Line line = world.hub().get(Lines.class).open(inlet)) {
            List<Parcel> again = new ArrayList<>();
            eventually(() -> {
                again.addAll(line.fetch(5, Duration.ofSeconds(1)));
                assertThat(again).hasSize(1);
            });
            assertThat(keeper.keep(inlet, again)).isZero();
            line.kept();
        }
        assertThat(world.kept("acme")).isEqualTo(1);
    }

    /** When the broker dies, a quarter of a message of two megabytes has come, and some of another was sent. */
    @Test
    void aBrokerThatIsKilledInMidMessageLosesAndDoublesNothing() throws Exception {
        List<String> texts = new ArrayList<>(IntStream.range(0, 30).mapToObj(n -> "m" + n).toList());
        texts.add(10, LARGE);
        send("k", texts.toArray(String[]::new));
        Sending sending = world.hub().get(Sending.class);
        Letter large = new Letter("856:large", "text/plain", LARGE);
        assertThat(sending.send("out", new Letter("856:small", "text/plain", "hello"))).isInstanceOf(Outcome.Done.class);

        // All connections share the line: what is sent follows when what comes has stopped.
        broker.line().stopAfter(Relay.Way.OUT, LARGE.length() / 4);
        world.hub().start();
        eventually(() -> assertThat(broker.line().hasStopped(Relay.Way.OUT)).isTrue());
        broker.line().stopAfter(Relay.Way.IN, LARGE.length() / 4);
        CompletableFuture<Outcome> half = CompletableFuture.supplyAsync(() -> sending.send("out", large));
        eventually(() -> assertThat(broker.line().hasStopped(Relay.Way.IN)).isTrue());
        broker.kill();
        // The client may bring it through by itself as soon as the broker is back.
        broker.startAgain();
        assertThat(half.get(60, TimeUnit.SECONDS)).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Unavailable.class,
                Outcome.Done.class);
        eventually(() -> assertThat(sending.send("out", large)).isInstanceOf(Outcome.Done.class));
        assertThat(drain(out)).as("half a message is none").contains("856:small hello", "856:large " + LARGE)
                .allMatch(text -> text.equals("856:small hello") || text.equals("856:large " + LARGE));
        eventually(() -> assertThat(world.seen()).hasSize(31));
        world.hub().stop();
        assertThat(world.seen()).containsExactlyInAnyOrderElementsOf(texts.stream().map(TransportWorld::subject).toList());
        assertThat(world.kept("acme")).isEqualTo(31);
    }

    @Test
    void aMissingTopicIsNamed() throws IOException {
        world.landscape().replace("sources/acme.yaml", "topic: " + in, "topic: nowhere");
        world.landscape().replace("destinations/out.yaml", "topic: " + out, "topic: nowhere");
        world.reload();
        world.hub().start();
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo("queue-missing: There is no topic nowhere at "
                + broker.address() + "."));
        assertThat(world.hub().get(Sending.class).send("out", new Letter("1", "text/plain", "hello")))
                .isInstanceOf(Outcome.Unavailable.class);
    }

    /** A group is divided anew only after those that died are missed. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private void send(String key, String... texts) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.address(),
                "max.request.size", 16 << 20), new StringSerializer(), new StringSerializer())) {
            for (String text : texts) {
                producer.send(key.isEmpty() ? new ProducerRecord<>(in, text) : new ProducerRecord<>(in, key, text))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> drain(String topic) {
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", broker.address()),
                new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    texts.add(new String(record.headers().lastHeader("message-id").value(), StandardCharsets.UTF_8) + " "
                            + record.value());
                }
            }
        }
        return texts;
    }
}

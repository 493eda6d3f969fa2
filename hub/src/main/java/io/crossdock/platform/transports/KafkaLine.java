package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import io.crossdock.platform.tls.TlsContexts.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic of Kafka, as a member of a consumer group. How far it was read is committed when what was read is kept. When the
 * group is divided anew in between, another hub reads the same messages, and the inbox knows them.
 */
final class KafkaLine implements Line {

    /** Who dies is missed after this; until then nobody reads its partitions. */
    private static final int SESSION_MS = 10_000;
    private static final Duration ASKED_EVERY = Duration.ofSeconds(3);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final MessagePlace.Kafka place;
    private final Duration patienceMax;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, OffsetAndMetadata> read = Map.of();
    private long askedNs = System.nanoTime();

    KafkaLine(MessagePlace.Kafka place, Optional<Login> login, Timeouts timeouts, Texts tls, int prefetch)
            throws TransportTrouble {
        this.place = place;
        this.patienceMax = timeouts.call();
        Map<String, Object> settings = KafkaBrokers.settings(place, login, timeouts, tls);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, place.group());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, prefetch);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeouts.call().toMillis());
        try {
            this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException failure) {
            throw KafkaBrokers.trouble(place, failure);
        }
        try {
            if (!consumer.listTopics(timeouts.call()).containsKey(place.topic())) {
                throw new TransportTrouble("queue-missing", "There is no " + place + ".");
            }
            consumer.subscribe(List.of(place.topic()));
        } catch (KafkaException failure) {
            close();
            throw KafkaBrokers.trouble(place, failure);
        } catch (TransportTrouble missing) {
            close();
            throw missing;
        }
    }

    @Override
    public List<Parcel> fetch(int most, Duration patience) throws TransportTrouble {
        List<Parcel> parcels = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                parcels.add(parcel(record));
                next.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
            }
            if (parcels.isEmpty()) {
                askWhetherSomebodyIsThere();
            }
        } catch (KafkaException failure) {
            throw KafkaBrokers.trouble(place, failure);
        }
        read = next;
        return parcels;
    }

    /** The client tries for ever, and says nothing of brokers that are away. */
    private void askWhetherSomebodyIsThere() {
        if (System.nanoTime() - askedNs > ASKED_EVERY.toNanos()) {
            consumer.endOffsets(List.of(new TopicPartition(place.topic(), 0)), patienceMax);
            askedNs = System.nanoTime();
        }
    }

    private static Parcel parcel(ConsumerRecord<byte[], byte[]> record) {
        Optional<String> key = Optional.ofNullable(record.key()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        Header type = record.headers().lastHeader("content-type");
        return Parcel.of(record.topic() + "-" + record.partition() + "@" + record.offset(), key,
                Optional.ofNullable(type).map(Header::value).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                Optional.ofNullable(record.value()).orElseGet(() -> new byte[0]));
    }

    @Override
    public void kept() throws TransportTrouble {
        try {
            consumer.commitSync(read, patienceMax);
        } catch (KafkaException failure) {
            throw KafkaBrokers.trouble(place, failure);
        }
    }

    @Override
    public void close() {
        try {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_MAX));
        } catch (KafkaException gone) {
            // What is closed because it is broken may be broken.
            return;
        }
    }
}

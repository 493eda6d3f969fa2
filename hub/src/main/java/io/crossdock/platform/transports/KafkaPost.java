package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import io.crossdock.platform.tls.TlsContexts.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Leaves messages in a topic of Kafka. They count as sent when all brokers that must have them do. The client sends again by
 * itself without doubling; what the hub sends again is known to the reader by its key and its header {@code message-id}.
 */
final class KafkaPost implements Post {

    private static final int BYTES_MAX = 64 << 20;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final MessagePlace.Kafka place;
    private final KafkaProducer<String, byte[]> producer;
    private volatile boolean well = true;

    KafkaPost(MessagePlace.Kafka place, Optional<Login> login, Timeouts timeouts, Texts tls) throws TransportTrouble {
        this.place = place;
        Map<String, Object> settings = KafkaBrokers.settings(place, login, timeouts, tls);
        int call = (int) timeouts.call().toMillis();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, call);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, call);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BYTES_MAX);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BYTES_MAX);
        try {
            this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException failure) {
            throw KafkaBrokers.trouble(place, failure);
        }
    }

    @Override
    public Outcome send(Letter letter) {
        try {
            // Until it is known who has the topic, nothing is sent.
            producer.partitionsFor(place.topic());
        } catch (KafkaException notThere) {
            well = false;
            return new Outcome.Unavailable(KafkaBrokers.trouble(place, notThere).sentence(), Optional.empty());
        }
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(place.topic(), letter.id(),
                letter.text().getBytes(StandardCharsets.UTF_8));
        message.headers().add("message-id", letter.id().getBytes(StandardCharsets.UTF_8))
                .add("content-type", letter.contentType().getBytes(StandardCharsets.UTF_8));
        try {
            var at = producer.send(message).get();
            return new Outcome.Done(letter.id(), Receipts.of(letter, place + ", " + at));
        } catch (ExecutionException failure) {
            return outcome(Optional.ofNullable(failure.getCause()).orElse(failure));
        } catch (KafkaException failure) {
            return outcome(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return unknown(stopping);
        }
    }

    private Outcome outcome(Throwable failure) {
        return failure instanceof RecordTooLargeException
                ? new Outcome.Failed("The brokers of " + place + " do not take it: " + said(failure) + ".")
                : unknown(failure);
    }

    private Outcome unknown(Throwable failure) {
        well = false;
        return new Outcome.Ambiguous("Whether the brokers of " + place + " have it is not known: " + said(failure) + ".");
    }

    @Override
    public boolean isWell() {
        return well;
    }

    @Override
    public void close() {
        well = false;
        producer.close(CLOSE_MAX);
    }
}

package io.crossdock.platform.transports;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.crossdock.platform.landscape.MessagePlace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A queue of AMQP 0-9-1. The broker hands over no more than the prefetch before what was fetched is kept. */
final class AmqpLine implements Line {

    private final MessagePlace.Amqp place;
    private final Rabbit broker;
    private final LinkedBlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final AtomicReference<Optional<Exception>> broken = new AtomicReference<>(Optional.empty());
    private long last;

    @SuppressWarnings("ArrayRecordComponent")
    private record Delivery(long tag, AMQP.BasicProperties properties, byte[] body) {
    }

    /** @param broker is closed with it, or when there is no such queue */
    AmqpLine(MessagePlace.Amqp place, Rabbit broker, int prefetch) throws TransportTrouble {
        this.place = place;
        this.broker = broker;
        try {
            broker.channel().basicQos(prefetch);
            broker.channel().basicConsume(place.queue(), false, new Arrivals());
        } catch (IOException | RuntimeException failure) {
            broker.close();
            throw Rabbit.trouble(place, failure);
        }
    }

    private final class Arrivals extends DefaultConsumer {

        Arrivals() {
            super(broker.channel());
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            arrived.add(new Delivery(envelope.getDeliveryTag(), properties, body));
        }

        @Override
        public void handleCancel(String tag) {
            broken.set(Optional.of(new IOException("the queue was taken away")));
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            broken.set(Optional.of(signal));
        }
    }

    @Override
    public List<Parcel> fetch(int most, Duration patience) throws TransportTrouble {
        List<Parcel> parcels = new ArrayList<>();
        try {
            Delivery delivery = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            while (delivery != null) {
                last = delivery.tag();
                parcels.add(parcel(delivery));
                delivery = parcels.size() < most ? arrived.poll() : null;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Optional<Exception> end = Objects.requireNonNull(broken.get());
        if (end.isPresent()) {
            throw Rabbit.trouble(place, end.get());
        }
        return parcels;
    }

    @Override
    public void kept() throws TransportTrouble {
        try {
            broker.channel().basicAck(last, true);
        } catch (IOException | AlreadyClosedException failure) {
            throw Rabbit.trouble(place, failure);
        }
    }

    /** Without an id of its sender a message is known by its content. */
    private static Parcel parcel(Delivery delivery) {
        return Parcel.of(Optional.ofNullable(delivery.properties().getMessageId())
                .orElseGet(() -> Parcel.digest(delivery.body())), Optional.empty(),
                Optional.ofNullable(delivery.properties().getContentType()), delivery.body());
    }

    @Override
    public void close() {
        broker.close();
    }
}

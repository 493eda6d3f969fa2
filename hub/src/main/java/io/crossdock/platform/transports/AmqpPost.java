package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Leaves messages with a broker that speaks AMQP 0-9-1. They count as sent when it has confirmed them; one that no queue
 * takes comes back and does not. Such a broker knows no second sending: the reader knows it by {@code message-id}.
 */
final class AmqpPost implements Post {

    private static final int PERSISTENT = 2;

    private final MessagePlace.Amqp place;
    private final Rabbit broker;
    private final Duration patience;
    private volatile boolean cameBack;
    private volatile boolean well = true;

    /** @param broker is closed with it, or when there is no such queue */
    AmqpPost(MessagePlace.Amqp place, Rabbit broker, Timeouts timeouts) throws TransportTrouble {
        this.place = place;
        this.patience = timeouts.call();
        this.broker = broker;
        try {
            broker.channel().confirmSelect();
            broker.channel().addReturnListener(returned -> cameBack = true);
        } catch (IOException failure) {
            broker.close();
            throw Rabbit.trouble(place, failure);
        }
    }

    @Override
    public Outcome send(Letter letter) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder().messageId(letter.id())
                .contentType(letter.contentType()).deliveryMode(PERSISTENT).build();
        try {
            cameBack = false;
            broker.channel().basicPublish(place.exchange(), place.queue(), true, properties,
                    letter.text().getBytes(StandardCharsets.UTF_8));
            boolean confirmed = broker.channel().waitForConfirms(patience.toMillis());
            if (cameBack) {
                return new Outcome.Failed("No queue takes what is sent to " + place + ".");
            }
            return confirmed ? new Outcome.Done(letter.id(), Receipts.of(letter, place.toString()))
                    : new Outcome.Failed("The broker did not take message " + letter.id() + " for " + place + ".");
        } catch (AlreadyClosedException gone) {
            well = false;
            return new Outcome.Unavailable(Rabbit.trouble(place, gone).sentence(), Optional.empty());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return unknown(stopping);
        } catch (IOException | TimeoutException | RuntimeException failure) {
            return unknown(failure);
        }
    }

    private Outcome unknown(Exception failure) {
        well = false;
        return new Outcome.Ambiguous("Whether the broker of " + place + " has it is not known: " + said(failure) + ".");
    }

    @Override
    public boolean isWell() {
        return well && broker.isOpen();
    }

    @Override
    public void close() {
        well = false;
        broker.close();
    }
}

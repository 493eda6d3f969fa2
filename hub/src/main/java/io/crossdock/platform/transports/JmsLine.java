package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.MessagePlace;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** A JMS queue. Messages are fetched in a session of their own transaction, which ends when they are kept. */
final class JmsLine implements Line {

    private static final int BYTES_MAX = 64 << 20;

    private final MessagePlace.Jms place;
    private final Artemis broker;
    private final Session session;
    private final MessageConsumer consumer;

    /** @param broker is closed with it, or when there is no such queue */
    JmsLine(MessagePlace.Jms place, Artemis broker) throws TransportTrouble {
        this.place = place;
        this.broker = broker;
        try {
            this.session = broker.connection().createSession(true, Session.SESSION_TRANSACTED);
            this.consumer = session.createConsumer(session.createQueue(place.queue()));
        } catch (JMSException failure) {
            broker.close();
            throw Artemis.trouble(place, failure);
        }
    }

    @Override
    public List<Parcel> fetch(int most, Duration patience) throws TransportTrouble {
        List<Parcel> parcels = new ArrayList<>();
        try {
            Message message = consumer.receive(patience.toMillis());
            while (message != null) {
                parcels.add(parcel(message));
                message = parcels.size() < most ? consumer.receiveNoWait() : null;
            }
            return parcels;
        } catch (JMSException failure) {
            throw Artemis.trouble(place, failure);
        }
    }

    @Override
    public void kept() throws TransportTrouble {
        try {
            session.commit();
        } catch (JMSException failure) {
            throw Artemis.trouble(place, failure);
        }
    }

    private Parcel parcel(Message message) throws JMSException, TransportTrouble {
        byte[] content = content(message);
        Optional<String> group = Optional.ofNullable(message.getStringProperty("JMSXGroupID"));
        Optional<String> type = Optional.ofNullable(message.getStringProperty("JMS_AMQP_ContentType"))
                .or(() -> Optional.of("text/plain").filter(text -> message instanceof TextMessage));
        return Parcel.of(Optional.ofNullable(message.getJMSMessageID()).orElseGet(() -> Parcel.digest(content)), group,
                type, content);
    }

    private byte[] content(Message message) throws JMSException, TransportTrouble {
        return switch (message) {
            case TextMessage text -> Optional.ofNullable(text.getText()).orElse("").getBytes(StandardCharsets.UTF_8);
            case BytesMessage bytes -> bytes(bytes);
            // Maps, streams and objects mean nothing to anybody here: they are kept as they came, for people to see.
            case ActiveMQMessage other -> raw(other.getCoreMessage().getReadOnlyBodyBuffer());
            case Message strange -> String.valueOf(strange).getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] bytes(BytesMessage message) throws JMSException, TransportTrouble {
        long length = message.getBodyLength();
        if (length > BYTES_MAX) {
            throw new TransportTrouble("message-too-large", "Message " + message.getJMSMessageID() + " at the head of "
                    + place + " has " + length + " bytes, at most " + BYTES_MAX + " are taken. Take it away there.");
        }
        byte[] content = new byte[(int) length];
        message.readBytes(content);
        return content;
    }

    private static byte[] raw(ActiveMQBuffer buffer) {
        byte[] content = new byte[buffer.readableBytes()];
        buffer.readBytes(content);
        return content;
    }

    @Override
    public void close() {
        broker.close();
    }
}

package io.crossdock.platform.transports;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.MessagePlace;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.Message;

/**
 * Leaves messages in a JMS queue. The broker has them on disk before they count as sent, and takes a second sending of
 * the same id for the first ({@code _AMQ_DUPL_ID}), as long as it remembers the id.
 */
final class JmsPost implements Post {

    private final MessagePlace.Jms place;
    private final Artemis broker;
    private final Session session;
    private final MessageProducer producer;
    private volatile boolean well = true;

    /** @param broker is closed with it, or when there is no such queue */
    JmsPost(MessagePlace.Jms place, Artemis broker) throws TransportTrouble {
        this.place = place;
        this.broker = broker;
        try {
            broker.connection().setExceptionListener(broken -> well = false);
            this.session = broker.connection().createSession(false, Session.AUTO_ACKNOWLEDGE);
            this.producer = session.createProducer(session.createQueue(place.queue()));
            this.producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        } catch (JMSException failure) {
            broker.close();
            throw Artemis.trouble(place, failure);
        }
    }

    @Override
    public Outcome send(Letter letter) {
        try {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(letter.text().getBytes(StandardCharsets.UTF_8));
            message.setStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), letter.id());
            message.setStringProperty("content_type", letter.contentType());
            message.setJMSCorrelationID(letter.id());
            producer.send(message);
            return new Outcome.Done(letter.id(), Receipts.of(letter, place.toString()));
        } catch (JMSSecurityException | InvalidDestinationException refused) {
            well = false;
            return new Outcome.Unavailable(Artemis.trouble(place, refused).sentence(), Optional.empty());
        } catch (JMSException failure) {
            well = false;
            return new Outcome.Ambiguous("Whether the broker of " + place + " has it is not known: "
                    + TransportTrouble.said(failure) + ".");
        }
    }

    @Override
    public boolean isWell() {
        return well;
    }

    @Override
    public void close() {
        well = false;
        broker.close();
    }
}

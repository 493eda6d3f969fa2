package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.transports.ArtemisServer;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner that orders by a queue and is answered by another, over a broker that is killed on the way. */
class EdiByQueueTest {

    private static final int ORDERS = 40;

    @Test
    void everyOrderIsTakenOnceAndAnsweredOnceOverABrokerThatIsKilled(@TempDir Path directory) throws IOException, JMSException {
        try (ArtemisServer broker = ArtemisServer.in(directory.resolve("broker"), "ORDERS", "ANSWERS");
                SharedPostgres.Database database = TestDatabase.migrated();
                TestHub hub = hub(directory, broker, database)) {
            send(broker, IntStream.rangeClosed(1, ORDERS).mapToObj(EdiByQueueTest::interchange).toList());
            hub.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> received(hub) >= 5);
            broker.kill();
            broker.startAgain();
            send(broker, List.of(interchange(ORDERS + 1).replace("BUILDWELL      ", "STRANGER       "), "no interchange"));
            await().atMost(Duration.ofSeconds(90)).until(() -> received(hub) == ORDERS && open(hub) == 0
                    && parked(hub).size() == 2);
            assertThat(parked(hub)).containsExactlyInAnyOrder("edi-sender-foreign", "edi-unreadable");
            hub.stop();
            List<String> answers = drain(broker, "ANSWERS");
            assertThat(answers).hasSize(ORDERS).allMatch(text -> text.contains("~ST*997*"));
            assertThat(answers.stream().map(text -> text.replaceAll("(?s).*AK1\\*PO\\*(\\d+).*", "$1")).distinct())
                    .hasSize(ORDERS);
            assertThat(drain(broker, "ORDERS")).isEmpty();
        }
    }

    private static TestHub hub(Path directory, ArtemisServer broker, SharedPostgres.Database database) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        Files.writeString(landscape.secrets().resolve("mq"), ArtemisServer.PASSWORD);
        landscape.write("sources/buildwell-mq.yaml", """
                id: buildwell-mq
                jms: {url: "%s", user: %s, password: file:mq, queue: ORDERS}
                takes: {edi: [buildwell]}
                """.formatted(broker.url(), ArtemisServer.USER));
        landscape.write("destinations/buildwell-mq.yaml", """
                id: buildwell-mq
                jms: {url: "%s", user: %s, password: file:mq, queue: ANSWERS}
                timeouts: {connect: 1s, call: 5s}
                """.formatted(broker.url(), ArtemisServer.USER));
        landscape.replace("partners/buildwell.yaml", "{system: buildwell}", "{destination: buildwell-mq}");
        LaneSettings normal = LaneSettings.DEFAULT;
        return TestHub.on(database, Clock.systemUTC())
                .scan("io.crossdock.experience.edi.incoming", "io.crossdock.experience.edi.outgoing",
                        "io.crossdock.experience.edi.maps",
                        "io.crossdock.platform.transports")
                .with(Landscapes.class, landscape.landscapes(Clock.systemUTC()))
                .with(Secrets.class, landscape.secretsInForce()).with(HttpCaller.class)
                .with(Lanes.class, () -> Map.of("to:buildwell-mq", normal)).open();
    }

    private static int received(TestHub hub) {
        return hub.jdbc().sql("SELECT count(*) FROM edi.transaction_set WHERE type = '850'").query(Integer.class).single();
    }

    private static int open(TestHub hub) {
        return hub.jdbc().sql("SELECT count(*) FROM effects.effect WHERE state <> 'done'").query(Integer.class).single();
    }

    private static List<String> parked(TestHub hub) {
        return hub.jdbc().sql("SELECT code FROM journal.parked").query(String.class).list();
    }

    private static String interchange(int control) {
        String number = "%09d".formatted(control);
        return "ISA*00*          *00*          *ZZ*BUILDWELL      *ZZ*CROSSDOCK      *261120*0900*U*00401*" + number
                + "*0*P*>~GS*PO*BUILDWELL*CROSSDOCK*20261120*0900*" + control + "*X*004010~ST*850*0001~BEG*00*SA*PO-" + control
                + "**20261120~N1*ST*YARD*92*A-1007-1~PO1*1*10*CT*18*PE*BP*BW-10001~CTT*1~SE*6*0001~GE*1*" + control
                + "~IEA*1*" + number + "~";
    }

    private static void send(ArtemisServer broker, List<String> texts) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(ArtemisServer.USER, ArtemisServer.PASSWORD);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("ORDERS"));
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
            session.commit();
        }
    }

    private static List<String> drain(ArtemisServer broker, String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(ArtemisServer.USER, ArtemisServer.PASSWORD);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            // The broker itself says that there is no more, however long it takes.
            for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
                texts.add(new String(message.getBody(byte[].class), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}

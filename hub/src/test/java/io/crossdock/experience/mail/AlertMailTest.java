package io.crossdock.experience.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.crossdock.experience.edi.incoming.EdiWorld;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People get a mail per cause, and get it whatever becomes of their mail server in the middle of it. */
class AlertMailTest {

    private static final String DESK = "desk@example.com";

    private GreenMail server = MailDesk.at(0, ServerSetup.PROTOCOL_SMTP);
    private Cable cable;
    private EdiWorld world;
    private int port;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        server.start();
        port = server.getSmtp().getPort();
        server.setUser(DESK, DESK, "right");
        server.setUser("crossdock@example.com", "crossdock", "right");
        cable = new Cable(port);
        world = new EdiWorld(directory, more -> more.scan("io.crossdock.process.alerts", "io.crossdock.experience.mail"));
        Files.writeString(directory.resolve("secrets").resolve("smtp"), "right\n");
        world.landscape().replace("landscape.yaml", "policies:\n", """
                policies:
                  attention:
                    mail: {host: 127.0.0.1, port: %d, tls: none, user: crossdock, password: "file:smtp",
                           from: crossdock@example.com, consoleUrl: "https://hub.example/", runbooksUrl: "https://docs.example"}
                    alerts:
                      - {name: unknowns, kinds: [unknown-reference], owners: [edi], quiet: 30m, mail: [desk@example.com]}
                """.formatted(cable.port()));
        world.reload();
    }

    @AfterEach
    void close() {
        world.close();
        cable.close();
        server.stop();
    }

    /** The server lives in this process: a thread of it that dies with its connection is what some of these tests do. */
    private static ConditionFactory eventually() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    private void orderSomethingUnknown(String number) {
        world.order(number, "4*EA*2.00*PE*BP*BW-77777");
        eventually().atMost(Duration.ofSeconds(60)).until(() -> world.states().values().stream().anyMatch("held"::equals));
    }

    /** The hub's clock goes on, as it does. */
    private void awaitSent(int mails) {
        eventually().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).until(() -> {
            world.clock().advance(Duration.ofSeconds(1));
            return world.hub().jdbc().sql("""
                    SELECT count(*) FROM effects.effect WHERE target = 'mail:alerts' AND state = 'done'
                    """).query(Integer.class).single() == mails;
        });
    }

    private List<MimeMessage> received() {
        return Arrays.asList(server.getReceivedMessages());
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private void startAgain() {
        server = MailDesk.at(port, ServerSetup.PROTOCOL_SMTP);
        server.start();
        server.setUser(DESK, DESK, "right");
        server.setUser("crossdock@example.com", "crossdock", "right");
    }

    @Test
    void peopleGetOneMailPerCauseAndOneWhenItIsOver() throws Exception {
        orderSomethingUnknown("PO-1");
        world.lookForAlerts();
        world.lookForAlerts();
        awaitSent(1);
        MimeMessage mail = received().getFirst();
        assertThat(mail.getSubject()).startsWith("[").contains("BW-77777");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(DESK);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContent().toString()).contains("EDI desk", "Exceptions: 1",
                "https://hub.example/console/exceptions?cluster=edi-item%3Abuildwell%3ABW-77777",
                "https://docs.example/", "guides/repair.md#unknown-reference", "by the rule unknowns");

        world.landscape().replace("items/buildwell.csv", "BW-10001,", "BW-77777,CD-10002\nBW-10001,");
        world.reload();
        world.clock().advance(Duration.ofMinutes(1));
        eventually().atMost(Duration.ofSeconds(60)).until(() -> world.states().values().stream().noneMatch("held"::equals));
        world.lookForAlerts();
        awaitSent(2);
        assertThat(received()).hasSize(2);
        assertThat(received().get(1).getSubject()).contains("Over: ");
    }

    @Test
    void aServerThatIsKilledInTheMiddleOfAMailAndComesBackHasItOnce() {
        cable.cutNext(Cable.Cut.IN_THE_MIDDLE, () -> server.stop());
        orderSomethingUnknown("PO-1");
        world.lookForAlerts();
        eventually().atMost(Duration.ofSeconds(60)).until(() -> cable.cuts() == 1);
        startAgain();
        awaitSent(1);
        assertThat(received()).hasSize(1);
        assertThat(world.hub().jdbc().sql("""
                SELECT a.outcome FROM effects.attempt a JOIN effects.effect e ON e.id = a.effect_id
                 WHERE e.target = 'mail:alerts' ORDER BY a.started_at, a.number
                """).query(String.class).list()).first().isEqualTo("ambiguous");
    }

    @Test
    void aMailWhoseAnswerIsLostIsSentAgainUnderTheSameId() {
        cable.cutNext(Cable.Cut.BEFORE_THE_ANSWER, () -> { });
        orderSomethingUnknown("PO-1");
        world.lookForAlerts();
        eventually().atMost(Duration.ofSeconds(60)).until(() -> cable.cuts() == 1);
        awaitSent(1);
        assertThat(received()).hasSizeGreaterThanOrEqualTo(1).extracting(AlertMailTest::id).containsOnly(id(received()
                .getFirst()));
    }

    @Test
    void aServerThatDoesNotTakeOurPasswordIsAskedAgainAndTheReasonIsSaid() throws IOException {
        server.setUser("crossdock@example.com", "crossdock", "changed");
        orderSomethingUnknown("PO-1");
        world.lookForAlerts();
        eventually().atMost(Duration.ofSeconds(60)).until(() -> world.hub().jdbc().sql("""
                SELECT count(*) FROM effects.attempt WHERE detail LIKE '%does not accept our user or password%'
                """).query(Integer.class).single() > 0);
        server.setUser("crossdock@example.com", "crossdock", "right");
        awaitSent(1);
        assertThat(received()).hasSize(1);
    }
}

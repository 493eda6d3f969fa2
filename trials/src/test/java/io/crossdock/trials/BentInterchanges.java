package io.crossdock.trials;

import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Http;
import io.crossdock.drills.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What partners send when something is wrong with their programs: it is answered, and the hub goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BentInterchanges {

    private static final List<String> ORDER = """
            BEG*00*NE*@**20261121*C9
            CUR*BY*USD
            ITD*01*3*2**10**30*****TEXT
            DTM*002*20301201
            N9*ZZ*NOTE
            MSG*CALL FIRST
            N1*ST*YARD*92*A-1007-1
            N1*BT*OFFICE*92*B1
            N3*1 MAIN ST*SUITE
            N4*ATHENS*GA*30603*US
            PO1*1*2*EA**PE*BP*BW-10001*VP*CD-10001
            PO1*2*1*EA***BP*BW-10002
            CTT*2""".lines().toList();
    private static final List<String> ODD = List.of("X".repeat(300), "1E999999999", "\u0001");
    private static final int SETS_PER_INTERCHANGE = 50;
    private static final int FIRST = 700;

    private Stage stage;
    private PartnerMail mail;
    private int sets;
    private int interchanges;

    @BeforeAll
    void open() {
        stage = Stage.open("bent_interchanges", 20, landscape -> landscape);
        mail = new PartnerMail(stage.hub().address(), stage.truth());
    }

    @AfterAll
    void close() {
        stage.close();
    }

    static Stream<Arguments> bodies() {
        byte[] good = PartnerMail.interchange(600, List.of(PartnerMail.order(1, "BW-600", 2)));
        String text = new String(good, StandardCharsets.ISO_8859_1);
        byte[] noise = new byte[2 << 20];
        new Random(Trial.SEED).nextBytes(noise);
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("another language", Http.bytes("{\"order\": 1}")),
                Arguments.of("no ISA", Http.bytes(text.substring(text.indexOf("GS*")))),
                Arguments.of("half an ISA", Http.bytes(text.substring(0, 60))),
                Arguments.of("two bytes per character", text.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("an ISA without any number", Http.bytes("ISA*".repeat(100_000))),
                Arguments.of("noise", noise));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void whatIsNoInterchangeIsRefusedWithItsPlaceAndNotKept(String name, byte[] body) {
        long kept = stage.database().number("SELECT count(*) FROM inbox.message WHERE source LIKE 'edi:%'");
        Http.Reply reply = mail.send(body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(text(reply.json(), "type")).endsWith("/edi-unreadable");
        assertThat(reply.json().path("faults").valueStream().map(fault -> text(fault, "pointer")))
                .isNotEmpty().allMatch(pointer -> pointer.matches("byte \\d+"));
        assertThat(stage.database().number("SELECT count(*) FROM inbox.message WHERE source LIKE 'edi:%'"))
                .isEqualTo(kept);
    }

    @Test
    void anElementMayHoldAnythingAndEveryOrderIsAnswered() {
        sendOrdersWithOddElements();
        Awaitility.await("every interchange read").atMost(Duration.ofMinutes(2)).until(() ->
                stage.database().number("SELECT count(*) FROM edi.transaction_set") >= sets);
        Awaitility.await("every order answered").atMost(Duration.ofMinutes(3)).untilAsserted(() ->
                assertThat(unanswered()).isEmpty());
        Awaitility.await("every document delivered").atMost(Duration.ofMinutes(3)).untilAsserted(() ->
                assertThat(stage.underWay().stream().filter(each -> !each.contains("names items"))).isEmpty());
        assertThat(mail.received("CROSSDOCK", "997")).hasSize(interchanges);
        new Audit(stage).holdsFor(mail.received("CROSSDOCK", "855").stream().map(paper -> paper.value("BAK", 8))
                .filter(number -> !number.isEmpty()).toList());
    }

    /** Orders that neither became one nor were refused, but for those held for a reference that nobody has. */
    private List<List<String>> unanswered() {
        return stage.database().rows("""
                SELECT s.reference, s.state FROM edi.transaction_set s
                 WHERE s.state IN ('read', 'ordering')
                """);
    }

    private void sendOrdersWithOddElements() {
        List<String> batch = new ArrayList<>();
        for (int line = 0; line < ORDER.size(); line++) {
            String[] elements = ORDER.get(line).split("\\*", -1);
            for (int element = 1; element < elements.length; element++) {
                for (String odd : ODD) {
                    batch.add(withElement(line, element, odd, batch.size() + 1));
                    sets++;
                    if (batch.size() == SETS_PER_INTERCHANGE) {
                        send(batch);
                    }
                }
            }
        }
        send(batch);
    }

    private String withElement(int line, int element, String odd, int set) {
        List<String> lines = new ArrayList<>(ORDER);
        lines.replaceAll(each -> each.replace("@", "BENT-" + sets));
        String[] elements = lines.get(line).split("\\*", -1);
        elements[element] = odd;
        lines.set(line, String.join("*", elements));
        return "ST*850*%1$04d~%2$s~SE*%3$d*%1$04d~".formatted(set, String.join("~", lines), lines.size() + 2);
    }

    private void send(List<String> batch) {
        mail.send(PartnerMail.interchange(FIRST + interchanges++, batch), "received");
        batch.clear();
    }
}

package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.SoapSender.envelope;
import static io.crossdock.platform.transports.SoapSender.said;
import static io.crossdock.platform.transports.SoapSender.signed;
import static io.crossdock.platform.transports.TransportWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.xml.Soap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import org.xml.sax.SAXException;

/** Envelopes with tokens as Apache WSS4J makes them: who is believed, what is kept, what is answered. */
class SoapIntakeTest {

    private static final String V1_1 = Soap.Version.V1_1.namespace();
    private static final String V1_2 = Soap.Version.V1_2.namespace();

    private TransportWorld world;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new TransportWorld(directory, Map.of("sources/acme.yaml", """
                id: acme
                soap: {user: acme, password: file:acme-soap, element: text}
                takes: {edi: ["*"]}
                maxBytes: 20000
                backlog: 10
                """, "sources/strict.yaml", """
                id: strict
                soap: {user: acme, password: file:acme-soap, passwordType: digest, element: data, encoding: base64}
                takes: {edi: ["*"]}
                """, "sources/whole.yaml", """
                id: whole
                soap: {user: acme, password: file:acme-soap}
                takes: {edi: ["*"]}
                """), Map.of("acme-soap", "s3cret\n"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aMessageIsKeptAnsweredAndReadInBothVersionsAndWithBothSortsOfPassword() throws Exception {
        assertThat(answer("acme", signed(envelope(V1_1, "one"), "s3cret", true))).isEqualTo("200 received false");
        assertThat(answer("acme", signed(envelope(V1_2, "two & <2>"), "s3cret", false))).isEqualTo("200 received false");
        assertThat(answer("acme", signed(envelope(V1_2, "two & <2>"), "s3cret", false)))
                .as("the same again with a token of its own").isEqualTo("200 received true");
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("one", "two & <2>"));
        assertThat(world.kept("acme")).isEqualTo(2);
    }

    @Test
    void whatIsKeptIsTheTextOrTheElementAndNeverTheToken() throws Exception {
        String base64 = java.util.Base64.getMimeEncoder().encodeToString("x".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(answer("strict", signed("<e:Envelope xmlns:e='" + V1_1 + "'><e:Header/><e:Body><submit><data>" + base64
                + "</data></submit></e:Body></e:Envelope>", "s3cret", true))).isEqualTo("200 received false");
        assertThat(answer("whole", signed("<e:Envelope xmlns:e='" + V1_1 + "' xmlns:a='urn:a'><e:Header/><e:Body>"
                + "<a:status><a:no>7</a:no></a:status></e:Body></e:Envelope>", "s3cret", true))).isEqualTo("200 received false");
        assertThat(world.hub().jdbc().sql("SELECT convert_from(payload, 'UTF8') FROM inbox.message ORDER BY received_at")
                .query(String.class).list()).containsExactly("x".repeat(100),
                        "<a:status xmlns:a=\"urn:a\"><a:no>7</a:no></a:status>");
    }

    @Test
    void aTokenIsBelievedOnceEvenIfItComesTwiceAtOnce() throws Exception {
        String once = signed(envelope(V1_1, "one"), "s3cret", true);
        List<String> answers;
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = IntStream.range(0, 8).mapToObj(n -> senders.submit(() -> answer("acme", once))).toList();
            answers = new java.util.ArrayList<>();
            for (Future<String> each : all) {
                answers.add(each.get());
            }
        }
        assertThat(answers.stream().filter("200 received false"::equals)).hasSize(1);
        assertThat(answers.stream().filter("500 FailedAuthentication The Nonce came before."::equals)).hasSize(7);
        assertThat(world.kept("acme")).isEqualTo(1);
    }

    @Test
    void whoDoesNotKnowThePasswordIsNotToldWhy() throws Exception {
        String refused = "500 FailedAuthentication The UsernameToken is missing, or not believed.";
        assertThat(answer("acme", signed(envelope(V1_1, "one"), "wrong", true))).isEqualTo(refused);
        assertThat(answer("acme", signed(envelope(V1_1, "one"), "wrong", false))).isEqualTo(refused);
        assertThat(answer("acme", envelope(V1_1, "one"))).isEqualTo(refused);
        assertThat(answer("acme", envelope(V1_2, "one"))).isEqualTo(refused.replace("500", "400"));
        assertThat(answer("strict", signed(envelope(V1_1, "one"), "s3cret", false))).as("in words where a digest is wanted")
                .isEqualTo(refused);
        String twice = signed(signed(envelope(V1_1, "one"), "wrong", true).replace("</soap:Header>", ""), "s3cret", true);
        assertThat(answer("acme", twice)).doesNotStartWith("200");
        assertThat(world.kept("acme")).isZero();
    }

    @Test
    void anOldTokenAndOneWithoutANonceAreRefused() throws Exception {
        String good = signed(envelope(V1_1, "one"), "s3cret", false);
        String old = good.replaceAll("<wsu:Created>20[^<]*", "<wsu:Created>2020-01-01T00:00:00Z");
        assertThat(answer("acme", old)).startsWith("500 FailedAuthentication Created lies more than 5 minutes from ");
        assertThat(answer("acme", good.replaceAll("(<wsu:Created>)20[^<]*", "$1soon")))
                .startsWith("500 FailedAuthentication Created lies");
        String bare = signed(envelope(V1_1, "one"), "s3cret", true).replaceAll("<wsse:Nonce.*?</wsse:Nonce>", "");
        assertThat(answer("acme", bare)).startsWith("500 FailedAuthentication");
        assertThat(world.kept("acme")).isZero();
    }

    @Test
    void whatIsDangerousTooLongOrNoEnvelopeIsAFaultOfTheSender() throws Exception {
        assertThat(answer("acme", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>" + envelope(V1_1, "&y;")))
                .startsWith("500 Client This is no envelope of SOAP that can be read: ").contains("DOCTYPE");
        assertThat(answer("acme", "<order/>")).startsWith("500 Client This is no envelope");
        assertThat(answer("acme", "")).startsWith("500 Client This is no envelope");
        assertThat(answer("acme", signed(envelope(V1_1, "x".repeat(20_000)), "s3cret", true)))
                .startsWith("500 Client The message has ");
        assertThat(answer("acme", signed(envelope(V1_2, "one").replace("text>", "other>"), "s3cret", true)))
                .isEqualTo("400 Sender There must be one element text; there are 0.");
        assertThat(answer("acme", envelope(V1_2, "one").replace("<e:Header/>",
                "<e:Header><p:pay xmlns:p='urn:p' e:mustUnderstand='true'/></e:Header>")))
                .isEqualTo("500 MustUnderstand The header pay is not understood here.");
        assertThat(world.hub().get(SoapController.class).take("nowhere", Optional.empty()).getStatusCode().value())
                .isEqualTo(404);
        assertThat(world.kept("acme")).isZero();
    }

    @Test
    void anIdThatComesWithAnotherContentIsAConflict() throws Exception {
        String header = "<e:Header><a:MessageID xmlns:a='http://www.w3.org/2005/08/addressing'>urn:1</a:MessageID></e:Header>";
        assertThat(answer("acme", signed(envelope(V1_1, "one").replace("<e:Header/>", header), "s3cret", true)))
                .isEqualTo("200 received false");
        assertThat(answer("acme", signed(envelope(V1_1, "two").replace("<e:Header/>", header), "s3cret", true)))
                .isEqualTo("500 Client The MessageID urn:1 came before with another content.");
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactly("one"));
    }

    @Test
    void whileTooMuchWaitsNothingIsKeptAndTheSenderIsToldToComeBack() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(answer("acme", signed(envelope(V1_1, "m" + i), "s3cret", true))).isEqualTo("200 received false");
        }
        String eleventh = signed(envelope(V1_1, "m10"), "s3cret", true);
        assertThat(answer("acme", eleventh)).startsWith("503 Server Too much waits to be read.");
        world.hub().start();
        eventually(() -> assertThat(world.seen()).hasSize(10));
        assertThat(answer("acme", eleventh)).as("its token was not used up").isEqualTo("200 received false");
        eventually(() -> assertThat(world.seen()).hasSize(11));
    }

    @Test
    void aMissingPasswordIsOurFault() throws Exception {
        String message = signed(envelope(V1_1, "one"), "s3cret", true);
        Files.delete(world.landscape().secrets().resolve("acme-soap"));
        assertThat(answer("acme", message)).isEqualTo("500 Server Nobody can be let in at present.");
    }

    /** Status, and what the envelope says. */
    private String answer(String source, String message) throws SAXException {
        ResponseEntity<byte[]> answer = world.hub().get(SoapController.class).take(source,
                Optional.of(message.getBytes(StandardCharsets.UTF_8)));
        return answer.getStatusCode().value() + " " + said(Optional.ofNullable(answer.getBody()).orElseThrow());
    }
}

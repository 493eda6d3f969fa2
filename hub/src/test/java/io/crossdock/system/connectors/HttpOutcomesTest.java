package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** What the hub concludes from every way a call can go. */
@Timeout(120)
class HttpOutcomesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final String REFUSAL = "{\"code\":\"some_code\",\"message\":\"A sentence.\"}";
    private static final Json JSON = new Json();

    private final FakeSystem fake = new FakeSystem();
    private final HttpCaller caller = new HttpCaller(Clock.fixed(NOW, ZoneOffset.UTC));
    private final SystemSettings erp = fake.settings("erp", SystemSettings.Kind.ERP, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        fake.close();
    }

    private static final HttpOutcomes.Reading READING = new HttpOutcomes.Reading() {

        @Override
        public Optional<Outcome.Done> done(byte[] body) {
            return parsed(body).flatMap(made -> HttpOutcomes.text(made, "number")
                    .map(number -> new Outcome.Done(number, made)));
        }

        @Override
        public Optional<Outcome.Refused> refusal(byte[] body) {
            return parsed(body).flatMap(error -> HttpOutcomes.text(error, "code")
                    .map(code -> new Outcome.Refused(code, error.path("message").asString())));
        }

        private Optional<JsonNode> parsed(byte[] body) {
            String text = new String(body, StandardCharsets.UTF_8);
            return text.startsWith("{") && text.endsWith("}") ? Optional.of(JSON.parse(body))
                    : Optional.empty();
        }
    };

    private Outcome post(SystemSettings system) {
        return HttpOutcomes.ofPost(system,
                caller.post(system, "/orders", Map.of(), "{}".getBytes(StandardCharsets.UTF_8)), READING);
    }

    private Sighting get(SystemSettings system) {
        return HttpOutcomes.ofGet(system, caller.get(system, "/orders/1", Map.of(), Duration.ofSeconds(20)),
                READING);
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "400, Refused", "401, Unavailable", "403, Unavailable", "404, Refused", "405, Refused",
                "408, Unavailable",
        "409, Refused", "413, Refused", "421, Unavailable", "422, Refused", "425, Unavailable",
                "429, Unavailable",
        "500, Ambiguous", "501, Ambiguous", "502, Ambiguous", "503, Unavailable", "504, Ambiguous",
        "302, Ambiguous", "599, Ambiguous"})
    void everyStatusHasOneMeaning(int status, String outcome) {
        fake.thenAnswer(status, REFUSAL);
        assertThat(post(erp).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void successBringsTheNumberAndTheWholeAnswer() {
        fake.thenAnswer(201, "{\"number\":\"E-1\",\"more\":\"kept\"}");
        assertThat(post(erp)).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.reference()).isEqualTo("E-1");
            assertThat(done.response().path("more").asString()).isEqualTo("kept");
        });
    }

    @Test
    void successThatCannotBeReadIsInDoubt() {
        fake.thenAnswer(201, "{\"number\":").thenAnswer(200, "").thenAnswer(201, "{}");
        for (int i = 0; i < 3; i++) {
            assertThat(post(erp)).isInstanceOf(Outcome.Ambiguous.class);
        }
    }

    @Test
    void aRefusalKeepsCodeAndSentence() {
        fake.thenAnswer(422, REFUSAL);
        assertThat(post(erp)).isEqualTo(new Outcome.Refused("some_code", "A sentence."));
    }

    @Test
    void aRefusalInAnotherLanguageThanTheSystemsOwnIsNotBelieved() {
        fake.thenAnswer(404, "<html>Not found</html>");
        assertThat(post(erp)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.reason()).contains("erp answered 404"));
    }

    @Test
    void whatIsClosedWithoutAWordOfTheSystemMayBeAProxyThatLostItWhenTheWorkWasDone() {
        fake.thenAnswer(503, "upstream connect error or disconnect/reset before headers").thenAnswer(503, "");
        assertThat(post(erp)).isEqualTo(new Outcome.Ambiguous("erp answered 503."));
        assertThat(post(erp)).isEqualTo(new Outcome.Ambiguous("erp answered 503."));
    }

    @Test
    void aBusySystemIsLeftAloneForAsLongAsItAsks() {
        fake.thenAnswer(429, REFUSAL, "Retry-After", "7")
                .thenAnswer(503, "", "Retry-After", "Sat, 21 Nov 2026 09:30:40 GMT")
                .thenAnswer(503, REFUSAL, "Retry-After", "soon")
                .thenAnswer(503, REFUSAL, "Retry-After", "999999999");
        assertThat(post(erp)).isEqualTo(
                new Outcome.Unavailable("erp answered 429: A sentence.", Optional.of(Duration.ofSeconds(7))));
        assertThat(post(erp)).isEqualTo(
                new Outcome.Unavailable("erp answered 503.", Optional.of(Duration.ofSeconds(40))));
        assertThat(post(erp)).isEqualTo(
                new Outcome.Unavailable("erp answered 503: A sentence.", Optional.empty()));
        assertThat(post(erp)).isEqualTo(
                new Outcome.Unavailable("erp answered 503: A sentence.", Optional.of(Duration.ofHours(1))));
    }

    @Test
    void aWrongKeyIsNamedByItsReferenceOnly() {
        fake.thenAnswer(401, "{\"code\":\"unauthorized\",\"message\":\"The key s3cret is wrong.\"}");
        assertThat(post(erp)).isInstanceOfSatisfying(Outcome.Unavailable.class, unavailable ->
                assertThat(unavailable.reason()).contains("file:key").doesNotContain("s3cret"));
    }

    @Test
    void aRefusedConnectionWasCertainlyNotSent() {
        fake.close();
        assertThat(post(erp)).isInstanceOfSatisfying(Outcome.Unavailable.class,
                unavailable -> assertThat(unavailable.reason()).contains("refused"));
        assertThat(get(erp)).isInstanceOf(Sighting.Unknown.class);
    }

    @Test
    void anUnknownHostWasCertainlyNotReached() {
        SystemSettings nowhere = FakeSystem.settings("erp", SystemSettings.Kind.ERP,
                URI.create("http://nowhere.invalid:8090"), Duration.ofSeconds(10));
        assertThat(post(nowhere)).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void aConnectionCutAfterSendingIsInDoubtAndTheRequestIsNotRepeated() {
        fake.thenHangUp();
        assertThat(post(erp)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void aReusedConnectionThatWasCutIsInDoubtAndTheRequestIsNotRepeated() {
        fake.thenAnswer(201, "{\"number\":\"E-1\"}").thenHangUp();
        assertThat(post(erp)).isInstanceOf(Outcome.Done.class);
        assertThat(post(erp)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(fake.calls()).hasSize(2);
    }

    @Test
    void noAnswerInTimeIsInDoubt() {
        fake.thenSaysNothing();
        assertThat(post(hasty())).isInstanceOfSatisfying(Outcome.Ambiguous.class,
                doubt -> assertThat(doubt.reason()).contains("within 300 ms"));
    }

    @Test
    void theTimeOutCoversTheWholeAnswerNotOnlyItsBeginning() {
        fake.thenStopsHalfWay(201);
        assertThat(post(hasty())).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void anAnswerBeyondTheBoundIsNotReadToItsEnd() {
        fake.then(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(chunk);
            }
        });
        assertThat(post(erp)).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void aQuestionIsAnsweredByFoundAbsentOrNotAtAll() {
        fake.thenAnswer(200, "{\"number\":\"E-1\"}").thenAnswer(404, REFUSAL).thenAnswer(404, "<html/>")
                .thenAnswer(500, REFUSAL).thenAnswer(200, "not JSON").thenHangUp();
        assertThat(get(erp)).isInstanceOf(Sighting.Found.class);
        assertThat(get(erp)).isInstanceOf(Sighting.Absent.class);
        assertThat(get(erp)).isInstanceOf(Sighting.Unknown.class);
        assertThat(get(erp)).isInstanceOf(Sighting.Unknown.class);
        assertThat(get(erp)).isInstanceOf(Sighting.Unknown.class);
        assertThat(get(erp)).isInstanceOf(Sighting.Unknown.class);
    }

    @Test
    void theCallTellsWhichStoryItBelongsTo() {
        fake.thenAnswer(201, "{\"number\":\"E-1\"}");
        MDC.put("correlation", "story-7");
        try {
            post(erp);
        } finally {
            MDC.remove("correlation");
        }
        assertThat(fake.lastCall().headers()).containsEntry("X-Correlation-Id", "story-7");
    }

    private SystemSettings hasty() {
        return fake.settings("erp", SystemSettings.Kind.ERP, Duration.ofMillis(300));
    }
}

package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.Rehearsal;
import io.crossdock.system.connectors.ReturnWithdrawal;
import io.crossdock.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked for is taken back by our number, or by the one that the system gave it. */
class DeclaredUndoingTest {

    private static final String THEIRS = """
                promise: lookup
                request: {method: POST, path: "/shipments/{knownAs}/cancel", body: '{ "reason": why }'}
                reference: id
                find: {method: GET, path: "/shipments/{request.knownAs}"}
                rows: '$[state = "cancelled"]'
            """;
    private static final String DELETED = """
                promise: native-key
                request: {method: DELETE, path: "/shipments/{knownAs}"}
                answers:
                  - {status: 404, when: "body.error = 'no-shipment'", means: done}
                  - {status: 204, means: done}
                reference: $request.knownAs
            """;
    private static final LegCancellation CANCELLATION = new LegCancellation("SO-1-1", "SO-1", "the buyer cancelled it");

    private final Json json = new Json();
    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-26T12:00:00Z"));
    private final FakeSystem fake = new FakeSystem();
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        Files.writeString(landscape.secrets().resolve("key"), "s3cret\n");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aLegIsTakenBackByTheNumberThatTheSystemGave() throws IOException {
        SystemSettings racks = racks("leg.cancel", THEIRS);
        DeclaredCancellations cancellations = new DeclaredCancellations(calls());
        fake.thenAnswer(200, "{\"id\":\"W/77\"}").thenAnswer(200, "{\"id\":\"W/77\",\"state\":\"open\"}")
                .thenAnswer(200, "{\"id\":\"W/77\",\"state\":\"cancelled\"}");

        assertThat(cancellations.post(racks, CANCELLATION.knownAs("W/77"))).isInstanceOfSatisfying(Outcome.Done.class,
                done -> assertThat(done.reference()).isEqualTo("W/77"));
        assertThat(fake.lastCall().path()).isEqualTo("/shipments/W%2F77/cancel");
        assertThat(cancellations.find(racks, "SO-1-1", CANCELLATION.knownAs("W/77"))).isEqualTo(new Sighting.Absent());
        assertThat(cancellations.find(racks, "SO-1-1", CANCELLATION.knownAs("W/77"))).isInstanceOf(Sighting.Found.class);
        assertThat(fake.lastCall().path()).isEqualTo("/shipments/W%2F77");
    }

    @Test
    void whatHasNoNumberThereIsRefusedWithoutACall() throws IOException {
        SystemSettings racks = racks("leg.cancel", THEIRS);

        assertThat(new DeclaredCancellations(calls()).post(racks, CANCELLATION)).isInstanceOfSatisfying(
                Outcome.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("no-number");
                    assertThat(refused.reason()).contains("by which number racks has");
                });
        assertThat(new DeclaredCancellations(calls()).find(racks, "SO-1-1", CANCELLATION))
                .isInstanceOf(Sighting.Unknown.class);
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void anotherMistakeOfTheFileStillWaitsUntilItIsMended() throws IOException {
        SystemSettings racks = racks("leg.cancel", THEIRS.replace("why", "$error(\"not mapped\")"));

        assertThat(new DeclaredCancellations(calls()).post(racks, CANCELLATION)).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void ourNumberIsEnoughWhereTheSystemKnowsIt() throws IOException {
        SystemSettings racks = racks("return.withdraw", """
                promise: native-key
                request: {method: POST, path: "/returns/{reference}/cancel", body: '{ "theirs": knownAs }'}
                reference: rma
            """);
        fake.thenAnswer(200, "{\"rma\":\"RMA-1\"}").thenAnswer(200, "{\"rma\":\"RMA-1\"}");
        DeclaredWithdrawals withdrawals = new DeclaredWithdrawals(calls());
        ReturnWithdrawal withdrawal = new ReturnWithdrawal("RMA-1", "SO-1", "the buyer keeps the goods");

        assertThat(withdrawals.post(racks, withdrawal)).isInstanceOf(Outcome.Done.class);
        assertThat(fake.lastCall().body()).isEqualTo("{}");
        assertThat(withdrawals.post(racks, withdrawal.knownAs("R-9"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.lastCall().body()).isEqualTo("{\"theirs\":\"R-9\"}");
    }

    @Test
    void aRehearsalShowsBothNumbers() throws IOException {
        SystemSettings racks = racks("leg.cancel", THEIRS);

        assertThat(new DeclaredRehearsal(calls()).rehearse(racks, "leg.cancel", json.tree(CANCELLATION.knownAs("W-7")),
                Optional.of("SO-1-1"), Optional.empty())).isInstanceOfSatisfying(Rehearsal.Rehearsed.Shown.class, shown -> {
                    assertThat(shown.call().path()).isEqualTo("/shipments/W-7/cancel");
                    assertThat(shown.find().orElseThrow().path()).isEqualTo("/shipments/W-7");
                });
    }

    @Test
    void anAnswerWithoutABodyIsASuccessOnlyWhereTheFileSaysSo() throws IOException {
        SystemSettings silent = racks("leg.cancel", DELETED.replace("- {status: 204, means: done}", ""));
        fake.thenAnswer(204, "");
        assertThat(new DeclaredCancellations(calls()).post(silent, CANCELLATION.knownAs("W/77"))).isEqualTo(
                new Outcome.Ambiguous("racks answered 204, but it has no body, and no rule of its connector says that this "
                        + "is done."));
        assertThat(fake.lastCall().method()).isEqualTo("DELETE");
        assertThat(fake.lastCall().path()).isEqualTo("/shipments/W%2F77");
        assertThat(fake.lastCall().headers()).doesNotContainKey("Content-Type");

        SystemSettings racks = racks("leg.cancel", DELETED);
        fake.thenAnswer(204, "").thenAnswer(200, "<h1>Please log in</h1>").thenAnswer(404, "{\"error\":\"no-shipment\"}")
                .thenAnswer(404, "<h1>Not here</h1>").thenAnswer(204, "");
        DeclaredCancellations cancellations = new DeclaredCancellations(calls());
        assertThat(cancellations.post(racks, CANCELLATION.knownAs("W-77"))).isEqualTo(
                new Outcome.Done("W-77", json.tree(Map.of("number", "W-77"))));
        assertThat(cancellations.post(racks, CANCELLATION.knownAs("W-77"))).as("a proxy's page is no word of the system")
                .isInstanceOf(Outcome.Ambiguous.class);
        assertThat(cancellations.post(racks, CANCELLATION.knownAs("W-77"))).as("it is gone already").isInstanceOfSatisfying(
                Outcome.Done.class, done -> assertThat(done.reference()).isEqualTo("W-77"));
        assertThat(cancellations.post(racks, CANCELLATION.knownAs("W-77"))).isInstanceOf(Outcome.Failed.class);
        assertThat(cancellations.post(racks("leg.cancel", DELETED.replace("$request.knownAs", "$request.number")),
                CANCELLATION.knownAs("W-77"))).isInstanceOfSatisfying(Outcome.Ambiguous.class, unsure ->
                        assertThat(unsure.reason()).contains("its reference takes no number from the request"));
    }

    @Test
    void aRuleOfADeedGoesBeforeThoseOfTheConnector() throws IOException {
        SystemSettings racks = racks("leg.cancel", THEIRS.replace("reference: id", """
                answers:
                      - {status: 409, when: "body.state = 'cancelled'", means: done}
                    reference: id
                """.strip()));
        landscape.replace("connectors/racks.yaml", "operations:", """
                answers:
                  - {status: 409, means: refused, code: "'too-late'", reason: "'It is under way.'"}
                operations:""");
        SystemSettings both = landscape.landscapes(clock).current().system(racks.id()).orElseThrow();
        fake.thenAnswer(409, "{\"id\":\"W-77\",\"state\":\"cancelled\"}").thenAnswer(409, "{\"state\":\"packed\"}");
        DeclaredCancellations cancellations = new DeclaredCancellations(calls());

        assertThat(cancellations.post(both, CANCELLATION.knownAs("W-77"))).isInstanceOf(Outcome.Done.class);
        assertThat(cancellations.post(both, CANCELLATION.knownAs("W-77"))).isEqualTo(
                new Outcome.Refused("too-late", "It is under way."));
    }

    @Test
    void aRecordedAnswerWithoutABodyIsRehearsedToo() throws IOException {
        SystemSettings racks = racks("leg.cancel", DELETED);

        assertThat(rehearsed(racks, 204)).isEqualTo("done: Done, as W-7.");
        assertThat(rehearsed(racks, 200)).isEqualTo(
                "unsure: It has no body, and no rule of its connector says that this is done.");
    }

    private String rehearsed(SystemSettings system, int status) {
        Rehearsal.Understood understood = ((Rehearsal.Rehearsed.Shown) new DeclaredRehearsal(calls()).rehearse(system,
                "leg.cancel", json.tree(CANCELLATION.knownAs("W-7")), Optional.of("SO-1-1"),
                Optional.of(new Rehearsal.Recorded(status, "")))).answer().orElseThrow();
        return understood.means() + ": " + understood.says();
    }

    @Test
    void requestsAreKeptAsTheyAlwaysWere() {
        Map<String, String> before = Map.of("leg", "SO-1-1", "order", "SO-1", "why", "the buyer cancelled it");

        assertThat(json.read(json.tree(before), LegCancellation.class)).isEqualTo(CANCELLATION);
        assertThat(json.tree(CANCELLATION)).isEqualTo(json.tree(before));
        assertThat(json.tree(new ReturnWithdrawal("RMA-1", "SO-1", "a mistake")).has("knownAs")).isFalse();
    }

    private DeclaredCalls calls() {
        Expressions expressions = new Expressions(json);
        return new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock), landscape.secretsInForce(), expressions,
                clock));
    }

    private SystemSettings racks(String operation, String declared) throws IOException {
        landscape.write("connectors/racks.yaml", """
                id: racks
                title: Racks WMS
                auth: {type: bearer}
                operations:
                  %s:
                %s""".formatted(operation, declared));
        landscape.write("systems/racks.yaml", """
                id: racks
                kind: wms
                connector: racks
                location: OAK
                baseUrl: %s
                secret: file:key
                """.formatted(fake.url()));
        return landscape.landscapes(clock).current().system("racks").orElseThrow();
    }
}

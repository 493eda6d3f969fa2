package io.crossdock.experience.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.experience.subscriptions.Receiver.Call;
import io.crossdock.experience.subscriptions.Receiver.Reply;
import io.crossdock.experience.subscriptions.Subscribers.Replay;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.LandscapeRefused;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.alerts.AlertFact;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What subscribers are told, and what happens when they do not listen. */
class SubscriptionsTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final LaneSettings LANE = new LaneSettings(8, BigDecimal.ZERO, 3, SHORT, Duration.ofMillis(100), 1000,
            SHORT, Duration.ofSeconds(20), SHORT);
    private static final String NEXT = "whsec_bmV4dC1zZWNyZXQtb2YtdGhlLWNybS1ob29rLTE=";
    private static final LocalDate SOON = LocalDate.of(2026, 12, 1);

    private final Clock clock = Clock.systemUTC();
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Receiver crm = new Receiver();
    private final Receiver other = new Receiver();
    private ExampleLandscape landscape;
    private TestHub hub;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        Files.writeString(landscape.secrets().resolve("crm-next"), NEXT);
        subscribe("crm", crm, "secrets: [\"file:crm-hook\", \"file:crm-next\"]\nevents: [\"*\"]\nprivateAddresses: true\n");
        subscribe("other", other, """
                secrets: ["file:crm-next"]
                events: [order.accepted, order.closed]
                accounts: [A-1, A-2]
                privateAddresses: true
                """);
        begin();
    }

    private void begin() {
        hub = TestHub.on(database, clock).scan("io.crossdock.experience.subscriptions")
                .with(HttpCaller.class)
                .with(Lanes.class, () -> Map.of("hook:crm", LANE, "hook:other", LANE))
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.start();
        waiting().untilAsserted(() -> assertThat(hub.jdbc().sql("SELECT count(*) FROM journal.cursor WHERE subscription LIKE 'webhooks%'")
                .query(Integer.class).single()).isEqualTo(32));
    }

    private void subscribe(String id, Receiver receiver, String rest) throws IOException {
        landscape.write("subscriptions/" + id + ".yaml", "id: " + id + "\nurl: " + receiver.url() + "\n" + rest);
    }

    @AfterEach
    void close() {
        hub.close();
        crm.close();
        other.close();
        database.close();
    }

    private static ConditionFactory waiting() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private void tell(NewFact... facts) {
        hub.inTransaction(() -> hub.get(Journal.class).append(List.of(facts)));
    }

    /** An order of 120 EA from ATL. */
    private static NewFact accepted(String number, String account) {
        OrderNumber order = new OrderNumber(number);
        LegNumber leg = new LegNumber(order, 1);
        Quantity all = Quantity.of("120", "EA");
        return NewFact.of("order.accepted", number, origin(number), new OrderAnswer(UUID.randomUUID(), order, "accepted",
                new AccountId(account), Optional.of("PO-1"), "portal", "portal-demo", "USD", Instant.EPOCH,
                List.of(new OrderAnswer.Line(1, Optional.empty(), new Sku("CD-1"), "Breaker", all, BigDecimal.ONE,
                        new BigDecimal("120.00"), Optional.empty(),
                        List.of(new OrderAnswer.Promise(leg, all, SOON, false)))),
                List.of(new OrderAnswer.Leg(leg, "warehouse", Optional.of("ATL"), SOON, SOON)),
                new OrderAnswer.Totals(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal("120.00")),
                List.of()));
    }

    private static Origin origin(String number) {
        return Origin.start("story-" + number, "consumer:portal-demo");
    }

    /** 80 of the 120 leave, the rest waits. */
    private static NewFact[] short40(String number) {
        OrderNumber order = new OrderNumber(number);
        LegNumber leg = new LegNumber(order, 1);
        LegNumber waits = new LegNumber(order, 2);
        List<LegReport.Line> missing = List.of(new LegReport.Line(1, new Sku("CD-1"), Quantity.of("40", "EA")));
        return new NewFact[] {
            leg(LegFact.PLANNED, number, new LegFact.Planned(waits, new LegPlan(new LegPlan.Origin.Backorder(), SOON,
                    SOON.plusDays(7), List.of(new LegPlan.Line(1, new Sku("CD-1"), Quantity.of("40", "EA")))))),
            leg(LegFact.SHORTED, number, new LegFact.Shorted(leg, Instant.EPOCH, missing, List.of(), List.of())),
            leg(LegFact.DISPATCHED, number, new LegFact.Dispatched(leg, "ATL", "northway", Instant.EPOCH,
                    List.of(new LegReport.Line(1, new Sku("CD-1"), Quantity.of("80", "EA"))), List.of())),
            leg(LegFact.REDATED, number, new LegFact.Redated(waits, SOON.plusDays(7), SOON.plusDays(9), "it is late"))};
    }

    private static NewFact leg(String type, String number, LegFact fact) {
        return new NewFact(type, fact.leg().toString(), number, origin(number), 1, fact);
    }

    private static NewFact closed(String number) {
        return NewFact.of("order.closed", number, origin(number), Map.of("number", number));
    }

    private static List<String> types(List<Call> calls, String order) {
        return calls.stream().filter(call -> call.text().contains("\"" + order + "\"")).map(Call::type).toList();
    }

    private SubscriptionState state(String name) {
        return hub.get(Subscribers.class).one(name).orElseThrow();
    }

    @Test
    void anEventSaysWhatStandsAndIsSignedWithBothSecrets() {
        tell(accepted("SO-1", "A-1"));
        tell(short40("SO-1"));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(4));

        assertThat(types(crm.taken(), "SO-1")).containsExactly("order.accepted", "order.line.backordered",
                "shipment.dispatched", "order.line.promised");
        assertThat(crm.taken()).allMatch(call -> call.isSignedWith(ExampleLandscape.CRM_HOOK) && call.isSignedWith(NEXT)
                && call.signature().matches("v1,[A-Za-z0-9+/=]+ v1,[A-Za-z0-9+/=]+"));
        assertThat(crm.taken()).allMatch(call -> Math.abs(call.at().getEpochSecond() - Long.parseLong(call.timestamp())) < 30);
        JsonNode body = crm.taken().getLast().body();
        assertThat(body.path("specversion").asString()).isEqualTo("1.0");
        assertThat(body.path("id").asString()).isEqualTo(crm.taken().getLast().id());
        assertThat(body.path("data").path("reason").asString()).isEqualTo("it is late");
        JsonNode line = body.path("data").path("order").path("lines").get(0);
        assertThat(List.of("ordered", "shipped", "open", "cancelled", "backordered").stream()
                .map(name -> line.path(name).path("value").asString())).containsExactly("120", "80", "40", "0", "40");
        assertThat(line.path("promisedFor").asString()).isEqualTo("2026-12-10");
        waiting().untilAsserted(() -> assertThat(types(other.taken(), "SO-1")).containsExactly("order.accepted"));
        assertThat(other.taken().getFirst().isSignedWith(NEXT)).isTrue();
        assertThat(other.taken().getFirst().isSignedWith(ExampleLandscape.CRM_HOOK)).isFalse();
    }

    @Test
    void aSubscriberHearsOnlyOfItsAccounts() {
        tell(accepted("SO-1", "A-3"), accepted("SO-2", "A-2"));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(2));
        waiting().untilAsserted(() -> assertThat(other.taken()).hasSize(1));
        assertThat(other.taken().getFirst().subject()).isEqualTo("SO-2");
    }

    @Test
    void whoIsAwayGetsEverythingInOrderOnceItIsBackAndNobodyElseWaits() {
        AtomicInteger away = new AtomicInteger(40);
        crm.answers(call -> away.getAndDecrement() > 0 ? new Reply(503, Map.of(), "") : Reply.of(200));
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            numbers.add("SO-" + i);
            tell(accepted("SO-" + i, "A-1"));
        }
        numbers.forEach(number -> tell(short40(number)));
        numbers.forEach(number -> tell(closed(number)));

        waiting().untilAsserted(() -> assertThat(other.taken()).hasSize(20));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(50));
        assertThat(crm.calls().size()).isGreaterThan(50);
        assertThat(crm.taken().stream().map(Call::id).distinct()).hasSize(50);
        for (String number : numbers) {
            assertThat(types(crm.taken(), number)).containsExactly("order.accepted", "order.line.backordered",
                    "shipment.dispatched", "order.line.promised", "order.closed");
        }
    }

    @Test
    void anAnswerThatIsLostIsFollowedByTheSameIdAndBody() {
        AtomicInteger calls = new AtomicInteger();
        crm.answers(call -> Reply.of(calls.getAndIncrement() == 0 ? 0 : 200));
        tell(accepted("SO-1", "A-1"));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(1));
        assertThat(crm.calls().stream().map(Call::id).distinct()).hasSize(1);
        assertThat(crm.calls().stream().map(Call::text).distinct()).hasSize(1);
    }

    @Test
    void whoIsGoneIsPausedAndToldWhenResumed() {
        crm.answers(call -> Reply.of(410));
        tell(accepted("SO-1", "A-1"));
        waiting().untilAsserted(() -> assertThat(state("crm").state()).isEqualTo(SubscriptionState.State.PAUSED));
        assertThat(state("crm").lastError()).hasValueSatisfying(why -> assertThat(why).contains("410", "paused"));
        assertThat(states("crm")).containsExactly("refused");
        int calls = crm.calls().size();
        crm.answers(call -> Reply.of(200));
        tell(accepted("SO-2", "A-1"));
        waiting().untilAsserted(() -> assertThat(state("crm").waiting()).isEqualTo(1));
        assertThat(crm.calls()).hasSize(calls);
        waiting().untilAsserted(() -> assertThat(other.taken()).hasSize(2));

        assertThat(hub.get(Subscribers.class).resume("crm")).isTrue();
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(1));
        assertThat(state("crm").state()).isEqualTo(SubscriptionState.State.ACTIVE);
        // What the CRM has taken is noted when it has answered.
        waiting().untilAsserted(() -> assertThat(state("crm").lastError()).isEmpty());
    }

    private List<String> states(String subscription) {
        return hub.jdbc().sql("SELECT state FROM effects.effect WHERE target = :target ORDER BY seq")
                .param("target", "hook:" + subscription).query(String.class).list();
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAlone() {
        AtomicInteger calls = new AtomicInteger();
        crm.answers(call -> calls.getAndIncrement() == 0 ? new Reply(429, Map.of("Retry-After", "2"), "") : Reply.of(200));
        tell(accepted("SO-1", "A-1"));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(1));
        List<Call> all = crm.calls();
        assertThat(Duration.between(all.getFirst().at(), all.getLast().at())).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void anEventThatIsRefusedOrSentElsewhereWaitsForAPersonAndHoldsUpOnlyItsOrder() {
        crm.answers(call -> switch (call.subject()) {
            case "SO-1" -> new Reply(422, Map.of(), "no such\ncustomer");
            case "SO-2" -> new Reply(302, Map.of("Location", other.url()), "");
            default -> Reply.of(200);
        });
        tell(accepted("SO-1", "A-3"), accepted("SO-2", "A-3"), accepted("SO-3", "A-3"));
        tell(closed("SO-2"));
        waiting().untilAsserted(() -> assertThat(states("crm")).containsExactly("refused", "parked", "done", "ready"));
        assertThat(hub.jdbc().sql("SELECT reason FROM effects.effect WHERE state IN ('refused', 'parked') ORDER BY seq")
                .query(String.class).list()).satisfiesExactly(refused -> assertThat(refused).isEqualTo(
                        "crm answered 422: no such customer"),
                        parked -> assertThat(parked).contains("302", "redirects are not followed"));
        assertThat(other.calls()).isEmpty();
        assertThat(state("crm").stuck()).isEqualTo(1);
    }

    @Test
    void whatIsReplayedGoesToOneSubscriberAndNowhereElse() {
        Instant from = clock.instant();
        tell(accepted("SO-1", "A-1"), accepted("SO-2", "A-1"));
        tell(short40("SO-1"));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(5));
        waiting().untilAsserted(() -> assertThat(other.taken()).hasSize(2));
        Instant to = clock.instant().plusSeconds(1);
        Subscribers subscribers = hub.get(Subscribers.class);

        assertThat(subscribers.plan("nobody", from, to)).isInstanceOf(Replay.Unknown.class);
        assertThat(subscribers.plan("crm", from.minusSeconds(60), from)).isInstanceOf(Replay.Nothing.class);
        ReplayPlan plan = ((Replay.Planned) subscribers.plan("crm", from, to)).plan();
        assertThat(plan.events()).isEqualTo(5);
        assertThat(plan.byType()).containsEntry("order.accepted", 2L).containsEntry("order.line.backordered", 1L);
        assertThat(subscribers.replay("crm", from, to, "guessed", "user:kim")).isInstanceOf(Replay.Stale.class);
        assertThat(subscribers.replay("crm", from, to, plan.hash(), "user:kim")).isInstanceOf(Replay.Begun.class);
        assertThat(subscribers.replay("crm", from, to, plan.hash(), "user:kim")).isInstanceOf(Replay.Stale.class);

        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(10));
        assertThat(crm.taken().stream().map(Call::id).distinct()).hasSize(5);
        assertThat(crm.taken().stream().map(call -> call.id() + call.text()).distinct()).hasSize(5);
        assertThat(types(crm.taken(), "SO-1").subList(4, 8)).isEqualTo(types(crm.taken(), "SO-1").subList(0, 4));
        assertThat(other.calls()).hasSize(2);
        assertThat(hub.jdbc().sql("SELECT target || ' ' || count(*) FROM effects.effect GROUP BY target ORDER BY target")
                .query(String.class).list()).containsExactly("hook:crm 10", "hook:other 2");
    }

    @Test
    void aReadSideIsFilledAgainInBatchesThatSurviveADeathAndNoOtherSystemIsAsked() {
        Instant from = clock.instant();
        int orders = 2 * Rebuilds.BATCH + 50;
        tell(IntStream.range(0, orders).mapToObj(n -> accepted("SO-" + n, "A-9")).toArray(NewFact[]::new));
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(orders));
        Instant to = clock.instant().plusSeconds(1);
        Rebuilds rebuilds = hub.get(Rebuilds.class);
        assertThat(rebuilds.plan("nobody", from, to)).isInstanceOf(Rebuilds.Asked.Unknown.class);
        assertThat(rebuilds.plan("crm", from.minusSeconds(60), from)).isInstanceOf(Rebuilds.Asked.Nothing.class);
        assertThat(rebuilds.plan("crm", from, to)).isEqualTo(new Rebuilds.Asked.Planned("crm", from, to, orders));
        assertThat(rebuilds.begin("crm", from, to, 3, "user:kim", "new")).isEqualTo(new Rebuilds.Asked.Stale(orders));

        hub.get(RebuildRounds.class).stop();
        Rebuild begun = ((Rebuilds.Asked.Begun) rebuilds.begin("crm", from, to, orders, "user:kim", "new")).rebuild();
        assertThat(rebuilds.begin("crm", from, to, orders, "user:kim", "twice")).isInstanceOf(Rebuilds.Asked.UnderWay.class);
        hub.inTransaction(() -> assertThat(rebuilds.step()).isTrue());
        assertThat(rebuilds.one(begun.id()).orElseThrow().read()).isEqualTo(Rebuilds.BATCH);
        assertThatThrownBy(() -> hub.inTransaction(() -> {
            rebuilds.step();
            throw new IllegalStateException("killed");
        })).hasMessage("killed");
        assertThat(rebuilds.one(begun.id()).orElseThrow().read()).isEqualTo(Rebuilds.BATCH);
        hub.get(RebuildRounds.class).start();

        waiting().until(() -> rebuilds.one(begun.id()).orElseThrow().state() == Rebuild.State.DONE);
        assertThat(rebuilds.one(begun.id()).orElseThrow().events()).isEqualTo(orders);
        assertThat(rebuilds.stop(begun.id())).isFalse();
        waiting().untilAsserted(() -> assertThat(crm.taken()).hasSize(2 * orders));
        assertThat(crm.taken().stream().map(Call::id).distinct()).hasSize(orders);
        assertThat(other.calls()).isEmpty();
        assertThat(hub.jdbc().sql("SELECT target || ' ' || kind || ' ' || count(*) FROM effects.effect GROUP BY target, kind")
                .query(String.class).list()).containsExactly("hook:crm webhook.deliver " + 2 * orders);
    }

    @Test
    void aNewSubscriberIsToldWhatItMissedByReplay() throws IOException {
        Instant from = clock.instant();
        tell(accepted("SO-1", "A-1"), closed("SO-1"));
        waiting().untilAsserted(() -> assertThat(other.taken()).hasSize(2));
        try (Receiver late = new Receiver()) {
            subscribe("other", late, "secrets: [\"file:crm-next\"]\nevents: [order.closed]\nprivateAddresses: true\n");
            hub.get(Landscapes.class).refresh();
            Instant to = clock.instant().plusSeconds(1);
            Subscribers subscribers = hub.get(Subscribers.class);
            ReplayPlan plan = ((Replay.Planned) subscribers.plan("other", from, to)).plan();
            subscribers.replay("other", from, to, plan.hash(), "user:kim");
            waiting().untilAsserted(() -> assertThat(late.taken()).hasSize(1));
            assertThat(late.taken().getFirst().id()).isEqualTo(other.taken().getLast().id());
        }
    }

    @Test
    void aPausedSubscriptionKeepsWhatHappensAndATestGoesThroughTheSameDoor() {
        Subscribers subscribers = hub.get(Subscribers.class);
        waiting().untilAsserted(() -> assertThat(subscribers.pause("crm", "user:kim")).isTrue());
        String id = subscribers.test("crm", "user:kim").orElseThrow();
        tell(accepted("SO-1", "A-1"));
        waiting().untilAsserted(() -> assertThat(state("crm").waiting()).isEqualTo(2));
        assertThat(crm.calls()).isEmpty();
        subscribers.resume("crm");
        waiting().untilAsserted(() -> assertThat(crm.taken()).extracting(Call::id).hasSize(2).contains(id));
        assertThat(crm.taken()).extracting(Call::type).contains("webhook.test");
        assertThat(subscribers.pause("nobody", "user:kim")).isFalse();
        assertThat(subscribers.test("nobody", "user:kim")).isEmpty();
        waiting().untilAsserted(() -> assertThat(state("crm").lastDelivered()).isPresent());
    }

    @Test
    void ourOwnNetworkIsNotCalledUnlessTheLandscapeSaysSo() throws IOException {
        subscribe("crm", crm, "secrets: [\"file:crm-hook\"]\nevents: [\"*\"]\n");
        hub.get(Landscapes.class).refresh();
        tell(accepted("SO-1", "A-3"));
        waiting().untilAsserted(() -> assertThat(state("crm").lastError())
                .hasValueSatisfying(why -> assertThat(why).contains("privateAddresses")));
        assertThat(state("crm").state()).isEqualTo(SubscriptionState.State.FAILING);
        assertThat(crm.calls()).isEmpty();
    }

    @Test
    void addressesOfOurOwnAreKnown() {
        for (String inside : List.of("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
                "0.0.0.0", "198.18.0.1", "[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]",
                "[2002:a00:1::]")) {
            assertThat(Addresses.inside(java.net.URI.create("http://" + inside + "/"))).as(inside).isPresent();
        }
        for (String outside : List.of("93.184.216.34", "100.128.0.1", "[2606:4700::1111]")) {
            assertThat(Addresses.inside(java.net.URI.create("https://" + outside + "/"))).as(outside).isEmpty();
        }
    }

    @Test
    void secretsAreNowhereToBeRead() {
        crm.answers(call -> new Reply(500, Map.of(), ""));
        tell(accepted("SO-1", "A-1"));
        waiting().untilAsserted(() -> assertThat(states("crm")).containsExactly("parked"));
        String everything = hub.jdbc().sql("""
                SELECT string_agg(t, ' ') FROM (SELECT e::text AS t FROM effects.effect e UNION ALL
                    SELECT a::text FROM effects.attempt a UNION ALL SELECT f::text FROM journal.fact f UNION ALL
                    SELECT l::text FROM effects.lane l) all_rows
                """).query(String.class).single() + hub.get(Subscribers.class).all();
        assertThat(everything).contains("SO-1").doesNotContain("whsec_", ExampleLandscape.CRM_HOOK.substring(6),
                NEXT.substring(6)).doesNotContain(crm.calls().getFirst().signature().substring(3, 30));
    }

    @Test
    void whatIsWrongInAFileIsNamedWithoutTheSecret() throws IOException {
        Files.writeString(landscape.secrets().resolve("crm-next"), "hunter2");
        landscape.write("subscriptions/crm.yaml", """
                id: cmr
                url: ftp://crm.example/hooks
                secrets: ["file:crm-next"]
                events: [order.acepted]
                """);
        landscape.write("subscriptions/other.yaml", """
                id: other
                url: https://kim:hunter2@crm.example/hooks
                secrets: ["file:crm-hook"]
                events: ["*"]
                """);
        assertThatThrownBy(() -> landscape.landscapes(clock)).isInstanceOfSatisfying(LandscapeRefused.class, refused ->
                assertThat(refused.mistakes().stream().map(Object::toString)).satisfiesExactlyInAnyOrder(
                        id -> assertThat(id).startsWith("subscriptions/crm.yaml:1: id 'cmr' differs"),
                        url -> assertThat(url).contains("crm.yaml:2", "has the wrong form"),
                        secret -> assertThat(secret).contains("crm.yaml:3: this secret cannot sign"),
                        event -> assertThat(event).contains("crm.yaml:4", "'order.acepted' is not allowed"),
                        key -> assertThat(key).contains("other.yaml:2", "keys belong into secrets")))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theSchemaKnowsEveryEvent() throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(
                Path.of("src/main/resources/landscape/subscription.schema.json")));
        List<String> known = schema.at("/properties/events/items/enum").valueStream().map(JsonNode::asString).toList();
        assertThat(known).containsExactlyInAnyOrderElementsOf(
                java.util.stream.Stream.concat(java.util.stream.Stream.of("*", AlertFact.RAISED, AlertFact.OVER),
                        EventType.labels().stream()).toList());
    }
}

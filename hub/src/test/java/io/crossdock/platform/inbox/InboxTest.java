package io.crossdock.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxTest {

    private final SettableClock clock = SettableClock.standing();
    private SharedPostgres.Database database;
    private TestHub hub;
    private Inbox inbox;

    @BeforeAll
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database, clock).open();
        inbox = hub.get(Inbox.class);
    }

    @BeforeEach
    void begin() {
        hub.empty("inbox", "journal");
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private static Incoming message(String key, String payload) {
        return new Incoming("wms-atl", key, "application/json", payload.getBytes(StandardCharsets.UTF_8),
                "system:wms-atl", "story-" + key);
    }

    private List<Receipt> openAll(Incoming... messages) {
        List<Receipt> receipts = new ArrayList<>();
        hub.inTransaction(() -> receipts.addAll(inbox.open(List.of(messages))));
        return receipts;
    }

    private int messages() {
        return hub.jdbc().sql("SELECT count(*) FROM inbox.message").query(Integer.class).single();
    }

    private List<Fact> facts(String type) {
        return hub.get(Journal.class).after(0).stream().filter(fact -> fact.type().equals(type)).toList();
    }

    @Test
    void aMessageIsKeptAsItCameAndAnnounced() {
        byte[] payload = {0, 1, (byte) 0xFF, '{'};
        Incoming incoming = new Incoming("edi:acme", "000000905", "application/edi-x12", payload, "consumer:acme",
                "story");
        Receipt receipt = inbox.receive(incoming, "acme");
        assertThat(receipt).isInstanceOf(Receipt.New.class);
        UUID id = ((Receipt.New) receipt).id();
        Message message = inbox.message(id).orElseThrow();
        assertThat(message.payload()).isEqualTo(payload);
        assertThat(message.receivedAt()).isEqualTo(clock.instant());
        assertThat(message.state()).isEqualTo(Message.State.RECEIVED);
        assertThat(message.outcome()).isEmpty();
        assertThat(facts(Inbox.RECEIVED)).singleElement().satisfies(fact -> {
            assertThat(fact.key()).isEqualTo("acme");
            assertThat(fact.subject()).isEqualTo("000000905");
            assertThat(fact.data().path("message").asString()).isEqualTo(id.toString());
            assertThat(fact.origin().correlation()).isEqualTo("story");
        });
    }

    @Test
    void theSameMessageAgainIsSeenAndNotAnnounced() {
        UUID id = ((Receipt.New) inbox.receive(message("1", "{}"), "k")).id();
        assertThat(inbox.receive(message("1", "{}"), "k")).isInstanceOfSatisfying(Receipt.Seen.class,
                seen -> assertThat(seen.message().id()).isEqualTo(id));
        assertThat(messages()).isEqualTo(1);
        assertThat(facts(Inbox.RECEIVED)).hasSize(1);
    }

    @Test
    void theSameKeyOfAnotherSourceIsAnotherMessage() {
        inbox.receive(message("1", "{}"), "k");
        Incoming other = new Incoming("wms-dfw", "1", "application/json", new byte[0], "system:wms-dfw", "s");
        assertThat(inbox.receive(other, "k")).isInstanceOf(Receipt.New.class);
    }

    @Test
    void theSameKeyWithAnotherPayloadIsAConflictThatIsKeptAndToldOnce() {
        UUID id = ((Receipt.New) inbox.receive(message("1", "{}"), "k")).id();
        for (int i = 0; i < 3; i++) {
            assertThat(inbox.receive(message("1", "{\"other\":1}"), "k")).isEqualTo(new Receipt.Conflict(id));
        }
        assertThat(inbox.receive(message("1", "{\"other\":2}"), "k")).isEqualTo(new Receipt.Conflict(id));
        assertThat(messages()).isEqualTo(1);
        assertThat(facts(Inbox.CONFLICTED)).hasSize(2);
        assertThat(hub.jdbc().sql("SELECT count(*) FROM inbox.conflict").query(Integer.class).single()).isEqualTo(2);
        assertThat(new String(inbox.message(id).orElseThrow().payload(), StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @Test
    void amongMessagesOfOneBatchTheFirstOfAKeyIsKept() {
        Incoming first = message("1", "one");
        List<Receipt> receipts = openAll(message("2", "two"), first, message("1", "one"), message("1", "else"), first);
        assertThat(receipts).hasExactlyElementsOfTypes(Receipt.New.class, Receipt.New.class, Receipt.Seen.class,
                Receipt.Conflict.class, Receipt.Seen.class);
        UUID id = ((Receipt.New) receipts.get(1)).id();
        assertThat(((Receipt.Seen) receipts.get(2)).message().id()).isEqualTo(id);
        assertThat(receipts.get(3)).isEqualTo(new Receipt.Conflict(id));
        assertThat(messages()).isEqualTo(2);
    }

    @Test
    void whoeverComesSecondWaitsForTheFirstAndSeesItsMessage() {
        try (HeldTransaction first = new HeldTransaction(hub); HeldTransaction second = new HeldTransaction(hub)) {
            List<Receipt> receipts = new ArrayList<>();
            first.run(() -> receipts.addAll(inbox.open(List.of(message("1", "{}")))));
            CompletableFuture<Void> waiting =
                    second.begin(() -> receipts.addAll(inbox.open(List.of(message("1", "{}")))));
            awaitSomeoneWaiting();
            assertThat(waiting).isNotDone();
            first.commit();
            waiting.join();
            second.commit();
            assertThat(receipts).hasExactlyElementsOfTypes(Receipt.New.class, Receipt.Seen.class);
        }
    }

    @Test
    void ifTheFirstRollsBackTheSecondIsTheFirst() {
        try (HeldTransaction first = new HeldTransaction(hub); HeldTransaction second = new HeldTransaction(hub)) {
            List<Receipt> receipts = new ArrayList<>();
            first.run(() -> inbox.open(List.of(message("1", "{}"))));
            CompletableFuture<Void> waiting =
                    second.begin(() -> receipts.addAll(inbox.open(List.of(message("1", "other")))));
            awaitSomeoneWaiting();
            first.rollback();
            waiting.join();
            second.commit();
            assertThat(receipts).hasExactlyElementsOfTypes(Receipt.New.class);
        }
    }

    private void awaitSomeoneWaiting() {
        Awaitility.await().until(() -> hub.jdbc().sql("""
                SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'
                """).query(Integer.class).single() == 1);
    }

    @Test
    void batchesOfTheSameMessagesInAnyOrderKeepEachOnceAndDoNotDeadlock() {
        List<CompletableFuture<List<Receipt>>> senders = IntStream.range(0, 8)
                .mapToObj(sender -> CompletableFuture.supplyAsync(() -> {
                    List<Incoming> batch = new ArrayList<>(IntStream.range(0, 50)
                            .mapToObj(i -> message("m" + i, "{\"n\":" + i + "}")).toList());
                    Collections.shuffle(batch, new Random(sender));
                    return hub.get(TransactionTemplate.class).execute(status -> inbox.open(batch));
                }, Thread::startVirtualThread)).toList();
        List<Receipt> receipts = senders.stream().flatMap(sender -> sender.join().stream()).toList();
        assertThat(receipts).filteredOn(Receipt.New.class::isInstance).hasSize(50);
        assertThat(receipts).filteredOn(Receipt.Seen.class::isInstance).hasSize(350);
        assertThat(messages()).isEqualTo(50);
    }

    @Test
    void aSettledMessageTellsItsOutcomeToWhoeverSendsItAgain() {
        hub.inTransaction(() -> {
            UUID id = ((Receipt.New) inbox.open(List.of(message("1", "{}"))).getFirst()).id();
            inbox.settle(List.of(new Settlement(id, Message.State.DIGESTED, "SO-100001", Map.of("status", 201))));
        });
        Message seen = ((Receipt.Seen) openAll(message("1", "{}")).getFirst()).message();
        assertThat(seen.state()).isEqualTo(Message.State.DIGESTED);
        assertThat(seen.subject()).contains("SO-100001");
        assertThat(seen.outcome().orElseThrow().path("status").asInt()).isEqualTo(201);
        assertThat(inbox.about("SO-100001")).extracting(Message::id).containsExactly(seen.id());
    }

    @Test
    void settlingWhatIsNotThereIsAnErrorOfTheHub() {
        assertThatThrownBy(() -> hub.inTransaction(() -> inbox.settle(List.of(
                new Settlement(UUID.randomUUID(), Message.State.REFUSED, "SO-1", Map.of())))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Settlement(UUID.randomUUID(), Message.State.RECEIVED, "SO-1", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.crossdock.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

/** What a handler cannot digest waits with what is behind it on its key, and holds up nothing else. */
class ParkedFactsTest extends SubscriptionBench {

    /** Hands "bad" facts back, and remembers what it was given together. */
    private final class Together implements FactHandler {

        private final List<List<String>> batches = new ArrayList<>();
        private String bad = "bad";

        @Override
        public String subscription() {
            return "together";
        }

        @Override
        public Set<String> types() {
            return TYPES;
        }

        @Override
        public void handle(Fact fact) {
            Batch.alone(fact, this);
        }

        @Override
        public void handleAll(Batch batch) {
            batches.add(batch.each(fact -> {
                if (fact.subject().equals(bad)) {
                    throw Indigestible.forNow("bad", "It is bad for now.");
                }
                return fact.subject();
            }));
        }
    }

    @Test
    void whatABatchGivesBackIsParkedAndWhatComesAfterItOnItsKeyQueuesBehind() {
        Together set = new Together();
        Subscription reader = replica(hub, set);
        append("A", "a1", "bad", "behind");
        append("B", "b1");
        run(reader);
        append("A", "later");
        append("B", "b2", "b3");
        run(reader);

        assertThat(set.batches).containsExactly(List.of("a1", "b1"), List.of("b2", "b3"));
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.fact().subject()).isEqualTo("bad");
            assertThat(parked.code()).isEqualTo("bad");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.waiting()).isEqualTo(2);
        });
    }

    @Test
    void whatWaitsForSomethingElseIsTriedForADayAndThenAPersonDecides() {
        Subscription reader = replica(hub, new Together());
        append("A", "bad");
        run(reader);
        Instant begun = clock.instant();
        Optional<Instant> next = journal.parked().getFirst().nextAttemptAt();
        while (next.isPresent()) {
            clock.advance(Duration.between(clock.instant(), next.get()));
            run(reader);
            assertThat(journal.parked()).hasSize(1);
            Optional<Instant> then = journal.parked().getFirst().nextAttemptAt();
            assertThat(then).satisfiesAnyOf(each -> assertThat(each).isEmpty(), each -> assertThat(Duration.between(
                    clock.instant(), each.orElseThrow())).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5)));
            next = then;
        }
        assertThat(journal.parked().getFirst().attempts()).isEqualTo(Subscription.WAITING_ATTEMPTS_MAX);
        assertThat(Duration.between(begun, clock.instant())).isBetween(Duration.ofHours(23), Duration.ofHours(26));
    }

    @Test
    void factsThatCameMeanwhileAreHandledTogetherWhileAParkedOneIsTriedAgain() {
        Together set = new Together();
        Subscription reader = replica(hub, set);
        append("A", "bad");
        run(reader);
        clock.advance(Duration.ofSeconds(2));
        append("B", "b1", "b2");
        append("C", "c1");
        run(reader);

        assertThat(set.batches).contains(List.of("b1", "b2", "c1"));
        assertThat(journal.parked()).singleElement().satisfies(parked -> assertThat(parked.attempts()).isEqualTo(2));
    }

    @Test
    void whatQueuesBehindAParkedFactIsTriedAgainTogetherWithIt() {
        Together set = new Together();
        Subscription reader = replica(hub, set);
        append("A", "bad", "a2", "a3");
        append("B", "bad", "b2", "worse", "b3");
        append("C", "c1");
        run(reader);
        clock.advance(Duration.ofSeconds(2));
        set.bad = "worse";
        set.batches.clear();
        run(reader);

        assertThat(set.batches).containsExactly(List.of("bad", "a2", "a3", "bad", "b2"));
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.fact().subject()).isEqualTo("worse");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.nextAttemptAt()).contains(clock.instant().plusSeconds(1));
            assertThat(parked.waiting()).isEqualTo(1);
        });
    }

    @Test
    void aHandlerThatFailsParksOnlyTheKeyOfItsFact() {
        recorder.then(failingAt("a2"));
        append("A", "a1", "a2", "a3");
        append("B", "b1");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "b1");
        append("A", "a4");
        append("B", "b2");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "b1", "b2");
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.fact().subject()).isEqualTo("a2");
            assertThat(parked.code()).isEqualTo("fault");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.waiting()).isEqualTo(2);
            assertThat(parked.nextAttemptAt()).contains(clock.instant().plusSeconds(1));
        });
    }

    @Test
    void aParkedFactIsTriedAgainByItselfAndItsKeyGoesOnInOrder() {
        recorder.then(failingAt("a1"));
        append("A", "a1", "a2");
        run(subscription);
        clock.advance(Duration.ofSeconds(1));
        run(subscription);
        assertThat(journal.parked()).singleElement().extracting(Parked::attempts).isEqualTo(2);
        recorder.then(fact -> { });
        append("A", "a3");
        run(subscription);
        assertThat(recorder.subjects(hub)).as("not due yet").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        run(subscription);
        append("A", "a4");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2", "a3", "a4");
        assertThat(journal.parked()).isEmpty();
    }

    /** A turn belongs to the moment at which it began: its end may be late, and nothing may move the clock after it. */
    @Test
    void whatFailsInATurnThatTakesLongWaitsFromItsBeginningOn() {
        recorder.then(fact -> {
            clock.advance(Duration.ofSeconds(5));
            throw new IllegalStateException("cannot digest " + fact.subject());
        });
        append("A", "a1");
        assertThat(subscription.step()).as("handled together").isTrue();
        Instant begun = clock.instant();
        subscription.step();
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.nextAttemptAt()).contains(begun.plusSeconds(1));
        });
        recorder.then(fact -> { });
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1");
    }

    @Test
    void afterEightAttemptsOnlyAPersonReleasesAFact() {
        recorder.then(failingAt("a1"));
        append("A", "a1", "a2");
        for (int attempt = 1; attempt <= 8; attempt++) {
            run(subscription);
            assertThat(journal.parked()).singleElement().extracting(Parked::attempts).isEqualTo(attempt);
            clock.advance(Duration.ofMinutes(5));
        }
        run(subscription);
        Parked parked = journal.parked().getFirst();
        assertThat(parked.attempts()).isEqualTo(8);
        assertThat(parked.nextAttemptAt()).isEmpty();
        recorder.then(fact -> { });
        assertThat(journal.release("recorder", parked.fact().position())).isTrue();
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1", "a2");
        assertThat(journal.release("recorder", parked.fact().position())).isFalse();
    }

    @Test
    void whatQueuesBehindAParkedFactCannotOvertakeIt() {
        recorder.then(failingAt("a1"));
        append("A", "a1", "a2");
        run(subscription);
        recorder.then(fact -> { });
        long second = journal.ofKey("A", 0).getLast().position();
        assertThat(journal.release("recorder", second)).isFalse();
        assertThat(subscription.step()).isFalse();
        assertThat(recorder.subjects(hub)).isEmpty();
    }

    @Test
    void whatOnlyAPersonCanMendIsParkedAtOnce() {
        recorder.then(fact -> {
            throw new Indigestible("edi-partner-unknown", "Nobody knows ACME.");
        });
        append("A", "a1");
        run(subscription);
        clock.advance(Duration.ofDays(1));
        run(subscription);
        assertThat(journal.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("edi-partner-unknown");
            assertThat(parked.reason()).isEqualTo("Nobody knows ACME.");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.nextAttemptAt()).isEmpty();
        });
    }

    @Test
    void whatAFailingHandlerWroteIsUndone() {
        recorder.then(fact -> {
            if (fact.subject().equals("a1")) {
                hub.jdbc().sql("INSERT INTO journal.cursor VALUES ('x', 99, 0, now())").update();
            }
        });
        append("A", "a1");
        append("B", "b1");
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("b1");
        assertThat(journal.parked()).singleElement().extracting(parked -> parked.fact().subject()).isEqualTo("a1");
    }

    @Test
    void anErrorInAHandlerParksItsFact() {
        recorder.then(fact -> {
            throw new NoClassDefFoundError("gone");
        });
        append("A", "a1");
        run(subscription);
        assertThat(journal.parked()).singleElement().extracting(Parked::code).isEqualTo("fault");
    }

    @Test
    void troubleOfTheDatabaseParksNothing() {
        recorder.then(fact -> {
            throw new TransientDataAccessResourceException("the disk is full");
        });
        append("A", "a1");
        assertThatThrownBy(subscription::step).isInstanceOf(TransientDataAccessResourceException.class);
        assertThatThrownBy(subscription::step).isInstanceOf(TransientDataAccessResourceException.class);
        recorder.then(fact -> { });
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("a1");
        assertThat(journal.parked()).isEmpty();
    }

    @Test
    void aConnectionThatDiesInAHandlerParksNothing() {
        recorder.then(failingAt("a1"));
        append("A", "a1");
        append("B", "b1");
        run(subscription);
        recorder.then(fact -> hub.jdbc().sql("SELECT pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class).single());
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(subscription::step).matches(DatabaseTrouble::is);
        recorder.then(fact -> { });
        run(subscription);
        assertThat(recorder.subjects(hub)).containsExactly("b1", "a1");
        assertThat(journal.parked()).isEmpty();
    }

    private static Consumer<Fact> failingAt(String subject) {
        return fact -> {
            if (fact.subject().equals(subject)) {
                throw new IllegalStateException("cannot digest " + subject);
            }
        };
    }
}

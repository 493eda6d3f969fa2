package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectsBench.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** Answers that are lost, late or wrong, and the people who decide. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoubtTest {

    private static final Outcome DONE = new Outcome.Done("E-1", FakeTarget.NOTHING);
    private static final Sighting FOUND = new Sighting.Found("E-1", FakeTarget.NOTHING);
    private static final LaneSettings LANE = LaneSettings.DEFAULT;

    private EffectsBench bench;

    @BeforeAll
    void open() {
        bench = new EffectsBench();
    }

    @BeforeEach
    void begin() {
        bench.begin();
        bench.erp.promises(Promise.LOOKUP);
        bench.request(effect("SO-1", "a"));
    }

    @AfterAll
    void close() {
        bench.close();
    }

    /** The effect is sent, its worker never comes back. */
    private Leased lost() {
        Leased leased = bench.send();
        bench.clock.advance(LANE.lease().plusMillis(1));
        assertThat(bench.claim().size()).isZero();
        return leased;
    }

    /** The effect is sent, the answer is lost, and the target is asked. */
    private Leased asked() {
        bench.answer(bench.send(), new Outcome.Ambiguous("time-out"));
        assertThat(bench.state("a").state()).isEqualTo(EffectState.IN_DOUBT);
        assertThat(bench.claim().size()).as("the target is given time to settle").isZero();
        bench.clock.advance(LANE.settle());
        return bench.lookUp();
    }

    @Test
    void anAnswerIsWrittenWithItsFactAndItsAttempt() {
        Leased leased = bench.send();
        bench.answer(leased, DONE);
        Effect done = bench.state("a");
        assertThat(done.state()).isEqualTo(EffectState.DONE);
        assertThat(done.reference()).contains("E-1");
        assertThat(done.finishedAt()).contains(bench.clock.instant());
        Fact fact = bench.hub.get(Journal.class).ofKey("SO-1", 0).getFirst();
        assertThat(fact.type()).isEqualTo(EffectFact.DONE);
        assertThat(fact.subject()).isEqualTo("a");
        assertThat(fact.origin().actor()).isEqualTo("system:erp");
        assertThat(fact.data().path("reference").asString()).isEqualTo("E-1");
        assertThat(bench.effects().attempts(List.of(done.id()))).singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.action()).isEqualTo("send");
                    assertThat(attempt.number()).isEqualTo(1);
                    assertThat(attempt.outcome()).isEqualTo("done");
                    assertThat(attempt.worker()).isEqualTo(leased.lease());
                });
    }

    @Test
    void anAnswerAndItsFactAreKeptTogetherOrNotAtAll() {
        Leased leased = bench.send();
        bench.hub.jdbc().sql("ALTER TABLE journal.fact ADD CONSTRAINT refuse CHECK (type <> 'effect.done') NOT VALID")
                .update();
        try {
            assertThatThrownBy(() -> bench.answer(leased, DONE)).isInstanceOf(DataAccessException.class);
            assertThat(bench.state("a").state()).isEqualTo(EffectState.SENDING);
            assertThat(bench.effects().attempts(List.of(leased.effect().id()))).isEmpty();
        } finally {
            bench.hub.jdbc().sql("ALTER TABLE journal.fact DROP CONSTRAINT refuse").update();
        }
        bench.answer(leased, DONE);
        assertThat(bench.facts()).containsExactly(EffectFact.DONE);
    }

    @Test
    void theSameAnswerTwiceIsWrittenOnce() {
        Leased leased = bench.send();
        bench.answer(leased, DONE);
        bench.answer(leased, DONE);
        assertThat(bench.facts()).containsExactly(EffectFact.DONE);
    }

    @Test
    void aCallThatFailsIsSentAgainAfterAWait() {
        bench.answer(bench.send(), new Outcome.Failed("500"));
        assertThat(bench.claim().size()).isZero();
        bench.clock.advance(LANE.firstBackoff());
        Leased again = bench.send();
        assertThat(again.effect().attempts()).isEqualTo(2);
        bench.answer(again, DONE);
        assertThat(bench.facts()).containsExactly(EffectFact.DONE);
    }

    /** The clock may go on, or jump, before an answer is in the ledger. */
    @Test
    void theWaitBeginsWhenTheCallEndsHoweverLateThatIsWritten() {
        Leased leased = bench.send();
        Instant ended = bench.clock.instant();
        bench.clock.advance(LANE.firstBackoff());
        bench.hub.get(Completions.class).write(List.of(new Completion.Sent(leased, new Outcome.Failed("500"),
                Promise.LOOKUP, ended, ended)));
        assertThat(bench.send().effect().attempts()).isEqualTo(2);
    }

    @Test
    void attemptsThatFailForCertainEndWithAPerson() {
        for (int attempt = 1; attempt <= LANE.maxAttempts(); attempt++) {
            bench.answer(bench.send(), new Outcome.Failed("500"));
            bench.clock.advance(LANE.maxBackoff());
        }
        assertThat(bench.state("a").state()).isEqualTo(EffectState.PARKED);
        assertThat(bench.state("a").code()).contains("attempts-exhausted");
        assertThat(bench.facts()).containsExactly(EffectFact.PARKED);
    }

    @Test
    void aRefusalIsAnAnswerAndNotTriedAgain() {
        bench.answer(bench.send(), new Outcome.Refused("credit", "The account is on hold."));
        bench.clock.advance(Duration.ofDays(1));
        assertThat(bench.claim().size()).isZero();
        assertThat(bench.state("a").state()).isEqualTo(EffectState.REFUSED);
        assertThat(bench.facts()).containsExactly(EffectFact.REFUSED);
    }

    @Test
    void whatTheTargetHasIsNotSentAgain() {
        bench.answer(asked(), FOUND);
        assertThat(bench.state("a").state()).isEqualTo(EffectState.DONE);
        assertThat(bench.facts()).containsExactly(EffectFact.IN_DOUBT, EffectFact.DONE);
        assertThat(bench.claim().size()).isZero();
    }

    @Test
    void whatTheTargetDoesNotHaveIsSentAgain() {
        bench.answer(asked(), new Sighting.Absent());
        Leased again = bench.send();
        assertThat(again.effect().attempts()).isEqualTo(2);
        bench.answer(again, DONE);
        assertThat(bench.facts()).containsExactly(EffectFact.IN_DOUBT, EffectFact.DONE);
    }

    @Test
    void whatTheTargetHasTwiceGoesToAPerson() {
        bench.answer(asked(), new Sighting.Several(List.of("E-1", "E-2")));
        assertThat(bench.state("a").state()).isEqualTo(EffectState.PARKED);
        assertThat(bench.state("a").reason().orElseThrow()).contains("E-1, E-2");
        assertThat(bench.facts()).containsExactly(EffectFact.IN_DOUBT, EffectFact.PARKED);
    }

    @Test
    void aQuestionWithoutAnAnswerIsAskedAgainWithoutANewFact() {
        bench.answer(asked(), new Sighting.Unknown("503"));
        assertThat(bench.claim().size()).isZero();
        bench.clock.advance(LANE.firstBackoff());
        Leased again = bench.lookUp();
        assertThat(again.effect().lookups()).isEqualTo(2);
        bench.answer(again, FOUND);
        assertThat(bench.facts()).containsExactly(EffectFact.IN_DOUBT, EffectFact.DONE);
    }

    @Test
    void aQuestionWhoseWorkerIsLostIsAskedAgain() {
        Leased first = asked();
        bench.clock.advance(LANE.lease().plusMillis(1));
        Leased second = bench.lookUp();
        bench.answer(first, new Sighting.Absent());
        assertThat(bench.state("a").state()).as("the overtaken one says nothing").isEqualTo(EffectState.IN_DOUBT);
        bench.answer(second, FOUND);
        assertThat(bench.state("a").state()).isEqualTo(EffectState.DONE);
    }

    @ParameterizedTest
    @EnumSource(Promise.class)
    void aLostLeaseEndsAsTheTargetPromises(Promise promise) {
        bench.erp.promises(promise);
        lost();
        assertThat(bench.state("a").state()).isEqualTo(switch (promise) {
            case NATIVE_KEY -> EffectState.READY;
            case LOOKUP -> EffectState.IN_DOUBT;
            case NONE -> EffectState.PARKED;
        });
        assertThat(bench.effects().attempts(List.of(bench.state("a").id()))).singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo("lost"));
        bench.clock.advance(Duration.ofMinutes(1));
        LaneClaims.Claim next = bench.claim();
        assertThat(next.toSend()).hasSize(promise == Promise.NATIVE_KEY ? 1 : 0);
        assertThat(next.toLookUp()).hasSize(promise == Promise.LOOKUP ? 1 : 0);
    }

    @Test
    void aLateAnswerThatItIsDoneEndsTheDoubt() {
        Leased late = lost();
        bench.answer(late, DONE);
        assertThat(bench.state("a").state()).isEqualTo(EffectState.DONE);
        assertThat(bench.facts()).containsExactly(EffectFact.IN_DOUBT, EffectFact.DONE);
    }

    @Test
    void aLateAnswerOfAnyOtherKindMovesNothing() {
        Leased late = lost();
        for (Outcome outcome : List.of(new Outcome.Failed("500"), new Outcome.Refused("x", "No."),
                new Outcome.Ambiguous("cut"), new Outcome.Unavailable("503", Optional.empty()))) {
            bench.answer(late, outcome);
            assertThat(bench.state("a").state()).isEqualTo(EffectState.IN_DOUBT);
        }
        assertThat(bench.facts()).containsExactly(EffectFact.IN_DOUBT);
    }

    @Test
    void aLateAnswerDoesNotTouchTheNextAttempt() {
        bench.erp.promises(Promise.NATIVE_KEY);
        Leased late = lost();
        bench.clock.advance(LANE.maxBackoff());
        Leased again = bench.send();
        bench.answer(late, DONE);
        bench.answer(late, new Outcome.Failed("500"));
        assertThat(bench.state("a").state()).isEqualTo(EffectState.SENDING);
        bench.answer(again, DONE);
        assertThat(bench.state("a").state()).isEqualTo(EffectState.DONE);
    }

    @Test
    void aLateAnswerDoesNotTouchWhatAPersonHasSentAgain() {
        bench.erp.promises(Promise.NONE);
        Leased late = lost();
        assertThat(bench.effects().retry(bench.state("a").id(), "user:ann")).isPresent();
        Leased again = bench.send();
        assertThat(again.effect().attempts()).as("with all its attempts before it").isEqualTo(1);
        bench.answer(late, new Outcome.Failed("500"));
        assertThat(bench.state("a").state()).isEqualTo(EffectState.SENDING);
    }

    /** What a person may decide in which state: state, retry, confirm, skip. */
    static Stream<List<Object>> decisions() {
        return Stream.of(
                List.of(EffectState.READY, true, false, true),
                List.of(EffectState.SENDING, false, false, false),
                List.of(EffectState.DONE, false, false, false),
                List.of(EffectState.REFUSED, true, false, true),
                List.of(EffectState.IN_DOUBT, true, true, true),
                List.of(EffectState.PARKED, true, true, true),
                List.of(EffectState.SKIPPED, false, false, false));
    }

    @Test
    void aPersonDecidesOnlyWhatIsOpen() {
        decisions().forEach(row -> {
            EffectState from = (EffectState) row.get(0);
            decides(from, EffectState.READY, row.get(1), EffectFact.RETRIED,
                    (effects, id) -> effects.retry(id, "user:ann"));
            decides(from, EffectState.DONE, row.get(2), EffectFact.DONE,
                    (effects, id) -> effects.confirm(id, "E-9", "user:ann"));
            decides(from, EffectState.SKIPPED, row.get(3), EffectFact.SKIPPED,
                    (effects, id) -> effects.skip(id, "Posted by hand.", "user:ann"));
        });
    }

    private void decides(EffectState from, EffectState to, Object allowed, String fact,
            BiFunction<Effects, UUID, Optional<Effect>> decision) {
        begin();
        reach(from);
        UUID id = bench.state("a").id();
        Optional<Effect> decided = decision.apply(bench.effects(), id);
        assertThat(decided.isPresent()).as("%s -> %s", from, to).isEqualTo(allowed);
        assertThat(bench.state("a").state()).isEqualTo(decided.isPresent() ? to : from);
        if (decided.isPresent()) {
            Fact written = bench.hub.get(Journal.class).after(0).getLast();
            assertThat(written.type()).isEqualTo(fact);
            assertThat(written.origin().actor()).isEqualTo("user:ann");
            assertThat(bench.effects().attempts(List.of(id))).last().satisfies(attempt -> {
                assertThat(attempt.action()).isEqualTo("person");
                assertThat(attempt.worker()).isEqualTo("user:ann");
            });
        }
    }

    private void reach(EffectState state) {
        switch (state) {
            case READY -> { }
            case SENDING -> bench.send();
            case DONE -> bench.answer(bench.send(), DONE);
            case REFUSED -> bench.answer(bench.send(), new Outcome.Refused("x", "No."));
            case IN_DOUBT -> bench.answer(bench.send(), new Outcome.Ambiguous("cut"));
            case PARKED -> {
                bench.erp.promises(Promise.NONE);
                bench.answer(bench.send(), new Outcome.Ambiguous("cut"));
            }
            case SKIPPED -> bench.effects().skip(bench.state("a").id(), "Not needed.", "user:bob");
            case COMPENSATED -> throw new IllegalArgumentException("nobody compensates yet");
        }
        assertThat(bench.state("a").state()).isEqualTo(state);
    }

    @Test
    void whatWaitsBehindAParkedEffectGoesOnOnceAPersonHasDecided() {
        bench.request(effect("SO-1", "b"));
        reach(EffectState.PARKED);
        assertThat(bench.claim().size()).isZero();
        assertThat(bench.effects().troubled()).hasSize(1);
        bench.effects().skip(bench.state("a").id(), "Posted by hand.", "user:ann");
        assertThat(bench.send().effect().businessKey()).isEqualTo("b");
    }

    @Test
    void charactersThatTheDatabaseCannotHoldDoNotStopTheLedger() {
        bench.answer(bench.send(), new Outcome.Refused("co\u0000de", "No\u0000!"));
        assertThat(bench.state("a").reason()).contains("No\uFFFD!");
    }
}

package io.crossdock.process.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.Parked;
import io.crossdock.platform.json.Json;
import io.crossdock.process.story.OpenException.Family;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroublesTest {

    private static final Instant NOW = Tale.at(600);

    @TempDir
    static Path folder;
    static Names names;

    @BeforeAll
    static void landscape() {
        names = Tale.names(folder);
    }

    private static Effect effect(EffectState state, String code, String reason, int startedSeconds) {
        return new Effect(new UUID(7, 7), "erp", "order.post", "SO-100012", "SO-100012", Tier.CRITICAL, state,
                new Json().tree(Map.of()), 1, 0, NOW, Optional.empty(), Optional.empty(), Optional.of(code),
                Optional.of(reason), Origin.start("story", "hub"), Tale.at(0), Optional.of(Tale.at(startedSeconds)),
                Optional.empty());
    }

    private static Optional<OpenException> told(Effect effect) {
        return new Troubles(names, NOW).of(effect);
    }

    private static Optional<OpenException> told(String code, int parkedSeconds, Optional<Instant> next, int waiting) {
        Fact fact = new Fact(42, "message.received", "NWM-1", Tale.at(0), "SO-100012-1", Origin.start("s", "hub"), 1,
                new Json().tree(Map.of()));
        return new Troubles(names, NOW).of(new Parked("carrier-intake", fact, code, "No leg has it.", 3,
                Tale.at(parkedSeconds), next, waiting));
    }

    @Test
    void whatStoppedForCertainMayBeSentAgainWithoutHarm() {
        OpenException exception = told(effect(EffectState.PARKED, "attempts-exhausted", "Failed 30 times", 10)).orElseThrow();

        assertThat(exception.sentence()).isEqualTo("The order has stopped on its way to the ERP: Failed 30 times.");
        assertThat(exception.family()).isEqualTo(Family.SYSTEM);
        assertThat(exception.order()).contains(Tale.NUMBER);
        assertThat(exception.fixes()).extracting(Fix::label)
                .containsExactly("Send again", "It is done: enter its number", "Do not do it");
        assertThat(exception.fixes().getFirst().consequence()).contains("certainly not done before");
    }

    @Test
    void whatMayBeDoneAlreadyWarnsBeforeItIsSentAgain() {
        OpenException exception = told(effect(EffectState.PARKED, "in-doubt", "No answer", 10)).orElseThrow();

        assertThat(exception.title()).isEqualTo("Nobody knows whether the ERP has done it");
        assertThat(exception.fixes().getFirst().consequence()).contains("Look there first", "twice");
    }

    @Test
    void doubtIsNobodysBusinessForAMinute() {
        assertThat(told(effect(EffectState.IN_DOUBT, "in-doubt", "No answer", 590))).isEmpty();
        assertThat(told(effect(EffectState.IN_DOUBT, "in-doubt", "No answer", 10))).isPresent();
    }

    @Test
    void aRefusalIsABusinessMatterThatCannotBeConfirmed() {
        OpenException exception =
                told(effect(EffectState.REFUSED, "account_blocked", "Account A-1040 is blocked", 10)).orElseThrow();

        assertThat(exception.family()).isEqualTo(Family.BUSINESS);
        assertThat(exception.title()).isEqualTo("The ERP said no: Account blocked");
        assertThat(exception.fixes()).extracting(Fix::label).containsExactly("Send again", "Do not do it");
    }

    @Test
    void whatGoesOnByItselfIsNoException() {
        for (EffectState state : new EffectState[] {EffectState.READY, EffectState.SENDING, EffectState.DONE,
            EffectState.SKIPPED, EffectState.COMPENSATED}) {
            assertThat(told(effect(state, "x", "y", 10))).as(state.name()).isEmpty();
            assertThat(Troubles.fixes(effect(state, "x", "y", 10), names)).as(state.name()).isEmpty();
        }
    }

    @Test
    void aFactThatIsTriedAgainByItselfIsAnExceptionOnlyAfterTwoMinutes() {
        Optional<Instant> soon = Optional.of(Tale.at(610));

        assertThat(told("tracking-unknown", 590, soon, 0)).isEmpty();
        assertThat(told("tracking-unknown", 10, soon, 0)).isPresent();
        assertThat(told("tracking-unknown", 590, Optional.empty(), 0)).isPresent();
    }

    @Test
    void aParkedFactSaysHowManyWaitBehindIt() {
        OpenException exception = told("tracking-unknown", 10, Optional.empty(), 2).orElseThrow();

        assertThat(exception.title()).isEqualTo("A carrier reports on a package that we do not know");
        assertThat(exception.sentence()).isEqualTo("No leg has it. 2 later messages wait behind it.");
        assertThat(exception.order()).contains(Tale.NUMBER);
    }

    @Test
    void aServerWithAnotherKeyIsToldAtOnceAndOneThatIsAwayAfterAWhile() {
        assertThat(told("host-key-refused", 599)).get().returns("files:host-key-refused:wms-atl", OpenException::cause)
                .returns("The files counts of warehouse ATL are not fetched. It shows another key.", OpenException::sentence);
        assertThat(told("unreachable", 599)).isEmpty();
        assertThat(told("unreachable", 0)).isPresent();
    }

    private static Optional<OpenException> told(String code, int since) {
        return new Troubles(names, NOW).of(new FeedState("wms-atl", "counts", NOW, 0,
                Optional.of(new FeedState.Failure(Tale.at(since), code, "It shows another key."))));
    }

    @Test
    void aSourceThatIsNotReachedIsAnExceptionAfterAWhile() {
        assertThat(new Troubles(names, NOW).source(new FeedState("harbor-queue", "", NOW, 0, Optional.empty()))).isEmpty();
        assertThat(source(NOW.minusSeconds(299))).isEmpty();
        assertThat(source(NOW.minusSeconds(300))).hasValueSatisfying(open -> {
            assertThat(open.sentence()).contains("harbor-queue", "The broker does not answer.");
            assertThat(open.cause()).isEqualTo("source:unreachable");
        });
    }

    private Optional<OpenException> source(java.time.Instant since) {
        return new Troubles(names, NOW).source(new FeedState("harbor-queue", "", NOW, 0,
                Optional.of(new FeedState.Failure(since, "unreachable", "The broker does not answer."))));
    }
}

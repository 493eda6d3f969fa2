package io.crossdock.process.repairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.repairs.Repairs.Outcome.Refused;
import io.crossdock.process.repairs.Repairs.Outcome.Stands;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls in doubt are asked about, confirmed, sent again or left out; together, and each once. */
class DoubtRepairTest {

    private static final String TARGET = "hook:ops";
    private static final String CLUSTER = "in-doubt:" + TARGET;

    private EdiWorld world;
    private Effects effects;
    private Repairs repairs;
    private Posting posting;

    /** A target that loses its answers, and does not find what it has until it is told to. */
    static final class Posting implements EffectExecutor {

        private final AtomicInteger calls = new AtomicInteger();
        private volatile boolean losing = true;
        private volatile boolean finding;

        @Override
        public String kind() {
            return "order.test";
        }

        @Override
        public Promise promise(String target) {
            return Promise.LOOKUP;
        }

        @Override
        public Outcome execute(Effect effect) {
            calls.incrementAndGet();
            return losing ? new Outcome.Ambiguous("No answer within 10 s.")
                    : new Outcome.Done("E-" + effect.businessKey(), new Json().tree(Map.of()));
        }

        @Override
        public Sighting lookup(Effect effect) {
            return finding ? new Sighting.Found("E-" + effect.businessKey(), new Json().tree(Map.of()))
                    : new Sighting.Unknown("It answers no questions.");
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more.with(Posting.class));
        effects = world.hub().get(Effects.class);
        repairs = world.hub().get(Repairs.class);
        posting = world.hub().get(Posting.class);
        world.hub().inTransaction(() -> effects.request(IntStream.rangeClosed(1, 3).mapToObj(number -> new NewEffect(TARGET,
                "order.test", "SO-80000" + number, "SO-80000" + number, Tier.NORMAL, Origin.start("s", "test"),
                Map.of("number", number))).toList()));
        soon(3, EffectState.IN_DOUBT);
        world.clock().advance(Duration.ofMinutes(2));
        await().untilAsserted(() -> assertThat(List.of(effect(1), effect(2), effect(3))).as("asked in vain")
                .extracting(Effect::reason).containsOnly(Optional.of("It answers no questions.")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void soon(int many, EffectState state) {
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().jdbc().sql("""
                SELECT count(*) FROM effects.effect WHERE kind = 'order.test' AND state = :state
                """).param("state", state.name().toLowerCase(java.util.Locale.ROOT)).query(Integer.class).single() == many);
    }

    private Repairs.Outcome plan(String fix, Map<String, String> values, List<String> only) {
        return repairs.plan(fix, new Wish(CLUSTER, values, only), "user:kim");
    }

    private Plan approved(Repairs.Outcome outcome) {
        Plan plan = ((Stands) outcome).plan();
        assertThat(repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", "looked there")).isInstanceOf(Stands.class);
        return plan;
    }

    private Effect effect(int number) {
        return effects.effect(TARGET, "order.test", "SO-80000" + number).orElseThrow();
    }

    private void done(Plan plan) {
        await().atMost(Duration.ofSeconds(60)).until(() -> repairs.plan(plan.id()).orElseThrow().state() == Plan.State.DONE);
    }

    @Test
    void theTargetIsAskedAgainAtOnceAndNothingIsSentTwice() {
        assertThat(repairs.remedies(CLUSTER)).extracting(Remedy::name)
                .containsExactly("ask-again", "confirm", "send-again", "leave-out");
        posting.finding = true;
        Plan plan = approved(plan("ask-again", Map.of(), List.of()));
        soon(3, EffectState.DONE);
        done(plan);
        assertThat(effect(2).reference()).contains("E-SO-800002");
        assertThat(posting.calls).hasValue(3);
        assertThat(world.hub().get(Repairs.class).remedies(CLUSTER)).isEmpty();
    }

    @Test
    void oneIsThereUnderANumberAnotherIsSentAgainAndTheThirdIsLeftOut() {
        assertThat(plan("confirm", Map.of("number", "E-7"), List.of())).isInstanceOfSatisfying(Refused.class, refused ->
                assertThat(refused.faults().getFirst().code()).isEqualTo("only-one"));
        done(approved(plan("confirm", Map.of("number", "E-7"), List.of("effect:" + effect(1).id()))));
        assertThat(effect(1).reference()).contains("E-7");

        Repairs.Outcome again = plan("send-again", Map.of(), List.of("effect:" + effect(2).id()));
        assertThat(repairs.items(((Stands) again).plan().id(), 0, 9)).singleElement().satisfies(item ->
                assertThat(item.step().becomes()).contains("if it is there already, it will be there twice"));
        posting.losing = false;
        done(approved(again));
        await().atMost(Duration.ofSeconds(60)).until(() -> effect(2).state() == EffectState.DONE);
        assertThat(posting.calls).hasValue(4);

        done(approved(plan("leave-out", Map.of(), List.of())));
        assertThat(effect(3).state()).isEqualTo(EffectState.SKIPPED);
        assertThat(effect(3).reason()).contains("looked there");
    }

    @Test
    void whatIsThereOnceTooOftenIsAnExceptionUntilItIsUndone() {
        effects.confirm(effect(1).id(), "E-1", "user:kim");
        world.hub().jdbc().sql("""
                INSERT INTO effects.document (effect_id, reference, standing, seen_at)
                VALUES (:effect, 'E-2:b', 'surplus', now())
                """).param("effect", effect(1).id()).update();
        String cluster = "surplus:order.test:" + TARGET;
        Exceptions exceptions = world.hub().get(Exceptions.class);
        assertThat(exceptions.open(ExceptionFilter.ofCluster(cluster))).singleElement().satisfies(open -> {
            assertThat(open.sentence()).contains("is E-1 at", "which has it as E-2:b besides");
            assertThat(open.order()).hasValueSatisfying(order -> assertThat(order.value()).isEqualTo("SO-800001"));
        });
        assertThat(repairs.remedies(cluster)).extracting(Remedy::name).contains("undone-there");

        Repairs.Outcome planned = repairs.plan("undone-there", new Wish(cluster, Map.of(), List.of()), "user:kim");
        done(approved(planned));

        assertThat(effects.surplus()).isEmpty();
        assertThat(exceptions.open(ExceptionFilter.ofCluster(cluster))).isEmpty();
    }

    @Test
    void aStepIsNotDoneWhenItsEffectHasMovedOn() {
        Plan plan = ((Stands) plan("leave-out", Map.of(), List.of())).plan();
        effects.confirm(effect(1).id(), "E-9", "user:lee");
        assertThat(repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", "why")).isInstanceOf(Stands.class);
        done(plan);
        assertThat(repairs.plan(plan.id()).map(Plan::counts)).contains(new Plan.Counts(3, 3, 0, 2, 1, 0));
        assertThat(effect(1).reference()).isEqualTo(Optional.of("E-9"));
    }
}

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
import io.crossdock.process.repairs.Repairs.Outcome.Stands;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order that its target cannot digest holds up nobody else, is explained, and goes on in its order once mended. */
class PoisonedPostingTest {

    private static final String TARGET = "hook:ops";
    private static final String POISONED = "SO-900500";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EdiWorld world;
    private Effects effects;
    private Books books;

    /** Books of a target, which stumbles over one order as long as it is poisoned. */
    static final class Books implements EffectExecutor {

        private final List<String> done = new CopyOnWriteArrayList<>();
        private volatile boolean poisoned = true;

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
            if (poisoned && effect.businessKey().equals(POISONED)) {
                return new Outcome.Failed("500: unit BX is not known.");
            }
            done.add(effect.businessKey());
            return new Outcome.Done("E-" + effect.businessKey(), new Json().tree(Map.of()));
        }

        @Override
        public Sighting lookup(Effect effect) {
            return done.contains(effect.businessKey())
                    ? new Sighting.Found("E-" + effect.businessKey(), new Json().tree(Map.of())) : new Sighting.Absent();
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more.with(Books.class));
        effects = world.hub().get(Effects.class);
        books = world.hub().get(Books.class);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static NewEffect posting(String order, String businessKey) {
        return new NewEffect(TARGET, "order.test", businessKey, order, Tier.CRITICAL, Origin.start("story " + order, "test"),
                Map.of("order", order));
    }

    /** Tries again and again, as the hub does in the course of hours. No hour passes while a call is under way. */
    private void letItFailToTheEnd() {
        await().atMost(PATIENCE).until(() -> {
            Effect poisoned = effects.effect(TARGET, "order.test", POISONED).orElseThrow();
            if (poisoned.state() == EffectState.READY && poisoned.nextAttemptAt().isAfter(world.clock().instant())) {
                world.clock().advance(Duration.ofHours(1));
            }
            return poisoned.state() == EffectState.PARKED;
        });
    }

    private void sendAgain(String why) {
        Repairs repairs = world.hub().get(Repairs.class);
        String cause = only().cause();
        assertThat(repairs.remedies(cause)).extracting(Remedy::name).contains("send-again");
        Plan plan = ((Stands) repairs.plan("send-again", new Wish(cause, Map.of(), List.of()), "user:kim")).plan();
        assertThat(repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", why)).isInstanceOf(Stands.class);
        await().atMost(PATIENCE).until(() -> repairs.plan(plan.id()).orElseThrow().state() == Plan.State.DONE);
    }

    private OpenException only() {
        List<OpenException> open = world.hub().get(Exceptions.class).open();
        assertThat(open).singleElement().satisfies(each -> assertThat(each.order()).hasValueSatisfying(order ->
                assertThat(order.value()).isEqualTo(POISONED)));
        return open.getFirst();
    }

    @Test
    void oneAmongAThousandOrdersIsExplainedMendedAndReleasedByItsFixInItsOrder() {
        world.hub().inTransaction(() -> effects.request(IntStream.rangeClosed(900_001, 901_000)
                .mapToObj(number -> posting("SO-" + number, "SO-" + number)).toList()));
        world.hub().inTransaction(() -> effects.request(List.of(posting(POISONED, "invoice"),
                posting(POISONED, "receipt"))));

        await().atMost(PATIENCE).until(() -> books.done.size() == 999);
        letItFailToTheEnd();
        assertThat(books.done).hasSize(999).doesNotHaveDuplicates().doesNotContain(POISONED, "invoice", "receipt");
        assertThat(only().sentence()).contains(POISONED).contains("unit BX is not known").endsWith(".")
                .contains("2 later steps wait behind it");

        sendAgain("perhaps it helps");
        letItFailToTheEnd();
        assertThat(books.done).as("what comes later stays behind it").hasSize(999);

        books.poisoned = false;
        sendAgain("unit BX is there");
        await().atMost(PATIENCE).until(() -> books.done.size() == 1_002);
        assertThat(books.done.subList(999, 1_002)).containsExactly(POISONED, "invoice", "receipt");
        assertThat(world.hub().get(Exceptions.class).open()).isEmpty();
    }
}

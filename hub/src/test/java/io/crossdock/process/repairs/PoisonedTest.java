package io.crossdock.process.repairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.repairs.Repairs.Outcome;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One that nobody can digest holds up nobody else, is explained, and goes on in its order once it is mended. */
class PoisonedTest {

    private static final String POISONED = "SO-900500";

    private EdiWorld world;

    /** Digests news of orders, but for one as long as it is poisoned. */
    static final class Digester implements FactHandler {

        /** Unlike the database it does not forget what a failed batch wrote, so it keeps each once. */
        private final Set<String> digested = Collections.synchronizedSet(new LinkedHashSet<>());
        private volatile boolean poisoned = true;

        @Override
        public String subscription() {
            return "order-news";
        }

        @Override
        public Set<String> types() {
            return Set.of("order.news");
        }

        @Override
        public void handle(Fact fact) {
            if (poisoned && fact.key().equals(POISONED)) {
                throw new Indigestible("item-unknown", "Order " + fact.key() + " names item X-1, which nobody knows.");
            }
            digested.add(fact.subject());
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more.with(Digester.class));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static NewFact news(String order, int number) {
        return new NewFact("order.news", order + "/" + number, order, Origin.start("story " + order, "test"), 1,
                Map.of("number", number));
    }

    @Test
    void oneAmongAThousandIsExplainedMendedAndReleasedInItsOrder() {
        Digester digester = world.hub().get(Digester.class);
        world.hub().inTransaction(() -> world.hub().get(Journal.class).append(IntStream.rangeClosed(900_001, 901_000)
                .mapToObj(number -> news("SO-" + number, 1)).toList()));
        world.hub().inTransaction(() -> world.hub().get(Journal.class).append(List.of(news(POISONED, 2), news(POISONED, 3))));

        await().atMost(Duration.ofSeconds(60)).until(() -> digester.digested.size() == 999);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(world.hub().get(Exceptions.class).open()).singleElement().satisfies(each -> {
                    assertThat(each.sentence()).isEqualTo("Order SO-900500 names item X-1, which nobody knows. "
                            + "2 later messages wait behind it.");
                    assertThat(each.order()).hasValueSatisfying(order -> assertThat(order.value()).isEqualTo(POISONED));
                }));
        List<OpenException> open = world.hub().get(Exceptions.class).open();

        Repairs repairs = world.hub().get(Repairs.class);
        Wish wish = new Wish(open.getFirst().cause(), Map.of(), List.of());
        Plan inVain = ((Outcome.Stands) repairs.plan("read-again", wish, "user:kim")).plan();
        repairs.run(inVain.id(), inVain.hash(), Scope.ALL, "user:kim", "perhaps it helps");
        await().atMost(Duration.ofSeconds(60)).until(() -> repairs.plan(inVain.id()).orElseThrow().counts().done() == 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().get(Exceptions.class).open().size() == 1);
        assertThat(digester.digested).hasSize(999);

        digester.poisoned = false;
        Plan plan = ((Outcome.Stands) repairs.plan("read-again", wish, "user:kim")).plan();
        repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", "item X-1 is there");

        await().atMost(Duration.ofSeconds(60)).until(() -> digester.digested.size() == 1_002);
        assertThat(digester.digested).filteredOn(subject -> subject.startsWith(POISONED))
                .containsExactly(POISONED + "/1", POISONED + "/2", POISONED + "/3");
        // It is over when what was digested is committed, too.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(world.hub().get(Exceptions.class).open()).isEmpty());
    }
}

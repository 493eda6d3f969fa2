package io.crossdock.process.repairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.incoming.EdiWorld;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goods that came back too much stay open until a person has settled them, one by one or all together. */
class ReturnSurplusTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EdiWorld world;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<OpenException> open() {
        return world.hub().get(Exceptions.class).open();
    }

    @Test
    void whoSettledItAndWhyIsKeptAndTheOthersStayOpen() {
        world.hub().inTransaction(() -> world.hub().get(Journal.class).append(IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new NewFact("return.surplus", "RMA-" + number, "RMA-" + number + ":D:1",
                        Origin.start("story " + number, "test"), 1, Map.of("sku", "CD-1", "code", "return-over-received",
                                "sentence", "RMA-" + number + " at ATL: 1 EA of CD-1 came in addition.")))
                .toList()));
        await().atMost(PATIENCE).until(() -> open().size() == 3);
        OpenException first = open().stream().filter(each -> each.sentence().contains("RMA-2 ")).findFirst().orElseThrow();

        Repairs repairs = world.hub().get(Repairs.class);
        assertThat(repairs.remedies(first.cause())).extracting(Remedy::name).contains("surplus-settled");
        Plan plan = ((Outcome.Stands) repairs.plan("surplus-settled", new Wish(first.cause(), Map.of(),
                List.of(first.id())), "user:kim")).plan();
        repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", "they keep it");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open()).extracting(OpenException::sentence)
                .containsExactlyInAnyOrder("RMA-1 at ATL: 1 EA of CD-1 came in addition.",
                        "RMA-3 at ATL: 1 EA of CD-1 came in addition."));
        assertThat(world.hub().jdbc().sql("SELECT who || ': ' || why FROM returns.surplus_settled")
                .query(String.class).list()).containsExactly("user:kim: they keep it");
    }
}

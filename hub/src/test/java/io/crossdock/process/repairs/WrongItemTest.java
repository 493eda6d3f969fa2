package io.crossdock.process.repairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.process.fulfilment.LegFact;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item that a warehouse put in and that the account does not take stays open until a person has settled it. */
class WrongItemTest {

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
    void whoSettledItAndWhyIsKept() {
        LegNumber leg = new LegNumber(new OrderNumber("SO-100001"), 1);
        world.hub().inTransaction(() -> world.hub().get(Journal.class).append(List.of(new NewFact(
                LegFact.SUBSTITUTE_NOT_TAKEN, leg.toString(), "SO-100001", Origin.start("story", "system:wms-atl"), 1,
                new LegFact.NotTaken(leg, java.time.Instant.EPOCH, 1, new Sku("CD-1"), new Sku("CD-3"), Quantity.of("4", "EA"),
                        "account A-1 takes no other items", LegFact.NotTaken.UNWANTED, Optional.empty())))));
        await().atMost(PATIENCE).until(() -> open().size() == 1);
        OpenException wrong = open().getFirst();
        assertThat(wrong.sentence()).contains("Into SO-100001-1, 4 EA of CD-3 were put for CD-1: account A-1 takes no other "
                + "items.");

        Repairs repairs = world.hub().get(Repairs.class);
        assertThat(repairs.remedies(wrong.cause())).extracting(Remedy::name).contains("wrong-item-settled");
        Plan plan = ((Outcome.Stands) repairs.plan("wrong-item-settled", new Wish(wrong.cause(), Map.of(),
                List.of(wrong.id())), "user:kim")).plan();
        repairs.run(plan.id(), plan.hash(), Scope.ALL, "user:kim", "the buyer keeps them");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open()).isEmpty());
        assertThat(world.hub().jdbc().sql("SELECT who || ': ' || why FROM fulfilment.substitute_settled")
                .query(String.class).list()).containsExactly("user:kim: the buyer keeps them");
    }
}

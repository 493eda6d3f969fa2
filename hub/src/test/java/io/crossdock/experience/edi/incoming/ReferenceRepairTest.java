package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.replica.Replicas;
import io.crossdock.process.repairs.Plan;
import io.crossdock.process.repairs.Plan.Scope;
import io.crossdock.process.repairs.Plan.State;
import io.crossdock.process.repairs.Remedy;
import io.crossdock.process.repairs.Remedy.Fate;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.repairs.Repairs;
import io.crossdock.process.repairs.Repairs.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One answer mends all orders that wait for the same reference: seen first, tried on one, then done for all. */
class ReferenceRepairTest {

    private static final String UNIT = "edi-unit:buildwell:CD-10001:CT";
    private static final String ITEM = "edi-item:buildwell:BW-77777";

    @TempDir
    Path directory;

    private EdiWorld world;
    private Repairs repairs;

    @BeforeEach
    void open() throws IOException {
        world = new EdiWorld(directory, more -> more);
        repairs = world.hub().get(Repairs.class);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void soon(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(90)).until(condition);
    }

    private long in(String state) {
        return world.states().values().stream().filter(state::equals).count();
    }

    private Plan planned(String remedy, String cluster, Map<String, String> values) {
        return ((Outcome.Stands) repairs.plan(remedy, new Wish(cluster, values, List.of()), "user:kim")).plan();
    }

    private Plan run(Plan plan, Scope scope) {
        return ((Outcome.Stands) repairs.run(plan.id(), plan.hash(), scope, "user:kim", "agreed with Buildwell")).plan();
    }

    private Plan now(Plan plan) {
        return repairs.plan(plan.id()).orElseThrow();
    }

    @Test
    void aUnitThatNobodyKnowsIsMendedOnTwoHundredOrders() {
        for (int i = 1; i <= 200; i++) {
            world.order("PO-" + i, i + "*CT*15*PE*BP*BW-10001");
        }
        soon(() -> in("held") == 200);
        Remedy remedy = repairs.remedies(UNIT).getFirst();
        assertThat(remedy.fields(UNIT).getFirst().choices()).containsExactly("BX", "CS", "EA");

        Plan plan = planned("refer-unit", UNIT, Map.of("unit", "EA", "factor", "10"));
        assertThat(plan.counts()).isEqualTo(new Plan.Counts(200, 200, 0, 0, 0, 0));
        assertThat(repairs.items(plan.id(), 0, 500)).filteredOn(item -> item.step().what().contains("PO-7 "))
                .singleElement().satisfies(item -> assertThat(item.step().becomes()).isEqualTo("line 1: 7 CT are 70 EA of "
                        + "CD-10001 at 1.5 = 105 USD (they expect 15 per CT); in all 105 USD"));
        assertThat(in("held")).isEqualTo(200);

        run(plan, Scope.ONE);
        soon(() -> now(plan).state() == State.TRIED);
        soon(() -> in("accepted") == 1);
        assertThat(in("held")).isEqualTo(199);
        soon(() -> world.answers().size() == 1);
        assertThat(world.answers().getFirst()).contains("PO1*1*1*CT*15*PE*BP*BW-10001", "ACK*IA*1*CT");

        run(plan, Scope.ALL);
        assertThat(run(plan, Scope.ALL).approval()).isEqualTo(now(plan).approval());
        soon(() -> now(plan).state() == State.DONE);
        soon(() -> in("accepted") == 200);
        assertThat(now(plan).counts().waiting()).isZero();
        world.order("PO-NEW", "2*CT*15*PE*BP*BW-10001");
        soon(() -> in("accepted") == 201);
        assertThat(world.hub().jdbc().sql("""
                SELECT sum(base)::int FROM ordering.order_line
                """).query(Integer.class).single()).isEqualTo(10 * (200 * 201 / 2 + 2));
        assertThat(world.hub().jdbc().sql("SELECT count(*) FROM journal.fact WHERE type = 'repair.applied'")
                .query(Integer.class).single()).isEqualTo(200);
    }

    @Test
    void anItemThatNobodyKnowsIsNamedAndTheOrderIsAnsweredByItsNumber() {
        world.order("PO-1", "4*EA*2.00*PE*BP*BW-77777");
        world.order("PO-2", "4*EA*9.99*PE*BP*BW-77777");
        soon(() -> in("held") == 2);
        assertThat(repairs.plan("refer-item", new Wish(ITEM, Map.of("sku", "NO-SUCH"), List.of()), "user:kim"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.faults()).singleElement()
                        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/values/sku")));

        Plan plan = planned("refer-item", ITEM, Map.of("sku", "cd-10002"));
        assertThat(repairs.items(plan.id(), 0, 10)).extracting(item -> item.step().fate())
                .containsExactly(Fate.MENDED, Fate.REFUSED);
        run(plan, Scope.ALL);
        soon(() -> in("accepted") == 1 && in("refused") == 1);
        soon(() -> world.answers().size() == 2);
        assertThat(world.answers()).anySatisfy(text -> assertThat(text).contains("BP*BW-77777*VP*CD-10002", "ACK*IA*4*EA"));

        soon(() -> now(plan).state() == State.DONE);
        assertThat(repairs.undo(plan.id(), "user:kim", "it was the other one")).isInstanceOf(Outcome.Stands.class);
        assertThat(now(plan).state()).isEqualTo(State.UNDONE);
        soon(() -> {
            world.order("PO-" + System.nanoTime(), "4*EA*2.00*PE*BP*BW-77777");
            return in("held") > 0;
        });
    }

    @Test
    void aPlanThatIsNotWhatWouldHappenNowIsRefused() {
        world.order("PO-1", "4*EA*2.00*PE*BP*BW-77777");
        soon(() -> in("held") == 1);
        Plan plan = planned("refer-item", ITEM, Map.of("sku", "CD-10002"));
        world.hub().jdbc().sql("UPDATE pricing.list_price SET unit_price = unit_price * 2").update();
        Replicas replicas = world.hub().get(Replicas.class);
        world.hub().inTransaction(() -> replicas.changed("pricing.list-prices"));
        replicas.refresh();
        assertThat(repairs.run(plan.id(), plan.hash(), Scope.ONE, "user:kim", "why"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.faults().getFirst().message())
                        .contains("have changed since you looked", "our price is 4"));
        assertThat(repairs.run(plan.id(), "another", Scope.ONE, "user:kim", "why"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.faults().getFirst().code())
                        .isEqualTo("fix-stale"));
        assertThat(in("held")).isEqualTo(1);
    }

    @Test
    void whatIsDoneForSomeAloneHoldsForNobodyElse() {
        world.order("PO-1", "4*EA*2.00*PE*BP*BW-77777");
        world.order("PO-2", "4*EA*2.00*PE*BP*BW-77777");
        soon(() -> in("held") == 2);
        String first = repairs.items(planned("refer-item", ITEM, Map.of("sku", "CD-10002")).id(), 0, 1).getFirst().step()
                .subject();
        Plan plan = ((Outcome.Stands) repairs.plan("refer-item", new Wish(ITEM, Map.of("sku", "CD-10002"), List.of(first)),
                "user:kim")).plan();
        run(plan, Scope.ALL);
        soon(() -> now(plan).state() == State.DONE);
        soon(() -> in("accepted") == 1);
        world.clock().advance(Duration.ofMinutes(1));
        world.order("PO-3", "4*EA*2.00*PE*BP*BW-77777");
        soon(() -> in("held") == 2);
    }

    @Test
    void oneThatItsMapCannotReadAnyMoreHoldsUpNobodyElse() throws IOException {
        world.order("PO-1", "4*EA*2.00*PE*BP*BW-77777");
        soon(() -> in("held") == 1);
        world.hub().jdbc().sql("UPDATE edi.transaction_set SET neutral = '{\"segments\": 7}' WHERE reference = 'PO-1'").update();
        world.order("PO-2", "4*EA*2.00*PE*BP*BW-77777");
        soon(() -> in("held") == 2);
        world.landscape().replace("items/buildwell.csv", "BW-10001,", "BW-77777,CD-10002\nBW-10001,");
        world.reload();
        world.clock().advance(Duration.ofMinutes(1));
        soon(() -> in("accepted") == 1);
    }

    @Test
    void aPackOfOursThatHoldsAsMuchIsTakenForIt() {
        world.order("PO-1", "3*CT*18*PE*BP*BW-10001");
        soon(() -> in("held") == 1);
        Plan plan = planned("refer-unit", UNIT, Map.of("unit", "EA", "factor", "12"));
        assertThat(plan.says()).contains("is 1 box (BX)");
        assertThat(plan.wayBack()).isPresent();
        run(plan, Scope.ALL);
        soon(() -> in("accepted") == 1);
        assertThat(Optional.of(world.answers()).filter(all -> !all.isEmpty())).isNotNull();
        soon(() -> !world.answers().isEmpty());
        assertThat(world.answers().getFirst()).contains("PO1*1*3*CT*18*PE", "ACK*IA*3*CT");
    }
}

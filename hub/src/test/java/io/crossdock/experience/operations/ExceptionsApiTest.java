package io.crossdock.experience.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Fault;
import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Landscapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exceptions and their fixes, seen and approved by programs. */
class ExceptionsApiTest {

    private static final Caller DESK = caller("operations:read", "operations:write");
    private static final Caller WATCHER = caller("operations:read");
    private static final String CLUSTER = "edi-item:buildwell:BW-77777";

    @TempDir
    Path directory;

    private EdiWorld world;
    private ExceptionsController exceptions;
    private FixesController fixes;

    private static Caller caller(String... scopes) {
        return new Caller("edi-desk", Channel.SALES, Set.of(scopes), new Consumer.Accounts.All());
    }

    @BeforeEach
    void open() throws IOException {
        world = new EdiWorld(directory, more -> more.with(ExceptionsController.class, FixesController.class,
                ReferencesController.class));
        exceptions = world.hub().get(ExceptionsController.class);
        fixes = world.hub().get(FixesController.class);
        world.order("PO-1", "4*EA*2.00*PE*BP*BW-77777");
        world.order("PO-2", "4*EA*2.00*PE*BP*BW-77777");
        world.order("PO-3", "4*CT*2.00*PE*BP*BW-10001");
        await().atMost(Duration.ofSeconds(60)).until(() -> open(Map.of()).size() == 3);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<ExceptionsController.View> open(Map<String, String> parameters) {
        return exceptions.list(WATCHER, parameters).items();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private FixesController.View plan(String body) {
        return Objects.requireNonNull(fixes.plan(DESK, json(body)).getBody());
    }

    private static List<String> codes(Runnable call) {
        List<String> codes = new java.util.ArrayList<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, problem ->
                problem.problem().faults().stream().map(Fault::code).forEach(codes::add));
        return codes;
    }

    @Test
    void exceptionsAreFilteredAndPagedAndCountedByCause() {
        assertThat(open(Map.of("cluster", CLUSTER))).hasSize(2).allSatisfy(view -> {
            assertThat(view.kind()).isEqualTo("unknown-reference");
            assertThat(view.owner()).isEqualTo("EDI desk");
            assertThat(view.then()).contains("refused by 855");
            assertThat(view.atRisk()).hasValueSatisfying(amount -> assertThat(amount).isEqualByComparingTo("8.00"));
        });
        assertThat(open(Map.of("kind", "in-doubt"))).isEmpty();
        assertThat(open(Map.of("owner", "Finance"))).isEmpty();
        assertThat(open(Map.of("late", "true"))).isEmpty();
        ExceptionsController.Page first = exceptions.list(WATCHER, Map.of("limit", "2"));
        ExceptionsController.Page rest = exceptions.list(WATCHER, Map.of("after", first.next().orElseThrow()));
        assertThat(first.items()).hasSize(2).doesNotContainAnyElementsOf(rest.items());
        assertThat(rest.items()).hasSize(1);
        assertThat(exceptions.clusters(WATCHER, Map.of()).items()).extracting(ExceptionsController.ClusterView::exceptions)
                .containsExactly(2, 1);
        assertThat(codes(() -> exceptions.list(WATCHER, Map.of("kind", "bad", "late", "maybe")))).hasSize(2);
    }

    @Test
    void aChangeOfTheLandscapeThatIsWrongIsAnExceptionUntilItIsRight() throws IOException {
        world.landscape().replace("systems/erp.yaml", "concurrency: 8", "concurency: 8");
        world.hub().get(Landscapes.class).refresh();
        assertThat(open(Map.of("cluster", "landscape-refused"))).hasSize(1).allSatisfy(view -> assertThat(view.sentence())
                .contains("systems/erp.yaml:9: ", "'concurency' (did you mean 'concurrency'?)", "the one before stays in force"));
        world.landscape().replace("systems/erp.yaml", "concurency: 8", "concurrency: 8");
        world.hub().get(Landscapes.class).refresh();
        assertThat(open(Map.of("cluster", "landscape-refused"))).isEmpty();
    }

    @Test
    void aFixIsSeenApprovedAndDoneOnce() {
        FixesController.Offer offer = fixes.offers(WATCHER, CLUSTER).items().getFirst();
        assertThat(offer.fix()).isEqualTo("refer-item");
        String wish = "{'cluster': '%s', 'fix': 'refer-item', 'values': {'sku': 'CD-10002'}}".formatted(CLUSTER);
        FixesController.View plan = plan(wish);
        assertThat(plan.steps().mended()).isEqualTo(2);
        assertThat(fixes.steps(WATCHER, plan.id(), Map.of("limit", "1"))).satisfies(page -> {
            assertThat(page.items().getFirst().becomes()).contains("CD-10002 at 2 = 8 USD");
            assertThat(fixes.steps(WATCHER, plan.id(), Map.of("after", page.next().orElseThrow())).items()).hasSize(1);
        });
        assertThat(codes(() -> fixes.run(DESK, plan.id(), json("{'hash': 'x', 'on': 'all', 'reason': 'r'}"))))
                .containsExactly("fix-stale");
        byte[] approval = json("{'hash': '%s', 'on': 'all', 'reason': 'asked Ann'}".formatted(plan.hash()));
        fixes.run(DESK, plan.id(), approval);
        await().atMost(Duration.ofSeconds(60)).until(() -> fixes.one(WATCHER, plan.id()).state().equals("done"));
        fixes.run(DESK, plan.id(), approval);
        assertThat(fixes.one(WATCHER, plan.id()).steps().done()).isEqualTo(2);
        assertThat(open(Map.of("cluster", CLUSTER))).isEmpty();
        assertThat(codes(() -> plan(wish))).containsExactly("fix-over");
        ReferencesController references = world.hub().get(ReferencesController.class);
        assertThat(references.list(WATCHER, Map.of("partner", "buildwell")).items()).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("BW-77777");
            assertThat(each.sku()).isEqualTo("CD-10002");
            assertThat(each.added().reason()).isEqualTo("asked Ann");
            assertThat(each.withdrawn()).isEmpty();
        });
        assertThat(fixes.undo(DESK, plan.id(), json("{'reason': 'wrong item'}")).state()).isEqualTo("undone");
        assertThat(references.list(WATCHER, Map.of()).items().getFirst().withdrawn()).isPresent();
        assertThat(codes(() -> references.withdraw(DESK, references.list(WATCHER, Map.of()).items().getFirst().id(),
                json("{'reason': 'again'}")))).containsExactly("reference-over");
        assertThat(fixes.list(WATCHER, Map.of()).items()).extracting(FixesController.View::id).contains(plan.id());
    }

    @Test
    void whatCannotBeRightIsSaidAtOnce() {
        assertThat(codes(() -> plan("{'cluster': '%s', 'fix': 'refer-item', 'values': {'sku': 'NO', 'unit': 'XX'}}"
                .formatted(CLUSTER)))).containsExactly("item-unknown");
        assertThat(codes(() -> plan("{'cluster': '%s', 'fix': 'resume'}".formatted(CLUSTER)))).containsExactly("fix-unknown");
        assertThat(codes(() -> plan("{'cluster': '%s', 'fix': 'refer-item', 'values': {'colour': 'red'}}"
                .formatted(CLUSTER)))).contains("unknown-field");
        assertThatThrownBy(() -> fixes.plan(WATCHER, json("{}"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aPausedSystemIsAnExceptionAndIsResumed() {
        await().until(() -> world.hub().get(Effects.class).pause("edi:buildwell", "user:kim"));
        await().atMost(Duration.ofSeconds(60)).until(() -> open(Map.of("cluster", "paused:edi:buildwell")).size() == 1);
        FixesController.View plan = plan("{'cluster': 'paused:edi:buildwell', 'fix': 'resume'}");
        fixes.run(DESK, plan.id(), json("{'hash': '%s', 'on': 'one', 'reason': 'they are back'}".formatted(plan.hash())));
        await().atMost(Duration.ofSeconds(60)).until(() -> open(Map.of("cluster", "paused:edi:buildwell")).isEmpty());
        assertThat(fixes.one(WATCHER, plan.id()).steps().done()).isEqualTo(1);
    }
}

package io.crossdock.experience.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.operations.MasterDataController.View;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Gate;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.testing.RiskyItems;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Risky changes, read and decided by programs. */
class MasterDataControllerTest {

    private static final Caller STEWARD = caller("operations:read", "operations:write");
    private static final Caller WATCHER = caller("operations:read");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final TestHub hub;
    private final RiskyItems items;
    private final MasterDataController api;

    /** The feeds there are. */
    record Feeds(List<Feed<?>> all) {
    }

    MasterDataControllerTest(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.platform.stewardship", "io.crossdock.system.catalog")
                .with(MasterDataController.class, Feeds.class)
                .with(Landscapes.class, landscape.landscapes(clock)).with(Secrets.class, landscape.secretsInForce())
                .open();
        items = RiskyItems.of(hub.get(JdbcClient.class), hub.get(TransactionTemplate.class), hub.get(Gate.class),
                hub.get(Replicas.class), clock, hub.get(Feeds.class).all());
        api = hub.get(MasterDataController.class);
    }

    private static Caller caller(String... scopes) {
        return new Caller("erp-desk", Channel.SALES, Set.of(scopes), new Consumer.Accounts.All());
    }

    @BeforeEach
    void twoThatChange() {
        items.given("MD-1", 12);
        items.given("MD-2", 10);
        items.said("MD-1", 24);
        clock.advance(Duration.ofSeconds(1));
        items.said("MD-2", 20);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void whatWaitsIsListedInPagesAndShown() {
        MasterDataController.Page first = api.list(WATCHER, Map.of("limit", "1", "risk", "packs"));
        assertThat(first.items()).singleElement().satisfies(view -> assertThat(view.differences()).singleElement()
                .isEqualTo(new MasterDataController.Line("packs", "1 BX", Optional.of("12 EA"), Optional.of("24 EA"))));
        MasterDataController.Page rest = api.list(WATCHER, Map.of("after", first.next().orElseThrow()));
        assertThat(rest.items()).extracting(View::key).containsExactly("MD-2");
        assertThat(rest.next()).isEmpty();
        assertThat(api.list(WATCHER, Map.of("feed", "pricing.list-prices")).items()).isEmpty();
        assertThat(api.one(WATCHER, rest.items().getFirst().id()).together()).isEmpty();
        assertThatThrownBy(() -> api.one(WATCHER, UUID.randomUUID())).isInstanceOf(ProblemException.class);
    }

    @Test
    void everythingWrongWithAQuestionIsNamedAtOnce() {
        assertThat(faults(() -> api.list(WATCHER, Map.of("state", "lost", "risk", "price", "before", "today", "colour", "red"))))
                .extracting(Fault::pointer).containsExactlyInAnyOrder("/colour", "/state", "/risk", "/before");
    }

    @Test
    void severalAreApprovedAtOnceWithAReason() {
        List<View> open = api.list(WATCHER, Map.of()).items();
        assertThat(api.approve(STEWARD, decision(open)).items()).hasSize(2)
                .allSatisfy(view -> assertThat(view).returns("approved", View::state)
                        .returns(Optional.of("consumer:erp-desk"), View::decidedBy)
                        .returns(Optional.of("agreed"), View::reason));
        hub.get(Replicas.class).refresh();
        assertThat(hub.get(Catalog.class).item(new Sku("MD-2")).orElseThrow().packs().factor(Unit.BOX).orElseThrow())
                .isEqualByComparingTo("20");
    }

    @Test
    void whenOneCannotBeDecidedNoneIs() {
        List<View> seen = api.list(WATCHER, Map.of()).items();
        items.said("MD-2", 30);
        assertThat(faults(() -> api.approve(STEWARD, decision(seen)))).singleElement()
                .returns("/changes/1", Fault::pointer).returns("stale", Fault::code);
        assertThat(api.list(WATCHER, Map.of()).items()).hasSize(2);

        api.decline(STEWARD, decision(api.list(WATCHER, Map.of()).items()));
        assertThat(faults(() -> api.decline(STEWARD, decision(seen)))).extracting(Fault::code)
                .containsExactly("over", "over");
        assertThat(api.list(WATCHER, Map.of("state", "declined")).items()).hasSize(2);
    }

    @Test
    void aDecisionIsReadStrictlyAndNeedsTheScope() {
        assertThat(faults(() -> api.approve(STEWARD, bytes("{\"changes\":[{\"id\":\"x\"}],\"why\":\"y\"}"))))
                .extracting(Fault::pointer).contains("/reason", "/changes/0/id", "/changes/0/digest", "/why");
        assertThat(faults(() -> api.approve(STEWARD, bytes("{\"changes\":[{\"id\":\"" + UUID.randomUUID()
                + "\",\"digest\":\"0\"}],\"reason\":\"y\"}")))).singleElement().returns("unknown", Fault::code);
        assertThatThrownBy(() -> api.approve(WATCHER, decision(api.list(WATCHER, Map.of()).items())))
                .isInstanceOfSatisfying(ProblemException.class,
                        refused -> assertThat(refused.problem().type().code()).isEqualTo("scope-missing"));
    }

    private static byte[] decision(List<View> views) {
        return bytes("{\"reason\":\"agreed\",\"changes\":[" + String.join(",", views.stream().map(view -> "{\"id\":\""
                + view.id() + "\",\"digest\":\"" + view.digest() + "\"}").toList()) + "]}");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Fault> faults(Runnable call) {
        try {
            call.run();
        } catch (ProblemException refused) {
            return refused.problem().faults();
        }
        throw new AssertionError("nothing was refused");
    }
}

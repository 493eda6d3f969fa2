package io.crossdock.experience.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Channel;
import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.Forecasts;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Consumer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems as an operator's program sees and stops them. */
class SystemsApiTest {

    private static final Caller OPERATOR = caller("operations:read", "operations:write");
    private static final Caller WATCHER = caller("operations:read");
    private static final String SYSTEM = "edi:buildwell";

    private EdiWorld world;
    private SystemsController api;

    private static Caller caller(String... scopes) {
        return new Caller("ops", Channel.SALES, Set.of(scopes), new Consumer.Accounts.All());
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more.with(SystemsController.class));
        api = world.hub().get(SystemsController.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().get(Effects.class).pause(SYSTEM, "user:kim"));
        world.hub().inTransaction(() -> world.hub().get(Effects.class).request(IntStream.range(0, 600).mapToObj(number ->
                new NewEffect(SYSTEM, "no.such", "K" + number, "K" + number, number < 20 ? Tier.CRITICAL : Tier.BULK,
                        Origin.start("s", "test"), Map.of())).toList()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static String code(Runnable call) {
        StringBuilder code = new StringBuilder();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, refused ->
                code.append(refused.problem().type().code()));
        return code.toString();
    }

    @Test
    void aSystemIsPausedDrainedAndResumedAndSaysWhatWaits() {
        SystemsController.View paused = api.one(WATCHER, SYSTEM);
        assertThat(paused.health()).isEqualTo("paused");
        assertThat(paused.stop().state()).isEqualTo("paused");
        assertThat(paused.stop().by()).contains("user:kim");
        assertThat(paused.backlog()).isEqualTo(new SystemsController.Backlog(20, 0, 580, 0, 0, 0, 50_000,
                Optional.of(EdiWorld.NOW)));
        assertThat(paused.forecast().state()).isEqualTo("stopped");
        assertThat(paused.sentence()).isEqualTo("Paused by Kim; 600 calls wait.");

        assertThat(api.drain(OPERATOR, SYSTEM).stop().by()).contains("consumer:ops");
        await().atMost(Duration.ofSeconds(60)).until(() -> api.one(WATCHER, SYSTEM).stop().state().equals("drained"));
        assertThat(api.one(WATCHER, SYSTEM).stop().drainedAt()).contains(EdiWorld.NOW);
        assertThat(api.one(WATCHER, SYSTEM).sentence()).endsWith("nothing is under way; 600 calls wait.");
        assertThat(api.pause(OPERATOR, SYSTEM).stop().state()).isEqualTo("paused");
        assertThat(api.list(WATCHER).items()).anySatisfy(each -> assertThat(each.id()).isEqualTo(SYSTEM));
        assertThat(api.resume(OPERATOR, SYSTEM).stop().state()).isEqualTo("flowing");
    }

    @Test
    void forecastsAreListedWithWhatBecameOfThem() {
        assertThat(api.forecasts(WATCHER, SYSTEM, Map.of()).items()).isEmpty();
        world.hub().jdbc().sql("UPDATE effects.lane SET paused_by = NULL, open_until = :until WHERE target = :target")
                .param("until", EdiWorld.NOW.plusSeconds(600).atOffset(java.time.ZoneOffset.UTC)).param("target", SYSTEM)
                .update();
        world.hub().get(Forecasts.class).round();
        world.hub().get(Forecasts.class).round();
        assertThat(api.forecasts(WATCHER, SYSTEM, Map.of("limit", "5")).items()).singleElement().satisfies(each -> {
            assertThat(each.backlog()).isEqualTo(600);
            assertThat(each.drainsAt()).isAfter(EdiWorld.NOW.plusSeconds(600));
            assertThat(each.errorSeconds()).isEmpty();
            assertThat(each.disturbed()).as("the target does not answer").isTrue();
        });
    }

    @Test
    void whatIsNotAllowedIsRefused() {
        assertThat(code(() -> api.drain(WATCHER, SYSTEM))).isEqualTo("scope-missing");
        assertThat(code(() -> api.list(caller("orders:read")))).isEqualTo("scope-missing");
        assertThat(code(() -> api.pause(OPERATOR, "nobody"))).isEqualTo("not-found");
        assertThat(code(() -> api.forecasts(WATCHER, SYSTEM, Map.of("limit", "0")))).isEqualTo("invalid-parameter");
    }
}

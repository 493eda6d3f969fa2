package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Pinned;
import io.crossdock.platform.maps.Tested;
import io.crossdock.platform.maps.Trial;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An effect keeps the version of the declared connector that sent it, and is sent again with that one if somebody says so. */
class DeclaredVersionsTest {

    private static final String CONNECTOR = """
            id: bookly
            title: Bookly 4
            version: "%s"
            owner: ERP team
            answers:
              - {status: 422, means: refused, reason: body.text}
            operations:
              order.post:
                promise: none
                request: {method: POST, path: /v4/sales, body: '{ "ref": reference, "made": "%s" }'}
                reference: id
            """;

    private final FakeSystem fake = new FakeSystem();
    private ExampleLandscape landscape;
    private Landscapes landscapes;
    private TestHub hub;
    private int called = 1;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        landscape.write("connectors/bookly.yaml", CONNECTOR.formatted("1", "one"));
        landscape.write("systems/erp.yaml", "id: erp\nkind: erp\nconnector: bookly\nbaseUrl: " + fake.url() + "\n");
        landscapes = landscape.landscapes(Clock.systemUTC());
        hub = TestHub.on(TestDatabase.migrated(), Clock.systemUTC()).with(Landscapes.class, landscapes)
                .with(Secrets.class, landscape.secretsInForce())
                .with(Lanes.class, () -> Map.of("erp", LaneSettings.DEFAULT))
                .scan("io.crossdock.system.connectors").open();
        hub.start();
    }

    @AfterEach
    void close() {
        hub.close();
        fake.close();
    }

    private Effect ended(EffectState state) {
        Effects effects = hub.get(Effects.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> effects.effect("erp", "order.post", "SO-1")
                .filter(each -> each.state() == state).isPresent());
        return effects.effect("erp", "order.post", "SO-1").orElseThrow();
    }

    private void again(MapChoice maps) {
        Effect effect = ended(EffectState.REFUSED);
        hub.inTransaction(() -> {
            hub.get(Maps.class).choose("effect:" + effect.id(), maps, "user:ann");
            assertThat(hub.get(Effects.class).repeat(effect.id(), false, "Again.", "user:ann")).isPresent();
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> fake.calls().size() > called);
        called = fake.calls().size();
    }

    @Test
    void whatIsSentAgainIsSaidAsItWasOrAsItIsSaidNow() throws IOException {
        String no = "{\"text\":\"The books are closed.\"}";
        fake.thenAnswer(422, no).thenAnswer(422, no).thenAnswer(422, no).thenAnswer(201, "{\"id\":\"B-1\"}");
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("erp", "order.post", "SO-1", "SO-1",
                Tier.CRITICAL, Origin.start("s", "hub"), Requests.order("SO-1")))));
        Effect effect = ended(EffectState.REFUSED);
        List<Pinned> pins = hub.get(Maps.class).pinned(List.of(effect.id()));
        assertThat(pins).extracting(Pinned::map).containsExactly("connectors.bookly");
        assertThat(pins).extracting(Pinned::version).containsExactly("1");

        landscape.write("connectors/bookly.yaml", CONNECTOR.formatted("2", "two"));
        landscapes.refresh();
        again(MapChoice.RECORDED);
        ended(EffectState.REFUSED);
        again(MapChoice.CURRENT);
        ended(EffectState.REFUSED);
        again(MapChoice.CURRENT);
        ended(EffectState.DONE);

        assertThat(fake.calls()).extracting(call -> call.body().replaceAll(".*\"made\":\"([a-z]+)\".*", "$1"))
                .containsExactly("one", "one", "two", "two");
        assertThat(hub.get(Maps.class).pinned(List.of(effect.id()))).extracting(Pinned::version).containsExactly("1", "2");
    }

    @Test
    void itsSamplesAreRunAndDifferWhenTheFileSaysSomethingElse() throws IOException {
        landscape.write("connectors/bookly.small.sample.json", """
                {"operation": "order.post", "sample": {"reference": "SO-9"}, "answer": {"status": 201, "body": {"id": "B-9"}}}
                """);
        landscape.write("connectors/bookly.small.sample.expected.json", """
                {"answer": {"means": "done", "says": "Done, as B-9.", "reference": "B-9",
                            "rows": [{"number": "B-9", "answer": {"id": "B-9"}}]},
                 "call": {"body": {"ref": "SO-9", "made": "one"}, "method": "POST", "path": "/v4/sales",
                          "headers": {"Accept": "application/json", "Content-Type": "application/json"}}}
                """);
        landscape.write("connectors/bookly.alone.sample.json", "{}");
        landscapes.refresh();
        MapCatalog catalog = hub.get(MapCatalog.class);
        assertThat(catalog.test("connectors.bookly").orElseThrow()).satisfies(tested -> {
            assertThat(tested.cases()).extracting(each -> each.sample().name()).containsExactly("small");
            assertThat(tested.cases()).extracting(Tested.Case::says).containsExactly("");
            assertThat(tested.coverage()).isEqualTo(100);
        });
        landscape.write("connectors/bookly.yaml", CONNECTOR.formatted("2", "two"));
        landscapes.refresh();
        assertThat(catalog.test("connectors.bookly").orElseThrow().cases()).singleElement().satisfies(each -> {
            assertThat(each.result()).isEqualTo(Tested.Result.DIFFERS);
            assertThat(each.says()).contains("two");
        });
    }

    @Test
    void aDeclaredConnectorIsAMapAndIsTriedLikeOne() {
        MapCatalog catalog = hub.get(MapCatalog.class);
        assertThat(catalog.one("connectors.bookly").orElseThrow()).satisfies(map -> {
            assertThat(map.version().owner()).isEqualTo("ERP team");
            assertThat(map.sort()).isEqualTo("speaks with Bookly 4");
            assertThat(map.usedBy()).containsExactly("erp");
        });
        assertThat(catalog.trial("connectors.bookly",
                "{\"operation\": \"order.post\", \"sample\": {\"reference\": \"SO-9\", \"note\": \"x\"}}"))
                .hasValueSatisfying(trial -> assertThat(trial).isInstanceOfSatisfying(Trial.Made.class, made -> {
                    assertThat(made.output()).contains("/v4/sales", "SO-9");
                    assertThat(made.dropped()).containsExactly("/note");
                    assertThat(made.fields()).containsExactly("/reference", "/note");
                }));
        assertThat(catalog.trial("connectors.bookly", "{\"operation\": \"stock\", \"sample\": {}}")).hasValueSatisfying(
                trial -> assertThat(((Trial.Failed) trial).why()).contains("declares no stock"));
        assertThat(catalog.trial("connectors.bookly", "[]")).hasValueSatisfying(trial ->
                assertThat(((Trial.Failed) trial).why()).startsWith("Give an operation and a sample"));
        assertThat(fake.calls()).isEmpty();
    }
}

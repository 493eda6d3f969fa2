package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done for a partner by EDI is done once more by whoever still holds it: there is one order and one document. */
class SentAgainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EdiWorld world;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** The only one of its kind whose key begins so. */
    private Effect done(String kind, String key) {
        await().atMost(PATIENCE).until(() -> found(kind, key).filter(each -> each.state() == EffectState.DONE).isPresent());
        return found(kind, key).orElseThrow();
    }

    private Optional<Effect> found(String kind, String key) {
        List<UUID> ids = world.hub().jdbc().sql("""
                SELECT id FROM effects.effect WHERE kind = :kind AND starts_with(business_key, :key)
                """).param("kind", kind).param("key", key).query(UUID.class).list();
        assertThat(ids).hasSizeLessThanOrEqualTo(1);
        return ids.stream().findFirst().flatMap(world.hub().get(Effects.class)::effect);
    }

    private void again(Effect done) {
        EffectExecutor executor = world.hub().all(EffectExecutor.class).stream()
                .filter(each -> each.kind().equals(done.kind())).findFirst().orElseThrow();
        assertThat(executor.execute(done)).isInstanceOfSatisfying(Outcome.Done.class, same ->
                assertThat(same.reference()).isEqualTo(done.reference().orElseThrow()));
    }

    @Test
    void anOrderIsPlacedOnceAndItsAnswerIsLaidDownOnce() {
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-10001");
        again(done("edi.order", ""));
        assertThat(world.hub().jdbc().sql("SELECT count(*) FROM ordering.orders").query(Integer.class).single()).isEqualTo(1);

        Effect answer = done("edi.send", "855:");
        List<String> there = world.answers();
        again(answer);
        assertThat(world.answers()).isEqualTo(there).hasSize(1);
    }

    @Test
    void aDocumentByHttpHasTheSameBytesAndControlNumberAgain() throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        partner.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        partner.start();
        try {
            Path profile = world.landscape().folder().resolve("partners/buildwell.yaml");
            world.landscape().write("partners/buildwell.yaml", Files.readString(profile)
                    .replaceFirst("\\{folder: [^}]*}", "{url: \"http://localhost:" + partner.getAddress().getPort() + "/in\"}"));
            world.reload();
            world.order("PO-1", "4*EA*1.50*PE*BP*BW-10001");
            again(done("edi.send", "855:"));
            List<String> answers = bodies.stream().filter(body -> body.contains("~ST*855*")).toList();
            assertThat(answers).hasSize(2);
            assertThat(answers.getLast()).isEqualTo(answers.getFirst());
        } finally {
            partner.stop(0);
        }
    }
}

package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of OAuth 2: fetched once, refreshed before they end, fetched anew when they are withdrawn. */
class DeclaredTokensTest {

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-26T12:00:00Z"));
    private final FakeSystem fake = new FakeSystem();
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        landscape = DeclaredSubject.landscape(directory);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aTokenIsFetchedOnceAndAgainWhenItIsWithdrawnOrEnds() throws IOException {
        SystemSettings bookly = system();
        DeclaredOrders orders = new DeclaredOrders(calls());
        fake.thenAnswer(200, "{\"access_token\":\"t1\",\"expires_in\":600}").thenAnswer(201, "{\"id\":\"B-1\"}")
                .thenAnswer(201, "{\"id\":\"B-2\"}");
        orders.post(bookly, Requests.order("SO-1"));
        orders.post(bookly, Requests.order("SO-2"));

        assertThat(fake.calls()).extracting(FakeSystem.Call::path).containsExactly("/token", "/v4/sales/A-1001",
                "/v4/sales/A-1001");
        assertThat(fake.calls().getFirst().body()).isEqualTo("grant_type=client_credentials&scope=sales");
        assertThat(fake.calls().getFirst().headers().get("Authorization")).isEqualTo("Basic " + Base64.getEncoder()
                .encodeToString("hub%201:s3cret".getBytes(StandardCharsets.UTF_8)));
        assertThat(fake.lastCall().headers()).containsEntry("Authorization", "Bearer t1");

        fake.forget();
        fake.thenAnswer(401, "{}").thenAnswer(200, "{\"access_token\":\"t2\",\"expires_in\":600}")
                .thenAnswer(201, "{\"id\":\"B-3\"}");
        assertThat(orders.post(bookly, Requests.order("SO-3"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.lastCall().headers()).containsEntry("Authorization", "Bearer t2");

        fake.forget();
        clock.advance(Duration.ofSeconds(571));
        fake.thenAnswer(500, "");
        assertThat(orders.post(bookly, Requests.order("SO-4"))).as("without a token nothing is sent")
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(fake.calls()).hasSize(1);
    }

    @Test
    void aTokenIsRefreshedByWhatCameWithItAsLongAsThatIsGood() throws IOException {
        SystemSettings bookly = system();
        DeclaredOrders orders = new DeclaredOrders(calls());
        fake.thenAnswer(200, token("t1", "r/1")).thenAnswer(201, "{\"id\":\"B-1\"}");
        orders.post(bookly, Requests.order("SO-1"));

        clock.advance(Duration.ofSeconds(571));
        fake.thenAnswer(200, "{\"access_token\":\"t2\",\"expires_in\":600}").thenAnswer(201, "{\"id\":\"B-2\"}");
        orders.post(bookly, Requests.order("SO-2"));
        assertThat(fake.calls().get(2).body()).isEqualTo("grant_type=refresh_token&refresh_token=r%2F1");
        assertThat(fake.lastCall().headers()).containsEntry("Authorization", "Bearer t2");

        fake.forget();
        clock.advance(Duration.ofSeconds(571));
        fake.thenAnswer(200, token("t3", "r/3")).thenAnswer(201, "{\"id\":\"B-3\"}");
        orders.post(bookly, Requests.order("SO-3"));
        assertThat(fake.calls().getFirst().body()).as("an answer without a new one keeps the old").contains("r%2F1");

        fake.forget();
        clock.advance(Duration.ofSeconds(571));
        fake.thenAnswer(400, "{\"error\":\"invalid_grant\"}").thenAnswer(200, token("t4", "r/4"))
                .thenAnswer(201, "{\"id\":\"B-4\"}");
        assertThat(orders.post(bookly, Requests.order("SO-4"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.calls()).extracting(FakeSystem.Call::body).startsWith(
                "grant_type=refresh_token&refresh_token=r%2F3", "grant_type=client_credentials&scope=sales");
    }

    @Test
    void aTokenThatEndsInTheMiddleOfAListIsFetchedAnewAndTheListGoesOn() throws IOException {
        SystemSettings bookly = system();
        DeclaredStock stock = new DeclaredStock(calls(), clock);
        fake.thenAnswer(200, token("t1", "")).thenAnswer(200, "{\"items\":[{\"code\":\"A\",\"free\":1}],\"more\":\"2\"}")
                .thenAnswer(401, "{}").thenAnswer(200, token("t2", ""))
                .thenAnswer(200, "{\"items\":[{\"code\":\"B\",\"free\":2}]}");

        StockSource.Answer.Page first = (StockSource.Answer.Page) stock.stock(bookly, Optional.empty());
        StockSource.Answer.Page second = (StockSource.Answer.Page) stock.stock(bookly, first.next());

        assertThat(second.reports()).extracting(each -> each.sku().value()).containsExactly("B");
        assertThat(fake.calls()).extracting(FakeSystem.Call::path).containsExactly("/token", "/stock", "/stock?c=2",
                "/token", "/stock?c=2");
    }

    @Test
    void whoIsNotLetInWithANewTokenEitherIsNotAskedForEver() throws IOException {
        SystemSettings bookly = system();
        fake.thenAnswer(200, token("t1", "")).thenAnswer(401, "{}").thenAnswer(200, token("t2", ""))
                .thenAnswer(401, "{}");

        assertThat(new DeclaredOrders(calls()).post(bookly, Requests.order("SO-1"))).isInstanceOf(Outcome.Unavailable.class);
        assertThat(fake.calls()).hasSize(4);
    }

    @Test
    void manyAtOnceFetchOneTokenAndAWithdrawnOneIsReplacedOnce() throws IOException, InterruptedException,
            ExecutionException {
        SystemSettings bookly = system();
        DeclaredOrders orders = new DeclaredOrders(calls());
        fake.byDefault(call -> call.path().equals("/token")
                ? new FakeSystem.Said(200, token("t" + fake.calls().stream().filter(each -> each.path().equals("/token"))
                        .count(), ""))
                : new FakeSystem.Said("Bearer t2".equals(call.headers().get("Authorization")) ? 201 : 401, "{\"id\":\"B-1\"}"));

        List<Future<Outcome>> posted = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                String reference = "SO-" + i;
                posted.add(many.submit(() -> orders.post(bookly, Requests.order(reference))));
            }
        }
        for (Future<Outcome> each : posted) {
            assertThat(each.get()).isInstanceOf(Outcome.Done.class);
        }
        assertThat(fake.calls()).filteredOn(each -> each.path().equals("/token")).hasSize(2);
    }

    private static String token(String token, String refresh) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":600,\"refresh_token\":\"" + refresh + "\"}";
    }

    private DeclaredCalls calls() {
        Expressions expressions = new Expressions(new Json());
        return new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock), landscape.secretsInForce(), expressions,
                clock));
    }

    private SystemSettings system() throws IOException {
        landscape.write("connectors/bookly.yaml", """
                id: bookly
                title: Bookly Accounting 4
                auth: {type: oauth2, tokenUrl: "%s/token", clientId: hub 1, scope: sales}
                operations:
                  order.post:
                    promise: none
                    request: {method: POST, path: "/v4/sales/{account}", body: '{ "ref": reference }'}
                    reference: id
                  stock:
                    request: {method: GET, path: /stock}
                    rows: 'items.{ "sku": code, "onHand": free, "unit": "EA" }'
                    paging: {style: cursor, parameter: c, next: more}
                """.formatted(fake.url()));
        landscape.write("systems/bookly.yaml", "id: bookly\nkind: wms\nlocation: OAK\nconnector: bookly\nbaseUrl: "
                + fake.url() + "\nsecret: file:key\n");
        return landscape.landscapes(clock).current().system("bookly").orElseThrow();
    }
}

package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Declaration.Auth;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that declares a system with tokens keeps the contract, whenever a token ends; who clings to one does not. */
class DeclaredTokenContractTest extends SinkContract<OrderPosting> {

    private static final String FILE = """
            id: books
            title: Bookly Accounting 5
            auth: {type: oauth2, tokenUrl: "BASE/token", clientId: hub}
            answers:
              - {status: 422, means: refused, code: body.error, reason: body.text}
            operations:
              order.post:
                promise: lookup
                request:
                  method: POST
                  path: "/v4/sales/{account}"
                  body: |
                    { "ref": reference, "amount": $decimal(total),
                      "rows": lines.{ "item": sku, "count": $decimal(quantity.value), "unit": quantity.unit }[] }
                reference: id
                find: {method: GET, path: /v4/sales, query: {ref: key}}
                rows: data
            """;

    private final DeclaredBooks books = new DeclaredBooks();
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        landscape = DeclaredSubject.landscape(files);
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        return new DeclaredSubject(landscape, FILE, books, false);
    }

    /** Goes on with the first token that it was given, whatever it is told and whoever asks. */
    private static final class Clinging extends SignedIn {

        private final HttpCaller caller;
        private final Secrets secrets;
        private Optional<String> token = Optional.empty();

        Clinging(HttpCaller caller, Secrets secrets, Clock clock) {
            super(caller, secrets, new Expressions(new Json()), clock);
            this.caller = caller;
            this.secrets = secrets;
        }

        @Override
        Reply send(SystemSettings system, Auth auth, Prepared call, Duration budget) {
            if (token.isEmpty()) {
                String key = "hub:" + secrets.resolve(system.secret().orElseThrow()).reveal();
                Reply reply = caller.send(system, "POST", "/token", Map.of("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString(key.getBytes(StandardCharsets.UTF_8))), Optional.empty(), budget);
                token = Optional.of(new Json().parse(((Reply.Answered) reply).body()).path("access_token").asString());
            }
            Map<String, String> headers = new HashMap<>(call.headers());
            headers.put("Authorization", "Bearer " + token.orElseThrow());
            return caller.send(system, call.method(), call.path(), headers, call.body(), budget);
        }
    }

    private void isFoundOut(Consumer<SinkRules<OrderPosting>> rule) {
        Clock clock = Clock.systemUTC();
        try (Interference between = new Interference(books.url())) {
            SinkRules<OrderPosting> rules = new SinkRules<>(new DeclaredSubject(landscape, FILE, books, false,
                    new Clinging(new HttpCaller(clock), landscape.secretsInForce(), clock)), between);
            assertThatThrownBy(() -> rule.accept(rules)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whoKeepsATokenThatHasEndedIsFoundOut() {
        isFoundOut(SinkRules::aSessionThatEndedIsReplaced);
    }

    @Test
    void whoUsesATokenForAnotherKeyIsFoundOut() {
        isFoundOut(SinkRules::aWrongKeyIsToldBesideAGoodSession);
    }
}

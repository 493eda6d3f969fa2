package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that declares a REST system with a look-up keeps the contract; the same with one false word does not. */
class DeclaredLookupContractTest extends SinkContract<OrderPosting> {

    private static final String HONEST = """
            id: books
            title: Bookly Accounting 4
            auth: {type: header, header: X-Bookly-Key}
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
        return subject(HONEST);
    }

    private DeclaredSubject subject(String declaration) {
        return new DeclaredSubject(landscape, declaration, books, false);
    }

    private void isFoundOut(String declaration, Consumer<SinkRules<OrderPosting>> rule) {
        try (Interference between = new Interference(books.url())) {
            SinkRules<OrderPosting> rules = new SinkRules<>(subject(declaration), between);
            assertThatThrownBy(() -> rule.accept(rules)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aFileThatPromisesAKeyThatTheSystemDoesNotKnowIsFoundOut() {
        String lying = HONEST.replace("promise: lookup", "promise: native-key");
        isFoundOut(lying, SinkRules::aNativeKeyIsOne);
        isFoundOut(lying, SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void aFileThatCallsABadGatewayCertainlyNotDoneIsFoundOut() {
        isFoundOut(HONEST.replace("answers:\n", "answers:\n  - {status: 5xx, means: transient}\n"),
                SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void aFileThatLooksUpSomethingElseIsFoundOut() {
        isFoundOut(HONEST.replace("{ref: key}", "{ref: \"'SO-' & key\"}"), SinkRules::whatIsDoneIsFoundByOurNumber);
    }

    @Test
    void aFileThatTakesEveryAnswerForNothingFoundIsFoundOut() {
        isFoundOut(HONEST.replace("answers:\n", "answers:\n  - {status: 503, means: absent}\n"),
                SinkRules::whoCannotBeAskedHasNotSaidNo);
    }
}

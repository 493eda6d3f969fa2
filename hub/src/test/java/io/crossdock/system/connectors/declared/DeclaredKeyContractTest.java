package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file that declares a GraphQL system which knows our key keeps the contract, also when calls arrive twice. */
class DeclaredKeyContractTest extends SinkContract<OrderPosting> {

    private static final String GRAPH = """
            id: books
            title: Ledgerly GraphQL
            auth: {type: bearer}
            answers:
              - {when: "body.errors[0].extensions.code = 'UNAUTHENTICATED'", means: unauthorised}
              - {when: "body.errors[0].extensions.code = 'INTERNAL_SERVER_ERROR'", means: unsure}
              - {when: "$exists(body.errors)", means: refused, code: "body.errors[0].extensions.code", reason: "body.errors[0].message"}
            operations:
              order.post:
                promise: native-key
                request:
                  method: POST
                  path: /graph
                  headers: {Idempotency-Key: "{reference}"}
                  body: |
                    { "query": "mutation($order: OrderInput!) { placeOrder(order: $order) { number } }",
                      "variables": { "order": { "customer": account, "total": $decimal(total) } } }
                reference: data.placeOrder.number
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
        return new DeclaredSubject(landscape, GRAPH, books, true);
    }
}

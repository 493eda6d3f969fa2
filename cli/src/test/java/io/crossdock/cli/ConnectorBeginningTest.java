package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file of a connector is begun from the description of an API. */
class ConnectorBeginningTest extends CommandBench {

    @Test
    void aConnectorIsBegunFromTheDescriptionOfAnApi() throws Exception {
        Path api = Files.writeString(data.resolve("api.yaml"), """
                openapi: 3.0.3
                info: {title: Bookly, version: "4"}
                servers: [{url: "https://bookly.example/api/"}]
                security: [{key: []}]
                paths:
                  /sales/{customer_id}:
                    parameters: [{name: customer_id, in: path, schema: {type: string}}]
                    get:
                      parameters: [{name: external_ref, in: query, schema: {type: string}}]
                      responses:
                        "200": {content: {application/json: {schema: {type: object, properties: {
                          data: {type: array, items: {type: object}}}}}}}
                    post:
                      summary: Book a sale
                      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Sale"}}}}
                      responses:
                        "201": {content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
                        "422": {content: {application/json: {schema: {type: object, properties: {
                          code: {type: string}, message: {type: string}}}}}}
                  /stock:
                    get:
                      parameters: [{name: offset, in: query}, {name: limit, in: query, schema: {default: 50}}]
                      responses:
                        "200": {content: {application/json: {schema: {type: array, items: {type: object, properties: {
                          sku: {type: string}, on_hand: {type: integer}}}}}}}
                components:
                  securitySchemes: {key: {type: apiKey, in: header, name: X-Bookly-Key}}
                  schemas:
                    Sale:
                      type: object
                      required: [external_ref, currency, total, ship_to, lines, tone]
                      properties:
                        external_ref: {type: string}
                        currency: {type: string}
                        total: {type: number}
                        note: {type: string}
                        tone: {type: string}
                        ship_to: {type: object, properties: {name: {type: string}, city: {type: string}, fax: {type: string}}}
                        lines: {type: array, items: {type: object, required: [sku, qty], properties: {
                          sku: {type: string}, qty: {type: string}}}}
                """);
        assertThat(run("connector", "new", "bookly", "--openapi", api.toString())).isEqualTo(0);
        assertThat(out.toString()).contains("POST   /sales/{customer_id}  Book a sale");

        Path landscape = data.resolve("landscape");
        assertThat(run("connector", "new", "bookly", "--openapi", api.toString(), "--into", landscape.toString(),
                "--operation", "order.post=POST /sales/{customer_id}", "--operation", "stock=GET /stock")).isEqualTo(0);
        assertThat(Files.readString(landscape.resolve("connectors/bookly.yaml"))).contains(
                "auth: {type: header, header: X-Bookly-Key}",
                "{status: 422, means: refused, code: body.code, reason: body.message}",
                "promise: lookup", "path: \"/sales/{account}\"", "find: {method: GET, path: \"/sales/{request.account}\"", "query: {\"external_ref\": key}", "rows: \"data\"",
                "\"external_ref\": reference", "\"total\": $decimal(total)", "\"city\": shipTo.city",
                "lines.{", "\"qty\": quantity.value", "may be said, too: note", "\"tone\": $error('tone is not mapped yet')",
                "$.{ \"sku\": sku, \"onHand\": $string(on_hand), \"unit\": \"EA\" }",
                "paging: {style: offset, parameter: offset, size: 50}");
        assertThat(Files.readString(landscape.resolve("systems/bookly.yaml"))).contains("kind: erp",
                "baseUrl: https://bookly.example/api\n", "sandbox: true");

        assertThat(run("connector", "new", "bookly", "--openapi", api.toString(), "--into", landscape.toString(),
                "--operation", "order.post=POST /sales/{customer_id}")).as("nothing is overwritten").isEqualTo(2);
        assertThat(run("connector", "new", "other", "--openapi", api.toString(), "--operation", "order.eat=POST /sales"))
                .isEqualTo(2);
        assertThat(run("connector", "new", "other", "--openapi", api.toString(), "--operation", "order.post=POST /nowhere"))
                .isEqualTo(2);
        assertThat(run("connector", "new", "other", "--openapi", Files.writeString(data.resolve("no.yaml"), "a: 1").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is there already", "order.post", "The description has no POST /nowhere",
                "is no OpenAPI 3");
    }

    @Test
    void whatTheDescriptionSaysOfAWarehouseIsTakenAndWhatItDoesNotSayIsLeftOpen() throws Exception {
        String description = """
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: /api/v7}]
                security: [{key: []}]
                paths:
                  /shipments:
                    post:
                      responses:
                        "201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}
                        default: {content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
                  /shipments/{shipmentId}/cancel:
                    post:
                      responses:
                        "200": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}
                        409: {content: {application/json: {schema: {properties: {
                          errorCode: {type: string}, detail: {type: string}}}}}}
                  /stock:
                    get:
                      parameters: [{name: page, in: query}, %s]
                      responses:
                        "200": {content: {application/json: {schema: {type: array, items: {properties: {
                          sku: {type: string}, quantityAvailable: {type: integer}}}}}}}
                components:
                  securitySchemes: {key: {type: apiKey, in: header, name: Authorization, description: "%s"}}
                  schemas:
                    Error: {properties: {errors: {type: array, items: {properties: {
                      code: {type: string}, message: {type: string}}}}}}
                """;
        String[] chosen = {"leg.release=POST /shipments", "leg.cancel=POST /shipments/{shipmentId}/cancel",
            "stock=GET /stock"};

        Path first = begun(description.formatted("{name: per_page, in: query, schema: {maximum: 250}}",
                "Send `Token <your key>`"), chosen);
        assertThat(Files.readString(first.resolve("connectors/racks.yaml"))).contains(
                "auth: {type: header, header: Authorization, prefix: \"Token \"}\n",
                "{status: 422, means: refused, code: \"body.errors[0].code\", reason: \"body.errors[0].message\"}",
                "{status: 409, means: refused, code: body.errorCode, reason: body.detail}",
                "path: \"/shipments/{knownAs}/cancel\"",
                "request: {method: GET, path: \"/stock\", query: {\"per_page\": \"'250'\"}}",
                "paging: {style: page, parameter: page, size: 250}");
        assertThat(Files.readString(first.resolve("systems/racks.yaml"))).contains(
                "baseUrl: \"<where it is, such as https://api.example.com>/api/v7\"",
                "location: \"<the warehouse that it works for, such as ATL>\"");
        assertThat(out.toString()).contains("Fill in what stands in <angle brackets>");

        assertThat(Files.readString(begun(description.formatted(
                "{name: limit, in: query, description: \"Rows of a page, 25 by default; default 25, max. 100\"}",
                "Authorization: ApiKey abc"), chosen).resolve("connectors/racks.yaml"))).contains(
                "prefix: \"ApiKey \"", "path: \"/stock\"}", "size: 25}");

        assertThat(Files.readString(begun(description.formatted("{name: limit, in: query}", "Your key."), chosen)
                .resolve("connectors/racks.yaml"))).contains(
                "auth: {type: header, header: Authorization}   # a word before the key: prefix: \"Token \"",
                "size: \"<how many rows a full page has>\"", "\"onHand\": $error('onHand (what lies there) is not mapped yet')");
    }

    @Test
    void whatIsTakenBackByDeletingItIsBegunWithWhatItsAnswersMean() throws Exception {
        String description = """
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: "https://racks.example"}]
                paths:
                  /shipments:
                    post:
                      responses: {"201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}
                  /shipments/{shipmentId}:
                    delete:
                      summary: Cancel a shipment
                      responses:
                        "204": {description: gone}
                        "404": {content: {application/json: {schema: {properties: {
                          error: {type: string}, detail: {type: string}}}}}}
                  /returns/{externalRef}:
                    delete:
                      responses: {"204": {}, "404": {}}
                """;
        String written = Files.readString(begun(description, "leg.release=POST /shipments",
                "leg.cancel=DELETE /shipments/{shipmentId}", "return.withdraw=DELETE /returns/{externalRef}")
                .resolve("connectors/racks.yaml"));

        assertThat(written).contains("""
                  leg.cancel:
                    promise: none
                    request:
                      method: DELETE
                      path: "/shipments/{knownAs}"
                    answers:
                      - {status: 204, means: done}
                      # - {status: 404, when: "body.error = '<its word for what is gone>'", means: done}   # with this it may be promise: native-key
                    reference: "$request.knownAs"
                """, """
                  return.withdraw:
                    promise: none
                    request:
                      method: DELETE
                      path: "/returns/{reference}"
                    answers:
                      - {status: 204, means: done}
                      # - {status: 404, when: "body.code = '<its word for what is gone>'", means: done}   # with this it may be promise: native-key
                    reference: "$request.reference"
                """);
        Path api = Files.writeString(data.resolve("racks.yaml"), description);
        assertThat(run("connector", "new", "racks", "--openapi", api.toString())).isEqualTo(0);
        assertThat(out.toString()).contains("DELETE /shipments/{shipmentId}  Cancel a shipment");
        assertThat(run("connector", "new", "racks", "--openapi", api.toString(), "--into", data.resolve("no").toString(),
                "--operation", "leg.release=DELETE /shipments/{shipmentId}")).isEqualTo(2);
        assertThat(err.toString()).contains("leg.release takes nothing back, and so it cannot be DELETE /shipments/{shipmentId}; "
                + "leg.cancel and return.withdraw can.");
    }

    /** Its number is no key: a second amendment under it would be ignored. */
    @Test
    void anAmendmentHasAKeyThatGrowsWithWhatIsCancelled() throws Exception {
        String written = Files.readString(begun("""
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: "https://racks.example"}]
                paths:
                  /sales/{saleId}/cancellations:
                    post:
                      parameters: [{in: header, name: Idempotency-Key, schema: {type: string}}]
                      requestBody: {content: {application/json: {schema: {required: [idempotencyKey, reference],
                        properties: {idempotencyKey: {type: string}, reference: {type: string}}}}}}
                      responses: {"201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}
                """, "order.amend=POST /sales/{saleId}/cancellations").resolve("connectors/racks.yaml"));

        assertThat(written).contains("""
                    promise: native-key
                    request:
                      method: POST
                      path: "/sales/{erpOrder}/cancellations"
                      headers: {Idempotency-Key: "{request.order}-cancelled-{$sum(request.lines.$number(cancelled.value))}"}
                      body: |
                        {
                          "idempotencyKey": request.order & '-cancelled-' & $sum(request.lines.$number(cancelled.value)),
                          "reference": request.order
                        }
                """);
    }

    @Test
    void anAmendmentIsNotLookedUpByANumberThatAllOfItsOrderHave() throws Exception {
        String written = Files.readString(begun("""
                openapi: 3.1.0
                info: {title: Racks, version: "7"}
                servers: [{url: "https://racks.example"}]
                paths:
                  /cancellations:
                    get: {parameters: [{in: query, name: externalRef, schema: {type: string}}]}
                    post:
                      responses: {"201": {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}
                """, "order.amend=POST /cancellations", "credit.post=POST /cancellations").resolve("connectors/racks.yaml"));

        assertThat(written).contains("order.amend:\n    promise: none\n", "credit.post:\n    promise: lookup\n");
    }

    private Path begun(String description, String... chosen) throws Exception {
        Path landscape = Files.createTempDirectory(data, "landscape");
        List<String> words = new ArrayList<>(List.of("connector", "new", "racks", "--openapi",
                Files.writeString(landscape.resolve("api.yaml"), description).toString(), "--into", landscape.toString()));
        List.of(chosen).forEach(each -> words.addAll(List.of("--operation", each)));
        assertThat(run(words.toArray(String[]::new))).isEqualTo(0);
        return landscape;
    }
}

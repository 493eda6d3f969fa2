package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people write who declare their first connector: every mistake has its line, a reason and what to do. */
class ConnectorMistakesTest {

    private static final String HEAD = "id: acme\ntitle: ACME\n";
    private static final String STOCK = "operations:\n  stock:\n    request: {method: GET, path: /stock}\n    rows: items\n";

    /** @param expected beginnings, or whole sentences */
    record Case(String what, String file, List<String> expected) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Case of(String what, String file, String... expected) {
        return new Case(what, file, List.of(expected));
    }

    static Stream<Case> connectors() {
        return Stream.of(
                of("a line indented too far", HEAD + "operations:\n  stock:\n   request: {path: /stock}\n    rows: items\n",
                        "6: not YAML: this line is indented differently from its group (what belongs together begins in the "
                                + "same column)"),
                of("a section that is not indented", HEAD + "operations:\nstock:\n  rows: items\n",
                        "3: operations: this must be a group of keys (indent its keys below it, or take it away)",
                        "4: unknown key 'stock' (known here: id, title,"),
                of("a tab", HEAD + "operations:\n\tstock:\n", "4: not YAML: a tab begins this line (indent with spaces)"),
                of("nothing", "", "1: the file is empty (write what it is to say, or take it away)"),
                of("nothing but a comment", "# soon\n", "1: the file is empty (write what it is to say, or take it away)"),
                of("two documents", HEAD + STOCK + "---\nid: other\ntitle: Other\n",
                        "7: a second document begins here (one file has one document: take --- away, or write another "
                                + "file)"),
                of("a list", "- id: acme\n", "1: this must be a group of keys (write its keys below it, one a line)"),
                of("a quote without end", HEAD + "auth: {type: \"bearer}\n" + STOCK,
                        "3: not YAML: the quote that begins here has no end (close it)"),
                of("braces in braces", HEAD + STOCK.replace("/stock}", "/stock/{sku}}"),
                        "5: not YAML: the brace or bracket that opens here is not closed by line 5 (put texts that have "
                                + "{ } [ ] , or : in quotes)"),
                of("an unknown key in each section", HEAD + """
                        colour: red
                        auth: {type: basic, user: hub, realm: x}
                        answers:
                          - {status: 409, means: refused, because: x}
                        operations:
                          stock:
                            request: {method: GET, path: /stock, qury: {}}
                            rows: items
                            row: x
                            paging: {style: page, size: 10, pages: 3}
                          shipments:
                            request: {method: GET, path: /waves}
                            rows: waves
                            key: a
                            at: b
                            leg: c
                            overlapp: 2m
                          credit:
                            request: {method: GET, path: /credit}
                            meaning: a
                            currency: USD
                          order.post:
                            promise: lookup
                            request: {method: POST, path: /orders, bdy: x}
                            reference: id
                            find: {method: GET, path: /orders, params: x}
                            rows: data
                            retries: 3
                        webhook: {proof: standard, tolerance: 5m}
                        soap: {version: "1.1", wsdl: x}
                        events: '{}'
                        """,
                        "3: unknown key 'colour' (known here: ", "4: auth: unknown key 'realm' (known here: ",
                        "6: answers.0: unknown key 'because' (known here: ", "9: SOAP is posted", "9: nothing says",
                        "9: operations.stock.request: unknown key 'qury' (did you mean 'query'?)",
                        "11: operations.stock: unknown key 'row' (did you mean 'rows'?)",
                        "12: operations.stock.paging: unknown key 'pages' (known here: ", "14: SOAP is posted",
                        "14: nothing says",
                        "19: operations.shipments: unknown key 'overlapp' (did you mean 'overlap'?)", "21: SOAP is posted",
                        "21: nothing says",
                        "23: operations.credit: unknown key 'currency' (known here: ", "26: nothing says",
                        "26: operations.order.post.request: unknown key 'bdy' (did you mean 'body'?)",
                        "28: SOAP is posted", "28: nothing says",
                        "28: operations.order.post.find: unknown key 'params' (known here: ",
                        "30: operations.order.post: unknown key 'retries' (known here: ",
                        "31: webhook: unknown key 'tolerance' (known here: ", "32: soap: unknown key 'wsdl' (known here: "),
                of("JSONata with mistakes in it", HEAD + STOCK.replace("items", "'items[sku = \"x]'")
                        .replace("/stock}", "\"/stock/{a+}\", headers: {X-A: 'v{b(}'}, query: {a: 'x..'}}"),
                        "5: this is no JSONata: Expected \")\" before end of expression (expressions are JSONata 2)",
                        "5: this is no JSONata: Syntax error: \"..\" (expressions are JSONata 2)",
                        "5: this is no JSONata: Unexpected end of expression (expressions are JSONata 2)",
                        "6: this is no JSONata: String literal must be terminated by a matching quote (expressions are "
                                + "JSONata 2)"),
                of("functions that nobody defines", HEAD + STOCK.replace("items",
                        "'($f := function($g) { $g(1) }; $f($sum) + $summ(a) + $ourOwn(\"$inText(1)\") + $decimal(\"1\") + (a ~> $uper))'"),
                        "6: there is no function '$ourOwn' (the functions are those of JSONata 2, and "
                                + "$decimal)",
                        "6: there is no function '$summ' (did you mean '$sum'?)",
                        "6: there is no function '$uper' (the functions are those of JSONata 2, and "
                                + "$decimal)"),
                of("nothing that the system can do", HEAD + "auth: {type: bearer}\nwebhook: {proof: standard}\n",
                        "1: nothing says what this system can do (add operations, tracking or events)"),
                of("a brace that is not closed", HEAD + STOCK.replace("/stock}", "\"/stock/{sku\"}"),
                        "5: a brace in '/stock/{sku' has no other (expressions are JSONata 2)"),
                of("a duration without a unit", HEAD + STOCK.replace("stock:", "shipments:")
                        + "    key: a\n    at: b\n    leg: c\n    overlap: 30\nevents: '{}'\n",
                        "10: operations.shipments.overlap: this must be a text (longer than the longest that a change takes "
                                + "to be seen, with its unit, such as 2m)"),
                of("secrets where the sections end", HEAD + "auth: {type: bearer, token: sk_live_1}\n" + STOCK
                        + "webhook: {proof: token, header: X-Token, secret: sk_live_1}\n",
                        "3: auth: unknown key 'token' (the secret is never written here, but named in the file of the "
                                + "system: secret: file:NAME or env:NAME)",
                        "8: webhook: unknown key 'secret' (the secret is never written here, but named in the file of the "
                                + "system: webhookSecret: file:NAME or env:NAME)"),
                of("secrets in a request", HEAD + STOCK.replace("/stock}", "/stock, headers: {"
                        + "Authorization: Bearer sk_live_1, Idempotency-Key: \"{key}\"}, query: {"
                        + "api_key: \"'sk_live_1'\", token: page}}"),
                        "5: the header Authorization has a secret in it (say under auth how to sign in, and in the system's "
                                + "file where the secret is: secret: file:NAME)",
                        "5: the parameter api_key has a secret in it (say under auth"),
                of("an unknown style of pages", HEAD + STOCK + "    paging: {style: token}\n",
                        "7: operations.stock.paging.style: 'token' is not allowed (one of cursor, link, link-header, page, "
                                + "offset)"),
                of("a role twice", HEAD + STOCK + "  stock:\n    request: {method: GET, path: /two}\n    rows: b\n",
                        "7: 'stock' is given twice (first on line 4)"),
                of("numbers as texts, and texts as numbers", "id: acme\ntitle: 7\nversion: 2\nowner: Ann\n" + STOCK
                        + "    paging: {style: page, size: \"100\", first: 3}\n",
                        "2: title: this must be a text (put it in quotes)",
                        "3: version: this must be a text (put it in quotes)",
                        "9: operations.stock.paging.first: '3' is too large (at most 1)",
                        "9: operations.stock.paging.size: this must be a whole number (take the quotes away)"),
                of("answers without sense", HEAD + "answers:\n  - {status: true, means: refused}\n" + STOCK
                        + "    paging: {style: page, size: 0}\n",
                        "4: answers.0.status: this must be a text or a whole number (a status such as 409 or 5xx)",
                        "9: operations.stock.paging.size: '0' is too small (at least 1)"),
                of("sections of another kind", HEAD + "auth: bearer\nanswers: {status: 409}\noperations: [stock]\n"
                        + "webhook: {header: X}\n",
                        "3: auth: this must be a group of keys (write its keys below it, one a line)",
                        "4: answers: this must be a list (begin each of its entries with a hyphen)",
                        "5: operations: this must be a group of keys (write its keys below it, one a line)",
                        "6: webhook: 'proof' is missing (one of standard, token, hmac)"),
                of("a method in small letters and an address as path", HEAD + STOCK.replace("GET, path: /stock",
                        "get, path: https://acme.example/stock"),
                        "5: operations.stock.request.method: 'get' is not allowed (one of GET, POST, PUT, PATCH)",
                        "5: operations.stock.request.path: 'https://acme.example/stock' has the wrong form (begins with a "
                                + "slash; JSONata in braces, parameters under query)"));
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void isRefusedWithLineReasonAndHint(Case each, @TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", each.file());

        assertThat(mistakes(example)).zipSatisfy(each.expected(), (mistake, expected) -> {
            assertThat(mistake).startsWith("connectors/acme.yaml:" + expected);
            assertThat(mistake).endsWith(")").doesNotContain("sk_live");
        });
    }

    @Test
    void soAreThoseOfItsSystemAndTheMistakesOfAllFilesAreToldAtOnce(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", HEAD + STOCK + "colour: red\n");
        example.write("connectors/tabs.yaml", HEAD + "operations:\n\tstock:\n");
        example.write("systems/a.yaml", """
                id: a
                kind: wms
                connector: acme
                location: TRY
                baseUrl: acme.example/api
                secret: sk_live_1
                timeouts: {connect: 2, call: 10 seconds}
                lane: {concurrency: "4", lease: 30}
                settings: {shipmentsEvery: 30, sandbox: 'yes'}
                """);
        example.write("systems/b.yaml", "id: b\nkind: carrier\nconnector: acme\nbaseUrl: https://hub:sk_live_1@acme.example\n");
        example.write("systems/c.yaml", "id: c\nkind: carrier\nconnector: acme\nbaseUrl: https://acme.example/?key=1\n");

        String address = "has the wrong form (begins with http:// or https://, without user, parameters and a slash at the "
                + "end)";
        String unit = "(a number and a unit: 500ms, 2s, 5m, 1h or 1d)";
        assertThat(mistakes(example)).noneMatch(each -> each.contains("sk_live")).zipSatisfy(List.of(
                "connectors/acme.yaml:7: unknown key 'colour' (known here: ",
                "connectors/tabs.yaml:4: not YAML: a tab begins this line (indent with spaces)",
                "systems/a.yaml:5: baseUrl: 'acme.example/api' " + address,
                "systems/a.yaml:6: secret: the value has the wrong form (a reference: ",
                "systems/a.yaml:7: timeouts.call: '10 seconds' has the wrong form " + unit,
                "systems/a.yaml:7: timeouts.connect: this must be a text " + unit,
                "systems/a.yaml:8: lane.concurrency: this must be a whole number (take the quotes away)",
                "systems/a.yaml:8: lane.lease: this must be a text " + unit,
                "systems/a.yaml:9: settings.sandbox: 'yes' is not allowed (one of true, false)",
                "systems/a.yaml:9: settings.shipmentsEvery: this must be a text " + unit,
                "systems/b.yaml:4: baseUrl: 'https://…@acme.example' " + address,
                "systems/c.yaml:4: baseUrl: 'https://acme.example/?key=1' " + address),
                (mistake, expected) -> assertThat(mistake).startsWith(expected));
    }

    @Test
    void whatWasBegunByTheHubIsNotReadUntilItIsFilledIn(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", HEAD + STOCK
                + "    paging: {style: page, parameter: page, size: \"<how many rows a full page has>\"}\n");
        example.write("systems/a.yaml", """
                id: a
                kind: wms
                connector: acme
                baseUrl: "<where it is, such as https://api.example.com>/v2"
                location: "<the warehouse that it works for, such as ATL>"
                """);
        example.write("systems/b.yaml", """
                id: b
                kind: wms
                connector: acme
                baseUrl: https://acme.example
                location: SAY-WHICH
                """);

        String open = "this is still to be filled in ";
        assertThat(mistakes(example)).containsExactly(
                "connectors/acme.yaml:7: operations.stock.paging.size: " + open + "(how many rows a full page has)",
                "systems/a.yaml:4: baseUrl: " + open + "(where it is, such as https://api.example.com)",
                "systems/a.yaml:5: location: " + open + "(the warehouse that it works for, such as ATL)",
                "systems/b.yaml:5: location: " + open + "(say which)");
    }

    private static List<String> mistakes(ExampleLandscape example) {
        return catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes().stream()
                .map(Mistake::toString).toList();
    }
}

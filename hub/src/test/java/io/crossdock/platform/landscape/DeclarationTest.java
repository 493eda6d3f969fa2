package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in a declared connector is refused with file, line, reason and hint, and all of them at once. */
class DeclarationTest {

    @Test
    void aMistakeInEachSectionIsNamedWithItsLine(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", """
                id: acme
                title: ACME
                auth: {type: header, prefix: x}
                answers:
                  - {status: 999, means: refused}
                  - {means: refused}
                  - {status: 409, means: refsued}
                  - {status: 409, means: refused, code: "body.("}
                operations:
                  order.post:
                    promise: lookup
                    request:
                      method: DELETE
                      path: orders/{reference}
                      query: {ref: "$uppercase("}
                      body: '{ "a": }'
                    reference: id
                  invoice.post:
                    promise: native-key
                    request: {method: POST, path: "/invoices/{order[}"}
                    reference: id
                  order.pots:
                    promise: none
                  stock:
                    request: {method: GET, path: /stock}
                    rows: items
                    paging: {style: cursor, parameter: after}
                tracking: 'events.{'
                """);

        List<String> mistakes = catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes()
                .stream().map(Mistake::toString).toList();

        assertThat(mistakes).allSatisfy(mistake -> assertThat(mistake).startsWith("connectors/acme.yaml:"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":3: auth: 'header' is missing",
                "such as X-Api-Key"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":5: answers.0.status: "));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":6: answers.1"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":7: answers.2.means: 'refsued' is not allowed"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":8: this is no JSONata"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains("'find' is missing"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains("'DELETE' is not allowed"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains("'orders/{reference}' has the wrong form",
                "begins with a slash"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":15: this is no JSONata"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":16: this is no JSONata"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains("nothing says which amounts the invoice has"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains("unknown key 'order.pots'",
                "did you mean 'order.post'?"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains("'next' is missing"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).contains(":28: this is no JSONata"));
    }

    @Test
    void onlyWhatUndoesDeletesAndWhatIsDoneWithoutAWordTakesItsNumberFromTheRequest(@TempDir Path directory)
            throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", """
                id: acme
                title: ACME
                operations:
                  order.post:
                    promise: lookup
                    request: {method: DELETE, path: "/orders/{reference}"}
                    reference: id
                    find: {method: DELETE, path: /orders}
                    rows: $
                  leg.cancel:
                    promise: native-key
                    request: {method: DELETE, path: "/orders/{knownAs}"}
                    answers:
                      - {status: 204, means: done}
                      - {status: 404, when: "body.(", means: done}
                      - {means: done}
                    reference: id
                  return.withdraw:
                    promise: native-key
                    request: {method: DELETE, path: "/returns/{reference}"}
                    answers: [{status: 204, means: done}]
                    reference: $request.reference
                  stock:
                    request: {method: GET, path: /stock}
                    answers: [{status: 204, means: done}]
                    rows: $
                """);

        List<String> mistakes = catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes()
                .stream().map(Mistake::toString).toList();

        assertThat(mistakes).hasSize(7);
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/acme.yaml:6: operations.order.post."
                + "request.method: 'DELETE' is not allowed (one of GET, POST, PUT, PATCH"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/acme.yaml:8: operations.order.post."
                + "find.method: 'DELETE' is not allowed"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/acme.yaml:15: this is no JSONata"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each)
                .startsWith("connectors/acme.yaml:16: operations.leg.cancel.answers.2"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/acme.yaml:17: an answer 204 has no "
                + "body in which its number could be (take the number from the request, such as $request.knownAs"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each)
                .startsWith("connectors/acme.yaml:25: operations.stock: unknown key 'answers'"));
    }

    /** They have one number. */
    @Test
    void aLookUpThatWouldTakeTheFirstAmendmentForTheSecondIsRefused(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        String connector = """
                id: acme
                title: ACME
                auth: {type: none}
                operations:
                  order.amend:
                    promise: lookup
                    request:
                      method: POST
                      path: "/orders/{erpOrder}/amendments"
                      headers: {Idempotency-Key: "{request.order}%s"}
                    reference: id
                    find: {method: GET, path: "/orders/{request.request.order}/lines"}
                    rows: %s
                """;
        example.write("connectors/acme.yaml", connector.formatted("-cancelled-{$sum(request.lines.$number(cancelled.value))}",
                "'$[cancelled = $count($request.request.lines)]'"));
        example.reader().read();

        example.write("connectors/acme.yaml", connector.formatted("", "lines"));
        assertThat(catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes())
                .extracting(Mistake::toString).satisfiesExactlyInAnyOrder(
                        look -> assertThat(look).startsWith("connectors/acme.yaml:13: an order is amended more than once, and "
                                + "this look-up would take the first amendment for the second (let rows compare"),
                        key -> assertThat(key).startsWith("connectors/acme.yaml:10: an order is amended more than once, and "
                                + "under this key a second amendment would be ignored ("));
    }

    @Test
    void aMistakeInWhatIsSaidOfSoapIsNamedWithItsLine(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/soapy.yaml", """
                id: soapy
                title: Soapy
                soap:
                  version: "1.3"
                  namespaces: {soap: "urn:a", b: "urn b"}
                auth: {type: ws-security, passwordType: md5}
                operations:
                  stock:
                    request: {method: GET, path: /stock, action: 'a"b'}
                    rows: items
                """);
        example.write("connectors/plain.yaml", """
                id: plain
                title: Plain
                auth: {type: ws-security, user: hub}
                operations:
                  stock:
                    request: {path: /stock, action: urn-stock}
                    rows: items
                """);

        List<String> mistakes = catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes()
                .stream().map(Mistake::toString).toList();

        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:4: soap.version: '1.3'"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:5:").contains("soap"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:5:").contains("urn b"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:6:").contains("'user'"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:6:").contains("md5"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:9:").contains("a\"b"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each).startsWith("connectors/soapy.yaml:9: SOAP is posted"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each)
                .startsWith("connectors/soapy.yaml:9: nothing says what the envelope's body has"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each)
                .startsWith("connectors/plain.yaml:3: a UsernameToken goes in an envelope"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each)
                .startsWith("connectors/plain.yaml:6: nothing says with which method it is called"));
        assertThat(mistakes).anySatisfy(each -> assertThat(each)
                .startsWith("connectors/plain.yaml:6: only SOAP has actions"));
    }

    @Test
    void webhooksTokensPagesLookUpsLimitsAndLabelsAreCheckedInTheSamePass(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", """
                id: acme
                title: ACME
                version: "2"
                auth: {type: oauth2, clientId: hub}
                operations:
                  leg.release:
                    promise: lookup
                    request: {method: POST, path: /releases}
                    reference: id
                    find: {method: GET, path: /releases}
                  stock:
                    request: {method: GET, path: /stock}
                    rows: items
                    paging: {style: page, parameter: page}
                webhook: {proof: hmac, digest: md5}
                events: '{ "type": }'
                """);
        example.write("connectors/other.yaml", """
                id: other
                title: Other
                auth: {type: hmac, header: X-Sign}
                operations:
                  stock:
                    request: {method: GET, path: /stock}
                    rows: items
                    paging: {style: scroll}
                webhook: {proof: signed}
                """);
        example.write("systems/try-acme.yaml", """
                id: try-acme
                kind: wms
                connector: acme
                location: TRY
                ordering: whenever
                lane: {ratePerSecond: -1, concurency: 4, firstBackoff: soon}
                """);

        List<String> mistakes = catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes()
                .stream().map(Mistake::toString).toList();

        assertThat(mistakes).as("a label").anySatisfy(each -> assertThat(each).contains("connectors/acme.yaml:", "owner"));
        assertThat(mistakes).as("a token").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:4: auth: 'tokenUrl' is missing", "where tokens are fetched"));
        assertThat(mistakes).as("a look-up").anySatisfy(each -> assertThat(each).contains(
                "connectors/acme.yaml:10: nothing says where the answer to find has its rows", "add rows"));
        assertThat(mistakes).as("pages").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:14: ", "'size' is missing", "the rows of a full page"));
        assertThat(mistakes).as("a webhook's header").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:15: webhook: 'header' is missing", "the token or the signature"));
        assertThat(mistakes).as("a webhook's digest").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:15: webhook.digest: 'md5' is not allowed (one of sha256, sha512)"));
        assertThat(mistakes).as("events").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:16: this is no JSONata"));
        assertThat(mistakes).as("what is signed").anySatisfy(each -> assertThat(each)
                .contains("connectors/other.yaml:3: auth: 'over' is missing", "the text to sign"));
        assertThat(mistakes).as("a style of pages").anySatisfy(each -> assertThat(each)
                .contains("connectors/other.yaml:8: ", "'scroll' is not allowed"));
        assertThat(mistakes).as("a proof").anySatisfy(each -> assertThat(each)
                .contains("connectors/other.yaml:9: webhook.proof: 'signed' is not allowed (one of standard, token, hmac)"));
        assertThat(mistakes).as("order of messages").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:5: ordering: 'whenever' is not allowed"));
        assertThat(mistakes).as("limits").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:6: lane: unknown key 'concurency' (did you mean 'concurrency'?)"));
        assertThat(mistakes).as("pauses").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:6: lane.firstBackoff: 'soon' has the wrong form"));
    }

    @Test
    void changesLinksAndTlsAreCheckedInTheSamePass(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", """
                id: acme
                title: ACME
                auth: {type: oauth2, tokenUrl: "ftp://acme/token", clientId: hub}
                operations:
                  shipments:
                    request: {method: GET, path: /shipments, query: {since: "since("}}
                    rows: rows
                    key: 'id &'
                    at: changed
                    overlap: a while
                    paging: {style: link-headers}
                  credit:
                    request: {method: GET, path: /credit}
                """);
        example.write("systems/try-acme.yaml", """
                id: try-acme
                kind: erp
                connector: acme
                baseUrl: http://acme.example
                tls: {authorities: file:nowhere, certificate: "-----BEGIN PRIVATE KEY-----", verify: false}
                """);

        example.write("sources/clear.yaml", """
                id: clear
                jms: {url: "tcp://mq.example:61616", queue: Q}
                tls: {authorities: file:erp-key, certificate: file:erp-key}
                takes: {edi: ["*"]}
                """);

        example.write("sources/twice.yaml", """
                id: twice
                ftps: {host: mq.example, user: u, password: file:erp-key, directory: /,
                       certificate: "sha256:%s"}
                tls: {authorities: file:erp-key}
                takes: {edi: ["*"]}
                """.formatted("ab".repeat(32)));

        List<String> mistakes = catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes()
                .stream().map(Mistake::toString).toList();

        assertThat(mistakes).as("a queue in the clear").contains(
                "sources/clear.yaml:3: this line has no TLS of which it could be said (tls belongs to jms with ssl://, amqp "
                        + "with amqps://, ftps, and imap and kafka that have TLS)",
                "sources/twice.yaml:4: two ways say which server is believed (give certificate in ftps, or tls)",
                "sources/clear.yaml:3: the secret 'erp-key' has no certificate in PEM (those of the authorities, each from "
                        + "BEGIN CERTIFICATE to END CERTIFICATE)");
        assertThat(mistakes).as("a token's address").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:3: auth.tokenUrl: ", "(where tokens are fetched"));
        assertThat(mistakes).as("a parameter").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:6: this is no JSONata", "(expressions are JSONata 2)"));
        assertThat(mistakes).as("a name").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:8: this is no JSONata"));
        assertThat(mistakes).as("a leg").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:5: operations.shipments: 'leg' is missing", "the number of our leg"));
        assertThat(mistakes).as("an overlap").anySatisfy(each -> assertThat(each).contains(
                "connectors/acme.yaml:10: operations.shipments.overlap: 'a while' has the wrong form (longer than"));
        assertThat(mistakes).as("a style").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:11: ", "'link-headers' is not allowed (one of cursor, link, link-header"));
        assertThat(mistakes).as("events").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:5: nothing says how its rows are read (add events"));
        assertThat(mistakes).as("a question").anySatisfy(each -> assertThat(each)
                .contains("connectors/acme.yaml:12: operations.credit: 'meaning' is missing (JSONata"));
        assertThat(mistakes).as("in the clear").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:5: this system is spoken with in the clear (write https"));
        assertThat(mistakes).as("authorities").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:5: there is no secret 'nowhere'"));
        assertThat(mistakes).as("a key is never shown").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:5: tls.certificate: the value has the wrong form (a reference"))
                .noneMatch(each -> each.contains("-----BEGIN"));
        assertThat(mistakes).as("what is not known").anySatisfy(each -> assertThat(each)
                .contains("systems/try-acme.yaml:5: tls: unknown key 'verify' (known here: authorities, certificate)"));
        assertThat(mistakes).allSatisfy(each -> assertThat(each).matches("(sources/clear|sources/twice|systems/try-acme).yaml:\\d+: .*"
                + "|connectors/acme.yaml:\\d+: .* \\(.*\\)"));
    }

    @Test
    void theExamplesAreRight(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "connectors"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                String name = file.getFileName().toString();
                example.write("connectors/" + name, Files.readString(file));
                String id = name.substring(0, name.lastIndexOf('.'));
                example.write("systems/try-" + id + ".yaml", "id: try-" + id + "\nkind: carrier\nconnector: " + id + "\n");
                assertThat(example.reader().read().system("try-" + id).orElseThrow().declaration()).isPresent();
            }
        }
    }

    @Test
    void aFileIsNamedAfterItsConnector(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", "id: other\ntitle: Other\ntracking: '{}'\n");

        assertThat(catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes())
                .extracting(Mistake::toString)
                .containsExactly("connectors/acme.yaml:1: id 'other' differs from the file's name (write acme)");
    }
}

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
    void theExamplesAreRight(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "connectors"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                example.write("connectors/" + name, Files.readString(file));
                String id = name.substring(0, name.lastIndexOf('.'));
                example.write("systems/try-" + id + ".yaml", "id: try-" + id + "\nkind: erp\nconnector: " + id + "\n");
                assertThat(example.reader().read().system("try-" + id).orElseThrow().declaration()).isPresent();
            }
        }
    }

    @Test
    void aFileIsNamedAfterItsConnector(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.write("connectors/acme.yaml", "id: other\ntitle: Other\n");

        assertThat(catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes())
                .extracting(Mistake::toString)
                .containsExactly("connectors/acme.yaml:1: id 'other' differs from the file's name (write acme)");
    }
}

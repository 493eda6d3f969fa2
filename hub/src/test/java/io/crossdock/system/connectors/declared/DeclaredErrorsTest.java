package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.Rehearsal;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.StockSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error that comes with the status of a success is neither that nothing is there nor that there is nothing more. */
class DeclaredErrorsTest {

    private static final List<String> ERRORS = List.of("{\"error\":\"database is down\"}", "{\"errors\":[{\"code\":7}]}",
            "{\"error\":{\"code\":7},\"data\":null}", "{\"data\":[],\"errors\":[\"too many calls\"]}",
            "{\"ok\":false}", "{\"success\":false,\"data\":[]}", "{\"error\":true}", "{\"error\":5}");
    private static final List<String> NO_ERRORS = List.of("{\"data\":[]}", "{\"data\":[],\"error\":null}",
            "{\"data\":[],\"errors\":[]}", "{\"data\":[],\"error\":\"\",\"ok\":true}", "{\"data\":[],\"error\":0}",
            "{\"data\":[],\"error\":false,\"success\":\"false\"}");

    private static final String BOOKS = """
            id: bookly
            title: Bookly Accounting 4
            auth: {type: bearer}
            answers:
              - {when: "body.error = 'no such order'", means: absent}
              - {when: "body.errors[0].code = 'ASLEEP'", means: transient}
              - {when: "body.error = 'none'", means: done}
            operations:
              order.post:
                promise: lookup
                request: {method: POST, path: /sales, body: '{ "ref": reference }'}
                reference: id
                find: {method: GET, path: /sales, query: {ref: key}}
                rows: data
            """;
    private static final String SHELVES = """
            id: shelves
            title: Shelves 2
            auth: {type: bearer}
            operations:
              stock:
                request: {method: GET, path: /stock}
                rows: 'data.{ "sku": item, "onHand": amount, "unit": "EA" }'
            """;

    @TempDir
    private Path files;

    private final FakeSystem fake = new FakeSystem();

    @AfterEach
    void close() {
        fake.close();
    }

    private Sighting found(DeclaredBench books, String answer) {
        fake.thenAnswer(200, answer);
        return new DeclaredOrders(books.calls()).find(books.system(), "SO-1", Requests.order("SO-1"));
    }

    @Test
    void whatIsLookedUpIsAbsentOnlyWhereTheSystemNamesNoError() {
        DeclaredBench books = new DeclaredBench(files, Kind.ERP, BOOKS, fake.url());

        assertThat(ERRORS).allSatisfy(answer -> assertThat(found(books, answer)).isEqualTo(new Sighting.Unknown(
                "desk answered 200 and names an error, and no rule of its connector says what that means.")));
        assertThat(NO_ERRORS).allSatisfy(answer -> assertThat(found(books, answer)).isEqualTo(new Sighting.Absent()));
        assertThat(found(books, "{\"data\":[{\"id\":\"B-1\"}],\"errors\":[\"a tax code is old\"]}"))
                .as("it is there all the same").isInstanceOf(Sighting.Found.class);
    }

    @Test
    void whatNamesAnErrorIsNotFoundByTheNumberThatWasAskedFor() {
        String asked = BOOKS.replace("reference: id", "reference: $request.reference").replace("rows: data", "rows: $");
        DeclaredBench books = new DeclaredBench(files, Kind.ERP, asked, fake.url());

        assertThat(found(books, "{\"error\":\"the database is down\"}")).isInstanceOf(Sighting.Unknown.class);
        assertThat(found(books, "{\"id\":\"B-1\"}")).isInstanceOf(Sighting.Found.class);
    }

    @Test
    void aRuleOfTheFileIsHeardFirst() {
        DeclaredBench books = new DeclaredBench(files, Kind.ERP, BOOKS, fake.url());

        assertThat(found(books, "{\"error\":\"no such order\"}")).isEqualTo(new Sighting.Absent());
        assertThat(found(books, "{\"errors\":[{\"code\":\"ASLEEP\"}]}")).isInstanceOf(Sighting.Unknown.class);
        assertThat(found(books, "{\"error\":\"none\",\"data\":[]}")).isEqualTo(new Sighting.Absent());
    }

    @Test
    void aDeedThatIsDoneWithAWarningIsDoneUnlessItSaysThatItIsNot() {
        DeclaredBench books = new DeclaredBench(files, Kind.ERP, BOOKS, fake.url());
        fake.thenAnswer(200, "{\"id\":\"B-1\",\"errors\":[\"a tax code is old\"]}").thenAnswer(200, "{\"error\":\"x\"}")
                .thenAnswer(200, "{\"id\":\"B-1\",\"success\":false}");
        DeclaredOrders orders = new DeclaredOrders(books.calls());

        assertThat(orders.post(books.system(), Requests.order("SO-1"))).isInstanceOf(Outcome.Done.class);
        assertThat(orders.post(books.system(), Requests.order("SO-1"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(orders.post(books.system(), Requests.order("SO-1"))).isEqualTo(new Outcome.Ambiguous(
                "desk answered 200 and names an error, and no rule of its connector says what that means."));
    }

    @Test
    void aListWithAnErrorIsNeitherEmptyNorWhole() {
        DeclaredBench shelves = new DeclaredBench(files, Kind.WMS, SHELVES, fake.url());
        SystemSettings system = shelves.system();
        DeclaredStock stock = new DeclaredStock(shelves.calls(), Clock.systemUTC());

        assertThat(ERRORS).allSatisfy(answer -> {
            fake.thenAnswer(200, answer);
            assertThat(stock.stock(system, Optional.empty())).isInstanceOf(StockSource.Answer.NoAnswer.class);
        });
        fake.thenAnswer(200, "{\"data\":[{\"item\":\"CD-1\",\"amount\":1}],\"errors\":[\"one shelf was not counted\"]}");
        assertThat(stock.stock(system, Optional.empty())).isInstanceOf(StockSource.Answer.NoAnswer.class);
        assertThat(NO_ERRORS).allSatisfy(answer -> {
            fake.thenAnswer(200, answer);
            assertThat(stock.stock(system, Optional.empty())).isInstanceOf(StockSource.Answer.Page.class);
        });
        assertThat(new DeclaredRehearsal(shelves.calls()).rehearse(system, "stock", new Json().tree(Map.of()),
                Optional.empty(), Optional.of(new Rehearsal.Recorded(200, ERRORS.getFirst()))))
                .isInstanceOfSatisfying(Rehearsal.Rehearsed.Shown.class, shown -> {
                    assertThat(shown.answer().orElseThrow().means()).isEqualTo("unsure");
                    assertThat(shown.answer().orElseThrow().says()).contains("names an error", "database is down");
                });
    }
}

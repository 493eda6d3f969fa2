package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that declares a SOAP 1.1 service with a password digest keeps the contract, against a server of others. */
class DeclaredSoapContractTest extends SinkContract<OrderPosting> {

    static final String FILE = """
            id: books
            title: Bookly Sales Service
            soap: {version: "1.1", namespaces: {b: "urn:bookly:sales"}}
            auth: {type: ws-security, user: hub, passwordType: digest}
            answers:
              - when: "$exists(body.fault.detail.NoSuchAccount)"
                means: refused
                code: "'no-account'"
                reason: body.fault.reason
            operations:
              order.post:
                promise: lookup
                request:
                  path: /sales
                  action: urn:bookly:sales/book
                  body: |
                    { "b:book": { "reference": reference, "account": account, "total": $decimal(total), "item": lines.sku[] } }
                reference: bookResponse.number
                meaning: '{ "number": bookResponse.number }'
                find:
                  path: /sales
                  action: urn:bookly:sales/find
                  body: '{ "b:find": { "reference": key } }'
                rows: 'findResponse.number.{ "bookResponse": { "number": $ } }'
            """;

    private ExampleLandscape landscape;
    private SoapBooks books;

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        landscape = DeclaredSubject.landscape(files);
        books = new SoapBooks(binding());
    }

    @AfterEach
    void close() {
        books.close();
    }

    String binding() {
        return SOAPBinding.SOAP11HTTP_BINDING;
    }

    String file() {
        return FILE;
    }

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        return new DeclaredSubject(landscape, file(), books, false);
    }

    @Test
    void anOrderArrivesWithEveryDigitAndIsNamedByItsNumber() {
        SinkRules.Subject<OrderPosting> subject = subject();
        SystemSettings system = subject.settings(books.url(), Timeouts.DEFAULT);
        Outcome outcome = subject.sink().post(system, subject.request("SO-1 <&> \u00e9"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class,
                done -> assertThat(books.booked("SO-1 <&> \u00e9")).containsExactly(done.reference()));
        assertThat(books.totals()).containsExactly(new BigDecimal("373.52"));
    }

    @Test
    void aFaultOfTheReceiverLeavesItInDoubtAndOneOfSecurityDoesNot() {
        SinkRules.Subject<OrderPosting> subject = subject();
        OrderPosting empty = Requests.order("SO-2");
        DeclaredSubject broken = new DeclaredSubject(landscape, file().replace("lines.sku[]", "[]"), books, false);

        assertThat(broken.sink().post(broken.settings(books.url(), Timeouts.DEFAULT), empty)).isInstanceOfSatisfying(
                Outcome.Ambiguous.class, unsure -> assertThat(unsure.reason()).contains("an order without items"));
        assertThat(subject.sink().post(subject.lockedOut(books.url()), empty)).isInstanceOfSatisfying(
                Outcome.Unavailable.class, locked -> assertThat(locked.reason()).contains("file:wrong"));
        assertThat(books.booked("SO-2")).isEmpty();
    }
}

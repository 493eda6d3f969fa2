package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.EstateAnswers;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSource;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.PostedOrder;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.StockSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every role of the connector against the contract's examples; each effect is run twice and failed once. */
@Timeout(120)
class EstateRolesTest {

    @TempDir
    private Path secrets;

    private final Json json = new Json();
    private final FakeSystem fake = new FakeSystem();
    private final SystemSettings system = fake.settings("erp", Kind.ERP, Duration.ofSeconds(20));

    @BeforeEach
    void key() throws IOException {
        Files.writeString(secrets.resolve("key"), "the-key\n");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private EstateHttp http() {
        return new EstateHttp(new HttpCaller(Clock.systemUTC()),
                new Secrets(secrets, name -> Optional.empty()), json);
    }

    @Test
    void anOrderIsSentInTheWordsOfTheContractAndItsBookingIsUnderstood() {
        EstateOrders orders = new EstateOrders(http(), new EstateBooked(json));
        fake.thenAnswer(201, EstateAnswers.order("E-500001", "SO-100001"));
        assertThat(orders.post(system, Requests.order("SO-100001")))
                .isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.reference()).isEqualTo("E-500001");
            assertThat(json.read(done.response(), PostedOrder.class)).isEqualTo(new PostedOrder("E-500001",
                    Optional.of(8124L), Optional.of(Instant.parse("2026-11-21T09:30:00.120Z"))));
            assertThat(done.response().path("answer").path("status").asString()).isEqualTo("open");
        });
        assertThat(fake.lastCall().path()).isEqualTo("/orders");
        assertThat(fake.lastCall().headers()).containsEntry("X-Api-Key", "the-key");
        assertThat(json.parse(fake.lastCall().body())).isEqualTo(json.parse("""
                { "externalReference": "SO-100001", "account": "A-1001", "buyerReference": "PO-7781",
                  "currency": "USD",
                  "lines": [ { "lineNo": 1, "sku": "CD-10001", "quantity": "2", "unit": "BX",
                               "unitPrice": "143.6400" } ],
                  "freight": "12.50", "taxTotal": "11.49", "total": "311.27",
                  "shipTo": { "id": "A-1001-1", "name": "Harbor Mechanical, Main yard",
                              "street": "1200 Marietta St", "city": "Atlanta", "region": "GA",
                              "postalCode": "30318", "country": "US" } }
                """));
    }

    @Test
    void anOrderWhoseAnswerWasLostIsLookedUpBeforeItIsSentAgain() {
        EstateOrders orders = new EstateOrders(http(), new EstateBooked(json));
        assertThat(orders.promise()).isEqualTo(Promise.LOOKUP);
        fake.thenHangUp().thenAnswer(200, EstateAnswers.items())
                .thenAnswer(200, EstateAnswers.items(EstateAnswers.order("E-1", "SO-100001")))
                .thenAnswer(200, EstateAnswers.items(EstateAnswers.order("E-1", "SO-100001"),
                        EstateAnswers.order("E-2", "SO-100001")))
                .thenAnswer(503, EstateAnswers.error("outage", "Closed."))
                .thenAnswer(200, EstateAnswers.items("{\"orderNumber\":7}"));
        assertThat(orders.post(system, Requests.order("SO-100001"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Absent.class);
        assertThat(orders.find(system, "SO-100001")).isInstanceOfSatisfying(Sighting.Found.class,
                found -> assertThat(found.reference()).isEqualTo("E-1"));
        assertThat(orders.find(system, "SO-100001")).isEqualTo(new Sighting.Several(List.of("E-1", "E-2")));
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Unknown.class);
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Unknown.class);
        assertThat(fake.lastCall().path()).isEqualTo("/orders?externalReference=SO-100001");
    }

    @Test
    void aReleaseIsTakenBackAndMayBeToldTwice() {
        EstateCancellations cancellations = new EstateCancellations(http());
        SystemSettings warehouse = fake.settings("wms-atl", SystemSettings.Kind.WMS, Duration.ofSeconds(20));
        LegCancellation cancellation = new LegCancellation("SO-1-1", "SO-1", "it is not wanted any more");
        fake.thenAnswer(200, "{\"releaseId\":\"SO-1-1\",\"status\":\"cancelled\"}")
                .thenAnswer(200, "{\"releaseId\":\"SO-1-1\",\"status\":\"cancelled\"}")
                .thenAnswer(409, EstateAnswers.error("already_shipped", "SO-1-1 has been shipped."))
                .thenHangUp()
                .thenAnswer(200, "{\"releaseId\":\"SO-1-1\",\"status\":\"packed\"}");

        assertThat(cancellations.promise()).isEqualTo(Promise.NATIVE_KEY);
        assertThat(cancellations.post(warehouse, cancellation)).isInstanceOf(Outcome.Done.class);
        assertThat(cancellations.post(warehouse, cancellation)).isInstanceOf(Outcome.Done.class);
        assertThat(fake.lastCall().path()).isEqualTo("/releases/SO-1-1/cancel");
        assertThat(cancellations.post(warehouse, cancellation)).isInstanceOfSatisfying(Outcome.Refused.class,
                late -> assertThat(late.code()).isEqualTo("already_shipped"));
        assertThat(cancellations.post(warehouse, cancellation)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(cancellations.find(warehouse, "SO-1-1")).as("not cancelled").isInstanceOf(Sighting.Unknown.class);
    }

    @Test
    void anAmendmentSaysWhatIsCancelledAltogether() {
        fake.thenAnswer(200, EstateAnswers.order("E-1", "SO-1")).thenHangUp();
        EstateAmendments amendments = new EstateAmendments(http());
        OrderAmendment amendment = new OrderAmendment("E-1", new AmendmentRequest("SO-1", List.of(
                new OrderAmendment.Line(2, new Sku("CD-1"), Quantity.of("12.5", "EA")))));

        assertThat(amendments.post(system, amendment)).isInstanceOf(Outcome.Done.class);
        assertThat(fake.lastCall().path()).isEqualTo("/orders/E-1/cancel");
        assertThat(json.parse(fake.lastCall().body())).isEqualTo(json.parse("""
                {"altogether":true,"lines":[{"lineNo":2,"quantity":"12.5","unit":"EA"}]}"""));
        assertThat(amendments.post(system, amendment)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(amendments.find(system, "SO-1")).isInstanceOf(Sighting.Unknown.class);
    }

    @Test
    void anAmendmentSaysInOneCallWhatIsCancelledAndWhatHasCome() {
        fake.thenAnswer(200, EstateAnswers.order("E-1", "SO-1"));
        assertThat(new EstateAmendments(http()).post(system, new OrderAmendment("E-1", new AmendmentRequest("SO-1", List.of(
                new OrderAmendment.Line(1, new Sku("CD-1"), Quantity.of("4", "EA"))), List.of(new OrderPosting.Line(10_001, new Sku("CD-3"),
                        Quantity.of("4", "EA"), new BigDecimal("0.8"))), Optional.of(new AmendmentRequest.Charges(
                                BigDecimal.ZERO, new BigDecimal("1.25"), new BigDecimal("40.00"))))))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.lastCall().path()).isEqualTo("/orders/E-1/amend");
        assertThat(json.parse(fake.lastCall().body())).isEqualTo(json.parse("""
                {"added":[{"lineNo":10001,"sku":"CD-3","quantity":"4","unit":"EA","unitPrice":"0.8"}],
                 "lines":[{"lineNo":1,"quantity":"4","unit":"EA"}],"freight":"0","taxTotal":"1.25","total":"40.00"}"""));
    }

    @Test
    void anAmendmentOfAFormerVersionHasNothingThatCame() {
        assertThat(json.read(json.parse("{\"order\":\"SO-1\",\"lines\":[]}"), AmendmentRequest.class).added()).isEmpty();
    }

    @Test
    void whatIsAddedIsToldAgainUntilItIsAnsweredOrRefused() {
        fake.thenAnswer(200, EstateAnswers.order("E-1", "SO-1")).thenHangUp()
                .thenAnswer(422, EstateAnswers.error("credit_exceeded", "No."));
        EstateAmendments amendments = new EstateAmendments(http());
        OrderAmendment amendment = new OrderAmendment("E-1", new AmendmentRequest("SO-1", List.of(),
                List.of(new OrderPosting.Line(1001, new Sku("CD-1"), Quantity.of("3", "BX"), new BigDecimal("12.5"))),
                Optional.of(new AmendmentRequest.Charges(BigDecimal.ZERO, new BigDecimal("1.25"),
                        new BigDecimal("40.00")))));

        assertThat(amendments.adds(system)).isTrue();
        assertThat(amendments.post(system, amendment)).isInstanceOf(Outcome.Done.class);
        assertThat(json.parse(fake.lastCall().body())).as("nothing is cancelled").isEqualTo(json.parse("""
                {"added":[{"lineNo":1001,"sku":"CD-1","quantity":"3","unit":"BX","unitPrice":"12.5"}],"freight":"0",
                 "taxTotal":"1.25","total":"40.00"}"""));
        assertThat(amendments.post(system, amendment)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(amendments.post(system, amendment)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aRefusalNamesTheLine() {
        fake.thenAnswer(422, EstateAnswers.error("unknown_item", "There is no item CD-1."));
        assertThat(new EstateOrders(http(), new EstateBooked(json)).post(system, Requests.order("SO-100001")))
                .isEqualTo(new Outcome.Refused("unknown_item", "Line 2: There is no item CD-1."));
    }

    @Test
    void aMissingKeyIsNoFaultOfTheOrder() throws IOException {
        Files.delete(secrets.resolve("key"));
        assertThat(new EstateOrders(http(), new EstateBooked(json)).post(system, Requests.order("SO-100001")))
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void ordersAreListedWithWhatIsCancelledOfEachLineAndNoneIsLeftOut() {
        EstateOrders orders = new EstateOrders(http(), new EstateBooked(json));
        String row = """
                { "orderNumber": "E-1", "externalReference": "SO-100001", "account": "A-1001", "currency": "USD",
                  "lines": [ { "lineNo": 1, "sku": "CD-10001", "quantity": "2", "unit": "BX", "unitPrice": "143.6400",
                               "pack": "12", "baseUnit": "EA", "cancelledBase": "5", "invoicedBase": "7" } ],
                  "total": "311.27" }""";
        fake.thenAnswer(200, "{ \"items\": [" + row + "], \"next\": \"E-1\" }")
                .thenAnswer(200, EstateAnswers.items(row.replace("\"pack\": \"12\",", "")))
                .thenAnswer(503, EstateAnswers.error("outage", "Closed."));
        Instant since = Instant.parse("2026-11-21T09:00:00Z");
        assertThat(orders.changed(system, since, Optional.of("E-0"))).isEqualTo(new OrderSource.Answer.Page(List.of(
                new OrderSource.Booked("E-1", "SO-100001", "A-1001", "USD", new BigDecimal("311.27"), List.of(
                        new OrderSource.Line(1, new Sku("CD-10001"), Quantity.of("2", "BX"), new BigDecimal("143.6400"),
                                Quantity.of("5", "EA"), Quantity.of("12", "EA"), Quantity.of("7", "EA"))))),
                Optional.of("E-1")));
        assertThat(fake.lastCall().path()).isEqualTo("/orders?limit=1000&changedSince=2026-11-21T09%3A00%3A00Z&after=E-0");
        assertThat(orders.of(system, "SO-100001")).isInstanceOf(OrderSource.Answer.NoAnswer.class);
        assertThat(fake.lastCall().path()).isEqualTo("/orders?limit=1000&externalReference=SO-100001");
        assertThat(orders.of(system, "SO-100001")).isInstanceOf(OrderSource.Answer.NoAnswer.class);
    }

    @Test
    void anInvoiceIsAskedForByTheErpsOwnOrderNumberAndUnderstoodToTheCent() {
        EstateInvoices invoices = new EstateInvoices(http(), new EstateBooked(json));
        InvoicePosting posting = new InvoicePosting("E-500001", Requests.invoice("SO-100001-1", "SO-100001"));
        fake.thenAnswer(201, EstateAnswers.invoice("INV-700001", "SO-100001-1")).thenHangUp()
                .thenAnswer(200, EstateAnswers.items(EstateAnswers.invoice("INV-700001", "SO-100001-1")));
        assertThat(invoices.promise()).isEqualTo(Promise.LOOKUP);
        assertThat(invoices.post(system, posting)).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            PostedInvoice invoice = json.read(done.response(), PostedInvoice.class);
            assertThat(invoice.total()).isEqualTo(new BigDecimal("161.89"));
            assertThat(invoice.lines().getFirst().net()).isEqualTo(new BigDecimal("143.64"));
            assertThat(invoice.dueOn()).isEqualTo("2026-12-21");
        });
        assertThat(json.parse(fake.lastCall().body())).isEqualTo(json.parse("""
                { "externalReference": "SO-100001-1", "orderNumber": "E-500001",
                  "lines": [ { "lineNo": 1, "quantity": "12", "unit": "EA" } ] }
                """));
        assertThat(invoices.post(system, posting)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(invoices.find(system, "SO-100001-1")).isInstanceOf(Sighting.Found.class);
    }

    @Test
    void anInvoiceWithoutItsAmountsIsNotTakenForDone() {
        fake.thenAnswer(201, "{ \"invoiceNumber\": \"INV-1\", \"net\": \"1.00\" }");
        assertThat(new EstateInvoices(http(), new EstateBooked(json)).post(system,
                new InvoicePosting("E-500001", Requests.invoice("SO-100001-1", "SO-100001"))))
                        .isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void aReleaseMayBeSentAgainBecauseTheWarehouseKnowsItByItsLeg() {
        EstateReleases releases = new EstateReleases(http());
        fake.thenHangUp().thenAnswer(201, EstateAnswers.release("SO-100001-1"))
                .thenAnswer(200, EstateAnswers.release("SO-100001-1"))
                .thenAnswer(409, EstateAnswers.error("conflict", "Another body."))
                .thenAnswer(200, EstateAnswers.release("SO-100001-1"))
                .thenAnswer(404, EstateAnswers.error("not_found", "Not here."));
        assertThat(releases.promise()).isEqualTo(Promise.NATIVE_KEY);
        assertThat(releases.post(system, Requests.release("SO-100001-1")))
                .isInstanceOf(Outcome.Ambiguous.class);
        for (int i = 0; i < 2; i++) {
            assertThat(releases.post(system, Requests.release("SO-100001-1")))
                    .isInstanceOfSatisfying(Outcome.Done.class,
                            done -> assertThat(done.reference()).isEqualTo("SO-100001-1"));
        }
        assertThat(fake.calls().get(1).body()).isEqualTo(fake.calls().get(2).body());
        assertThat(json.parse(fake.lastCall().body())).isEqualTo(json.parse("""
                { "releaseId": "SO-100001-1", "orderNumber": "SO-100001", "account": "A-1001",
                  "shipBy": "2026-11-23",
                  "shipTo": { "id": "A-1001-1", "name": "Harbor Mechanical, Main yard",
                              "street": "1200 Marietta St", "city": "Atlanta", "region": "GA",
                              "postalCode": "30318", "country": "US" },
                  "lines": [ { "lineNo": 1, "sku": "CD-10001", "quantity": "24", "unit": "EA" } ] }
                """));
        assertThat(releases.post(system, Requests.release("SO-100001-1")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(releases.find(system, "SO-100001-1")).isInstanceOf(Sighting.Found.class);
        assertThat(releases.find(system, "SO-100001-1")).isInstanceOf(Sighting.Absent.class);
    }

    @Test
    void aPurchaseOrderMayBeSentAgainBecauseTheSupplierKnowsItByItsLeg() {
        EstatePurchaseOrders orders = new EstatePurchaseOrders(http());
        fake.thenHangUp().thenAnswer(202, EstateAnswers.purchaseOrder("SO-100001-2"))
                .thenAnswer(202, EstateAnswers.purchaseOrder("SO-100001-2"));
        assertThat(orders.promise()).isEqualTo(Promise.NATIVE_KEY);
        assertThat(orders.post(system, Requests.purchase("SO-100001-2")))
                .isInstanceOf(Outcome.Ambiguous.class);
        for (int i = 0; i < 2; i++) {
            assertThat(orders.post(system, Requests.purchase("SO-100001-2")))
                    .isInstanceOfSatisfying(Outcome.Done.class,
                            done -> assertThat(done.reference()).isEqualTo("NF-90001"));
        }
        assertThat(json.parse(fake.lastCall().body())).isEqualTo(json.parse("""
                { "poNumber": "SO-100001-2", "orderNumber": "SO-100001", "currency": "USD",
                  "shipTo": { "name": "Harbor Mechanical, Main yard", "street": "1200 Marietta St",
                              "city": "Atlanta", "region": "GA", "postalCode": "30318", "country": "US" },
                  "lines": [ { "lineNo": 2, "sku": "CD-10476", "quantity": "6", "unit": "EA" } ] }
                """));
    }

    @Test
    void creditIsAStandingOrNoAnswer() {
        EstateCredit credit = new EstateCredit(http());
        AccountId account = new AccountId("A-1001");
        fake.thenAnswer(200, """
                { "account": "A-1001", "limit": "5000000.00", "exposure": "18210.44", "currency": "USD",
                  "position": 8123, "asOf": "2026-11-21T09:30:00.120Z" }
                """).thenAnswer(200, "{ \"account\": \"A-1001\", \"limit\": \"much\" }").thenSaysNothing();
        assertThat(credit.credit(system, account)).isEqualTo(new CreditSource.Answer.Standing(
                new BigDecimal("5000000.00"), new BigDecimal("18210.44"), 8123,
                Instant.parse("2026-11-21T09:30:00.120Z"), Currency.getInstance("USD")));
        assertThat(credit.credit(system, account)).isInstanceOf(CreditSource.Answer.NoAnswer.class);
        assertThat(credit.credit(system, account, Duration.ofMillis(200)))
                .isInstanceOf(CreditSource.Answer.NoAnswer.class);
    }

    @Test
    void stockComesInPagesAndOneBadRowHidesNoOther() {
        EstateStock stock = new EstateStock(http());
        String row = "{\"sku\":\"CD-1\",\"location\":\"ATL\",\"onHand\":\"40\",\"unit\":\"EA\","
                + "\"movement\":17,"
                + "\"asOf\":\"2026-11-21T09:30:00Z\"}";
        fake.thenAnswer(200, "{\"items\":[" + row + ",{\"sku\":\"CD-2\"}],\"next\":\"ATL|CD-2\"}")
                .thenAnswer(200, EstateAnswers.items(row)).thenAnswer(500, "");
        assertThat(stock.stock(system, Optional.empty()))
                .isInstanceOfSatisfying(StockSource.Answer.Page.class, page -> {
                    assertThat(page.reports()).hasSize(1);
                    assertThat(page.next()).contains("ATL|CD-2");
                });
        assertThat(stock.stock(system, Optional.of("ATL|CD-2"))).isInstanceOfSatisfying(
                StockSource.Answer.Page.class, page -> assertThat(page.next()).isEmpty());
        assertThat(fake.lastCall().path()).isEqualTo("/stock?limit=1000&after=ATL%7CCD-2");
        assertThat(stock.stock(system, Optional.empty())).isInstanceOf(StockSource.Answer.NoAnswer.class);
    }
}

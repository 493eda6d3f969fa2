package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.PostedOrder;
import io.crossdock.system.connectors.tryton.FakeTryton.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders to a Tryton that behaves as the real one does: it knows nothing again, and says little about what it did. */
@Timeout(240)
class TrytonOrdersTest {

    private static final String CREATE = "model.sale.sale.create";
    private static final String QUOTE = "model.sale.sale.quote";
    private static final String CONFIRM = "model.sale.sale.confirm";
    private static final String LOOK = "model.sale.sale.search_read";

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
    private Rig rig;
    private TrytonOrders orders;
    private SystemSettings system = fake.settings();

    @BeforeEach
    void connector() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        rig = Rig.of(secrets, Clock.systemUTC());
        orders = rig.orders();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    /** 60 hard hats at 15.50 and 2 boxes of bolts at 33.60, 9.99 freight, 7 % tax on the goods. */
    static OrderPosting order(String reference, String account) {
        return new OrderPosting(reference, new AccountId(account), Optional.of("PO-7781"), "USD",
                List.of(new OrderPosting.Line(1, new Sku("SAF-2001"), Quantity.of("60", "EA"), new BigDecimal("15.5000")),
                        new OrderPosting.Line(2, new Sku("FST-1001"), Quantity.of("2", "BX"),
                                new BigDecimal("33.6"))),
                new BigDecimal("9.99"), new BigDecimal("69.80"), new BigDecimal("1076.99"), Optional.empty(),
                new Address("Acme, Dock 7", List.of("Dock 7", "210 Plant Rd"), "Dayton", "OH", "45402", "US",
                        Optional.empty()));
    }

    private static OrderPosting order(String reference) {
        return order(reference, "C-ACME");
    }

    private List<ObjectNode> sales(String reference) {
        return fake.tables().all("sale.sale").stream().filter(row -> row.path("reference").asString().equals(reference))
                .toList();
    }

    private List<String> states(String reference) {
        return sales(reference).stream().map(row -> row.path("state").asString()).toList();
    }

    @Test
    void anOrderIsQuotedAndConfirmedWithEverythingThatTrytonDoesNotFillIn() {
        assertThat(orders.promise()).isEqualTo(Promise.LOOKUP);
        Outcome outcome = orders.post(system, order("SO-100001"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.reference()).isEqualTo("1");
            PostedOrder posted = rig.json().read(done.response(), PostedOrder.class);
            assertThat(posted.number()).isEqualTo("1");
            assertThat(posted.postedAt()).isPresent();
            assertThat(posted.position()).contains(TrytonOrders.position(posted.postedAt().orElseThrow()));
        });
        ObjectNode sale = sales("SO-100001").getFirst();
        assertThat(sale.path("state").asString()).isEqualTo("processing");
        assertThat(sale.path("description").asString()).isEqualTo("PO-7781");
        assertThat(sale.path("web_id").asString()).isEqualTo("SO-100001");
        assertThat(sale.path("payment_term").asInt()).isEqualTo(1);
        assertThat(sale.path("shipment_cost_method").isNull()).isTrue();
        ObjectNode address = fake.tables().row("party.address", sale.path("shipment_address").asLong());
        assertThat(address.path("street").asString()).isEqualTo("Dock 7\n210 Plant Rd");
        List<JsonNode> lines = fake.tables().all("sale.line").stream().map(row -> (JsonNode) row).toList();
        assertThat(lines).extracting(line -> line.path("sequence").asInt()).containsExactly(1, 2, 1_000_000);
        assertThat(lines.getFirst().path("unit_price")).isEqualTo(Wire.decimal(new BigDecimal("15.5")));
        assertThat(lines.getFirst().path("quantity").isFloatingPointNumber()).isTrue();
        assertThat(lines.get(0).path("taxes").path(0).path(1)).hasSize(1);
        assertThat(lines.get(2).path("taxes").path(0).path(1)).isEmpty();
    }

    @Test
    void anOrderThatIsThereIsNotMadeAgainAndItsAddressNeither() {
        Outcome first = orders.post(system, order("SO-100001"));
        assertThat(orders.post(system, order("SO-100001"))).isEqualTo(first);
        orders.post(system, order("SO-100002"));
        assertThat(fake.calls(CREATE)).isEqualTo(2);
        assertThat(fake.calls("model.party.address.create")).isEqualTo(1);
    }

    @Test
    void whatWasLeftBehindHalfDoneIsCarriedOn() {
        fake.next(QUOTE, Trouble.CLOSED).next(CONFIRM, Trouble.TOO_MANY);
        assertThat(orders.post(system, order("SO-100001"))).as("what a proxy says it may say afterwards")
                .isInstanceOf(Outcome.Ambiguous.class);
        assertThat(states("SO-100001")).containsExactly("draft");
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Absent.class);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOfSatisfying(Outcome.Unavailable.class,
                busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(states("SO-100001")).containsExactly("quotation");
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Absent.class);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
        assertThat(states("SO-100001")).containsExactly("processing");
    }

    @ParameterizedTest
    @CsvSource({CREATE + ",CUT_BEFORE,0", CREATE + ",CUT_AFTER,0", CREATE + ",CRASHED,0", CREATE + ",NO_JSON,0",
            QUOTE + ",CUT_BEFORE,0", QUOTE + ",CUT_AFTER,0", CONFIRM + ",CUT_BEFORE,0", CONFIRM + ",CUT_AFTER,1"})
    void aLostAnswerIsAmbiguousAndNothingIsDoubled(String method, Trouble trouble, int booked) {
        fake.next(method, trouble);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(orders.find(system, "SO-100001"))
                .isInstanceOf(booked == 0 ? Sighting.Absent.class : Sighting.Found.class);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
        assertThat(states("SO-100001")).containsExactly("processing");
    }

    @Test
    void aButtonThatSilentlyDoesNothingIsNoticed() {
        fake.next(QUOTE, Trouble.NOTHING_DONE);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.reason()).contains("left sale", "draft", "quote"));
        fake.next(CONFIRM, Trouble.NOTHING_DONE);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Failed.class);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aCreateThatArrivesTwiceIsRefusedThereOnceTheReferenceIsUniqueThere() {
        fake.next(CREATE, Trouble.DONE_TWICE);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
        assertThat(states("SO-100001")).containsExactly("processing");
    }

    @Test
    void withoutThatTheSecondCopyIsCancelledBeforeAnybodyConfirmsIt() {
        fake.business().withoutWebIds();
        fake.next(CREATE, Trouble.DONE_TWICE);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
        assertThat(states("SO-100001")).containsExactly("processing", "cancelled");
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Found.class);
    }

    @Test
    void aReferenceThatIsBookedTwiceIsForAPersonToSee() {
        fake.business().withoutWebIds();
        orders.post(system, order("SO-100001"));
        ObjectNode copy = sales("SO-100001").getFirst().deepCopy().put("number", "77");
        fake.tables().add("sale.sale", copy);
        assertThat(orders.find(system, "SO-100001")).isEqualTo(new Sighting.Several(List.of("1", "77")));
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void whatWasCancelledThereIsNotBookedAgainBehindTheirBacks() {
        fake.next(QUOTE, Trouble.CLOSED);
        orders.post(system, order("SO-100001"));
        fake.business().press("sale.sale", "cancel", List.of(sales("SO-100001").getFirst().path("id").asLong()));
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo("cancelled-there"));
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = {"SERIALIZE", "LOCKED_ROW"})
    void theTwoPassingFaultsAreTriedAgainAndIfTheyStayTheLaneWaits(Trouble passing) {
        fake.next(CONFIRM, passing, passing).next(LOOK, passing);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.calls(CONFIRM)).isEqualTo(3);
        fake.next(CREATE, passing, passing, passing, passing, passing);
        assertThat(orders.post(system, order("SO-100002"))).isInstanceOf(Outcome.Failed.class);
        assertThat(sales("SO-100002")).isEmpty();
    }

    @Test
    void anyOtherFaultIsNotTriedAgain() {
        fake.next(CREATE, Trouble.UNKNOWN_FAULT);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.reason()).contains("NoneType"));
        assertThat(fake.calls(CREATE)).isEqualTo(1);
    }

    @Test
    void aBusinessNoIsRefusedInTrytonsWords() {
        assertThat(orders.post(system, order("SO-100001", "C-TIGHT"))).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> {
                    assertThat(refused.code()).isEqualTo("refused-at-confirm");
                    assertThat(refused.reason()).contains("credit limit");
                });
        assertThat(states("SO-100001")).containsExactly("quotation");
        assertThat(orders.post(system, order("SO-100002", "C-NOBODY"))).isEqualTo(
                new Outcome.Refused("not-bookable", "There is no account C-NOBODY."));
    }

    @Test
    void aTotalThatIsNotThePromisedOneIsNotConfirmed() {
        OrderPosting order = order("SO-100001");
        OrderPosting wrong = new OrderPosting(order.reference(), order.account(), order.buyerReference(),
                order.currency(), order.lines(), order.freight(), order.tax(), new BigDecimal("1076.98"),
                order.shipToId(), order.shipTo());
        assertThat(orders.post(system, wrong)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("total-differs");
            assertThat(refused.reason()).contains("1076.99", "1076.98");
        });
        assertThat(states("SO-100001")).containsExactly("draft");
        assertThat(orders.post(fake.settings(fake.url(), Map.of("totalTolerance", "0.01")), wrong))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anAddressOnFileIsTakenByItsNumberAndAnEqualOneIsNotMadeAgain() {
        long onFile = fake.tables().all("party.address").iterator().next().path("id").asLong();
        OrderPosting order = order("SO-100001");
        OrderPosting byNumber = new OrderPosting(order.reference(), order.account(), order.buyerReference(),
                order.currency(), order.lines(), order.freight(), order.tax(), order.total(),
                Optional.of(new ShipToId(String.valueOf(onFile))), order.shipTo());
        orders.post(system, byNumber);
        assertThat(sales("SO-100001").getFirst().path("shipment_address").asLong()).isEqualTo(onFile);
        assertThat(fake.calls("model.party.address.create")).isZero();
    }

    @Test
    void anEndedSessionIsReplacedAndTheCallRepeated() {
        orders.post(system, order("SO-100001"));
        fake.endSessions();
        fake.next(CONFIRM, Trouble.LOGGED_OUT);
        assertThat(orders.post(system, order("SO-100002"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.calls("common.db.login")).isEqualTo(3);
        assertThat(states("SO-100002")).containsExactly("processing");
    }

    @Test
    void aWrongPasswordIsTriedOnceAndAgainWhenItWasChanged() throws IOException {
        Files.writeString(secrets.resolve("key"), "wrong");
        for (int i = 0; i < 8; i++) {
            assertThat(orders.post(system, order("SO-100001"))).isInstanceOfSatisfying(Outcome.Unavailable.class,
                    locked -> assertThat(locked.reason()).contains("password", "hub", "file:key"));
        }
        assertThat(fake.calls("common.db.login")).isEqualTo(1);
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        assertThat(orders.post(system, order("SO-100001"))).isInstanceOf(Outcome.Done.class);
        Files.delete(secrets.resolve("key"));
        assertThat(orders.post(system, order("SO-100002"))).as("the session lives").isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aCallThatIsNotAnsweredEndsWithTheTimeOutOfTheSystem() {
        fake.next(LOOK, Trouble.SILENT);
        SystemSettings quick = new SystemSettings(system.id(), system.kind(), system.connector(), system.baseUrl(),
                system.secret(), Optional.empty(), new Timeouts(Duration.ofSeconds(10),
                        Duration.ofSeconds(3)), system.lane(), Optional.empty(), system.zone(), system.settings());
        long begun = System.nanoTime();
        assertThat(orders.post(quick, order("SO-100001"))).isInstanceOf(Outcome.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        fake.next(CREATE, Trouble.SILENT);
        assertThat(orders.post(quick, order("SO-100001"))).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void aQuestionWhoseConnectionWasClosedIsAskedOnceMore() {
        fake.next(LOOK, Trouble.CUT_BEFORE, Trouble.CUT_BEFORE, Trouble.CUT_BEFORE);
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Unknown.class);
        assertThat(orders.find(system, "SO-100001")).isInstanceOf(Sighting.Absent.class);
    }
}

package io.crossdock.process.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.inbox.Message;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.PostingState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {

    private static final LegNumber LEG = new LegNumber(Tale.NUMBER, 1);
    private static final List<LegReport.Line> DOZEN =
            List.of(new LegReport.Line(1, new Sku("CD-10001"), Quantity.of(12, Unit.of("EA"))));

    @TempDir
    static Path folder;
    static Names names;

    @BeforeAll
    static void landscape() {
        names = Tale.names(folder);
    }

    @Test
    void aShipmentIsToldFromTheOrderToTheDoor() {
        Timeline timeline = new Tale(names).leg("ATL", LegState.DELIVERED).now(600)
                .message("portal:portal-demo", 0, Message.State.DIGESTED, "SO-100012")
                .effect("erp", "order.post", "SO-100012", EffectState.DONE, 0, "")
                .attempt("send", "done", 0, Duration.ofMillis(84), "E-500001")
                .fact("order.posted", "SO-100012", 1, Map.of("system", "erp", "reference", "E-500001"))
                .fact(LegFact.PICKING, "SO-100012-1", 30,
                        new LegFact.Moved(LEG, LegState.PICKING, Tale.at(30), List.of()))
                .causedBy("wms-atl", 30)
                .fact(LegFact.DISPATCHED, "SO-100012-1", 60, new LegFact.Dispatched(LEG, "ATL", "northway", Tale.at(60),
                        DOZEN, List.of(Tale.box("NW7000000001"))))
                .fact(LegFact.PROGRESSED, "SO-100012-1", 90, new LegFact.Progressed(LEG, "northway", "NW7000000001",
                        CarrierMilestone.DELIVERED, Tale.at(90), "Atlanta, GA", Optional.of("R. Alvarez"),
                        Optional.empty()))
                .timeline();
        assertThat(timeline.lanes()).extracting(Lane::label)
                .containsExactly("Portal", "ERP", "Warehouse ATL", "Carrier Northway");
        assertThat(timeline.entries()).extracting(Entry::sentence).containsExactly(
                "portal-demo sent the order (PO-7781).",
                "Book the order in the ERP: done in 84 ms, as E-500001.",
                "Booked in the ERP as E-500001.",
                "Warehouse ATL is picking SO-100012-1.",
                "Shipment SO-100012-1 left warehouse ATL with Northway: 1 package (NW7000000001), 12 EA CD-10001.",
                "Northway delivered package NW7000000001 in Atlanta, GA, signed by R. Alvarez.");
        assertThat(timeline.entries().get(3).links().message()).isPresent();
    }

    @Test
    void furtherShipmentsAreToldWithWhereTheyComeFrom() {
        LocalDate day = LocalDate.of(2026, 11, 27);
        Tale tale = new Tale(names).leg("ATL", LegState.PICKING).now(60);
        int index = 2;
        for (LegPlan.Origin origin : List.of(new LegPlan.Origin.Warehouse(new LocationId("DFW")),
                new LegPlan.Origin.DropShip(new SupplierId("halden")), new LegPlan.Origin.Backorder())) {
            LegNumber number = new LegNumber(Tale.NUMBER, index++);
            tale.fact(LegFact.PLANNED, number.toString(), 30, new LegFact.Planned(number, new LegPlan(origin, day, day,
                    List.of(new LegPlan.Line(1, new Sku("CD-10001"), Quantity.of(4, Unit.of("EA")))))));
        }

        assertThat(tale.timeline().entries()).extracting(Entry::sentence)
                .anySatisfy(said -> assertThat(said).startsWith("Shipment SO-100012-2 planned from warehouse DFW"))
                .anySatisfy(said -> assertThat(said).startsWith("Shipment SO-100012-3 planned from supplier Halden"))
                .anySatisfy(said -> assertThat(said).startsWith("Shipment SO-100012-4 planned as a backorder"));
        assertThat(tale.buyerTimeline()).extracting(BuyerEvent::sentence).containsExactly(
                "Shipment SO-100012-2 is planned to arrive on 2026-11-27.",
                "Shipment SO-100012-3 is planned to arrive on 2026-11-27.",
                "Shipment SO-100012-4 waits for goods and is expected for about 2026-11-27.");
    }

    @Test
    void waitingIsToldBetweenCallsAndAlikeCallsAreToldTogether() {
        Tale tale = new Tale(names).stands(CommercialState.ACCEPTED, PostingState.PENDING).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.READY, 10, "Connection refused").now(100);
        for (int i = 0; i < 5; i++) {
            tale.attempt("send", "unavailable", 10 + 10 * i, Duration.ofMillis(5), "Connection refused");
        }
        List<Entry> entries = tale.timeline().entries();
        assertThat(entries).extracting(Entry::sentence).containsExactly(
                "The order waited for the ERP.",
                "Book the order in the ERP: 5 calls in 40 s, the ERP takes no calls: Connection refused.",
                "The order waits for the ERP, which does not take it: Connection refused.");
        assertThat(entries.get(1).attempt()).hasValueSatisfying(attempt -> {
            assertThat(attempt.times()).isEqualTo(5);
            assertThat(attempt.result()).isEqualTo(Entry.Result.UNREACHABLE);
        });
        assertThat(entries.get(2).when()).isInstanceOf(When.Since.class);
    }

    @Test
    void doubtAndItsEndAreTold() {
        List<Entry> entries = new Tale(names).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.DONE, 0, "")
                .attempt("send", "ambiguous", 0, Duration.ofSeconds(10), "The connection was cut")
                .attempt("lookup", "found", 16, Duration.ofMillis(40), "E-500001").now(60).timeline().entries();
        assertThat(entries).extracting(Entry::sentence).containsExactly(
                "Book the order in the ERP: call 1, the answer was lost: The connection was cut.",
                "The order waited for the ERP.",
                "Asked the ERP whether it has the order: it has, as E-500001.");
    }

    @Test
    void whatPeopleDecideIsToldInTheirName() {
        List<Entry> entries = new Tale(names).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.PARKED, 0, "Failed 30 times")
                .attempt("person", "ready", 5, Duration.ZERO, "Sent again by user:kim.").now(6).timeline().entries();
        assertThat(entries.getLast().sentence()).isEqualTo("Kim had the order sent again.");
        assertThat(entries.getLast().kind()).isEqualTo(Entry.Kind.DECISION);
    }

    @Test
    void aChangeIsToldWithWhoAskedForIt() {
        Map<String, Object> said = Map.of("reason", "too many", "answer", Map.of("lines", List.of(Map.of("says",
                "Line 1: 2 EA will not be delivered."))));
        List<Entry> entries = new Tale(names).factBy("user:kim", "order.changed", "SO-100012", 1, said)
                .factBy("partner:buildwell", "order.change_refused", "SO-100012", 2, said)
                .factBy("consumer:portal-demo", "order.changed", "SO-100012", 3, Map.of()).now(6).timeline().entries();
        assertThat(entries).extracting(Entry::sentence).containsExactly(
                "The order was changed by Kim in the console (too many). Line 1: 2 EA will not be delivered.",
                "A change was asked for, too late, by partner Buildwell (too many). Line 1: 2 EA will not be delivered.",
                "The order was changed by Portal-demo.");
    }

    @Test
    void aParkedCallWaitsForAPerson() {
        List<Entry> entries = new Tale(names).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.PARKED, 0, "Failed 30 times").now(600).timeline()
                .entries();
        assertThat(entries.getLast()).satisfies(entry -> {
            assertThat(entry.sentence()).isEqualTo("The order waits for a person to decide: Failed 30 times.");
            assertThat(entry.lane()).isEqualTo(Lane.HUB);
        });
    }

    @Test
    void aMessageThatChangedNothingIsStillTold() {
        List<Entry> entries = new Tale(names).leg("ATL", LegState.SHIPPED)
                .message("wms-atl", 5, Message.State.DIGESTED, "SO-100012-1").now(6).timeline().entries();
        assertThat(entries.getLast().sentence()).isEqualTo("Warehouse ATL sent a message that changed nothing.");
    }

    @Test
    void aFactOfAnUnknownTypeIsNotLost() {
        List<Entry> entries = new Tale(names).leg("ATL", LegState.SHIPPED)
                .fact("return.requested", "RMA-1", 5, Map.of()).now(6).timeline().entries();
        assertThat(entries.getLast().sentence()).isEqualTo("Return requested (RMA-1).");
    }

    @Test
    void aReportFromLongAgoTellsWhenItHappened() {
        List<Entry> entries = new Tale(names).leg("ATL", LegState.DELIVERED)
                .fact(LegFact.DELIVERED, "SO-100012-1", 600,
                        new LegFact.Moved(LEG, LegState.DELIVERED, Tale.at(60), List.of())).now(700).timeline().entries();
        assertThat(entries.getLast().sentence())
                .isEqualTo("Shipment SO-100012-1 is delivered. It happened at 14:01.");
    }

    @Test
    void aBuyerSeesStepsAndNothingOfOurSystems() {
        List<BuyerEvent> events = new Tale(names).leg("ATL", LegState.SHIPPED)
                .fact("order.posted", "SO-100012", 1, Map.of("system", "erp", "reference", "E-500001"))
                .fact("effect.parked", "SO-100012", 2, Map.of("reason", "secret"))
                .fact("message.conflicted", "SO-100012", 3, Map.of())
                .fact(LegFact.DISPATCHED, "SO-100012-1", 60, new LegFact.Dispatched(LEG, "ATL", "northway", Tale.at(60),
                        DOZEN, List.of(Tale.box("NW7000000001"))))
                .buyerTimeline();
        assertThat(events).extracting(BuyerEvent::event).containsExactly("confirmed", "shipped");
        assertThat(events).extracting(BuyerEvent::sentence).containsExactly("Your order is confirmed.",
                "Shipment SO-100012-1 has left with Northway: 1 package.");
        assertThat(events.getLast().tracking()).contains("NW7000000001");
    }
}

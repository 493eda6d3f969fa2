package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.ShipmentSource.Step;
import io.crossdock.system.connectors.SupplierOrder;
import io.crossdock.system.connectors.tryton.FakeTryton.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What a supplier ships to the buyer is bought in Tryton once, whatever becomes of a call. */
class TrytonDropShipTest {

    private static final Sku HAT = new Sku("SAF-2001");

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
    private final SystemSettings erp = fake.settings();
    private final SystemSettings supplier = new SystemSettings("northforge", SystemSettings.Kind.SUPPLIER, erp.connector(),
            erp.baseUrl(), erp.secret(), erp.webhookSecret(), erp.timeouts(), erp.lane(), Optional.empty(), erp.zone(),
            erp.settings());
    private Rig rig;

    @BeforeEach
    void connector() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        rig = Rig.of(secrets, Clock.systemUTC());
        fake.business().fulfilment().supply().sends(HAT.value(), "northforge");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    /** 60 hats, which are sent by the supplier, and 2 boxes of bolts. */
    private String booked(String order) {
        return rig.orders().post(erp, TrytonOrdersTest.order(order, "C-OPEN")) instanceof Outcome.Done done
                ? done.reference() : "none";
    }

    private static SupplierOrder asked(String leg, String quantity) {
        return new SupplierOrder(leg, leg.substring(0, leg.lastIndexOf('-')), new SupplierId("northforge"), "USD",
                TrytonOrdersTest.order(leg, "C-OPEN").shipTo(),
                List.of(new SupplierOrder.Line(1, HAT, Quantity.of(quantity, "EA"))));
    }

    private Outcome invoiced(String leg, String sale, String quantity) {
        return rig.invoices().post(erp, new InvoicePosting(sale, new InvoiceRequest(leg,
                leg.substring(0, leg.lastIndexOf('-')), List.of(new InvoiceRequest.Line(1, Quantity.of(quantity, "EA"))))));
    }

    private List<ObjectNode> drops(String leg) {
        return fake.tables().all(FakeSupply.DROP).stream().filter(row -> row.path("reference").asString("").equals(leg))
                .toList();
    }

    private List<String> heard(String leg) {
        return rig.dropShipments().steps(supplier, new Asking(Optional.empty(), Optional.empty())).rows().stream()
                .filter(step -> step.leg().equals(leg)).map(Step::event).map(rig.json()::parse).map(event ->
                        event.path("type").asString() + " " + event.path("lines").path(0).path("quantity").asString(""))
                .toList();
    }

    /** As people there do. */
    private void send(String leg, String quantity) {
        ObjectNode drop = drops(leg).getFirst();
        fake.tables().all("stock.move").stream().filter(move -> move.path("supply_of").asLong(-1) == Wire.id(drop))
                .forEach(move -> move.set("quantity", Wire.number(new BigDecimal(quantity))));
        fake.business().press(FakeSupply.DROP, "ship", List.of(Wire.id(drop)));
    }

    @Test
    void theItemIsShippedByItsSupplier() {
        Item hat = rig.masterData().items(erp, new Asking(Optional.empty(), Optional.empty())).rows().stream()
                .map(row -> row.value()).filter(item -> item.sku().equals(HAT)).findFirst().orElseThrow();
        assertThat(hat.stocking()).isEqualTo(Item.Stocking.DROP_SHIP);
        assertThat(hat.supply()).contains(new Item.Supply(new SupplierId("northforge"), "X-SAF-2001", Duration.ofDays(3)));
    }

    @Test
    void whatIsSentInTwoPartsIsBoughtOnceAndEachPartIsToldAndInvoiced() {
        String sale = booked("SO-1");
        assertThat(rig.purchaseOrders().find(supplier, "SO-1-1")).isInstanceOf(Sighting.Absent.class);
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.purchaseOrders().find(supplier, "SO-1-1")).isInstanceOf(Sighting.Found.class);
        assertThat(heard("SO-1-1")).containsExactly("po.acknowledged ");
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-2", "15"))).as("what is left of it is not known yet")
                .isInstanceOf(Outcome.Failed.class);
        send("SO-1-1", "45");
        assertThat(heard("SO-1-1")).containsExactly("po.acknowledged ", "po.shipped 45");
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-2", "15"))).isInstanceOf(Outcome.Done.class);
        assertThat(invoiced("SO-1-1", sale, "45")).isInstanceOf(Outcome.Done.class);
        assertThat(invoiced("SO-1-2", sale, "15")).isInstanceOf(Outcome.Done.class);
        assertThat(heard("SO-1-2")).containsExactly("po.acknowledged ", "po.shipped 15");
        assertThat(fake.tables().all(FakeSupply.PURCHASE)).hasSize(1);
        assertThat(drops("SO-1-1")).hasSize(1);
        assertThat(drops("SO-1-2")).hasSize(1);
    }

    /** Tryton processed the sale twice at a time, for what a supplier sent and for a warehouse: it takes one back. */
    @Test
    void ofTwoInvoicesThatHoldAMoveTheOneOfAnotherShipmentIsNotClaimed() {
        String sale = sentBySupplier();
        ObjectNode first = invoiceOfGoods();
        ObjectNode draft = first.deepCopy();
        draft.remove("id");
        long second = fake.tables().add("account.invoice", draft);
        lines(first).forEach(line -> {
            ObjectNode again = line.deepCopy().put("invoice", second);
            again.remove("id");
            fake.tables().add("account.invoice.line", again);
        });
        first.put("state", "posted").put("number", "77").put("reference", "SO-1-2");

        assertThat(invoiced("SO-1-1", sale, "60")).isInstanceOf(Outcome.Done.class);
        assertThat(first.path("reference").asString()).isEqualTo("SO-1-2");
        ObjectNode claimed = fake.tables().row("account.invoice", second);
        assertThat(claimed.path("reference").asString()).isEqualTo("SO-1-1");
        assertThat(claimed.path("state").asString()).isEqualTo("posted");
    }

    @Test
    void theInvoiceOfAnotherShipmentIsLeftAloneAlsoWhereItIsTheOnlyOne() {
        String sale = sentBySupplier();
        ObjectNode only = invoiceOfGoods().put("reference", "SO-1-2");

        assertThat(invoiced("SO-1-1", sale, "60")).isInstanceOfSatisfying(Outcome.Failed.class, waits ->
                assertThat(waits.reason()).endsWith("What left with it is on the one for SO-1-2."));
        assertThat(only.path("reference").asString()).isEqualTo("SO-1-2");
        assertThat(only.path("state").asString()).isEqualTo("draft");
    }

    /** What Tryton has made an invoice of by itself; the number of its sale. */
    private String sentBySupplier() {
        String sale = booked("SO-1");
        rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"));
        send("SO-1-1", "60");
        fake.business().press(FakeSupply.DROP, "done", List.of(Wire.id(drops("SO-1-1").getFirst())));
        return sale;
    }

    private ObjectNode invoiceOfGoods() {
        return fake.tables().all("account.invoice").stream().filter(invoice -> lines(invoice).stream()
                .anyMatch(line -> !Wire.ids(line.path("stock_moves")).isEmpty())).findFirst().orElseThrow();
    }

    private List<ObjectNode> lines(ObjectNode invoice) {
        return fake.tables().all("account.invoice.line").stream()
                .filter(line -> line.path("invoice").asLong() == Wire.id(invoice)).toList();
    }

    @Test
    void everyCallMayBeLostOrDoneTwice() {
        booked("SO-7");
        rig.purchaseOrders().post(supplier, asked("SO-7-1", "60"));
        invoiced("SO-7-1", booked("SO-7"), "60");
        Set<String> methods = new LinkedHashSet<>(fake.calls());
        int order = 100;
        for (String method : methods) {
            for (Trouble trouble : List.of(Trouble.CUT_AFTER, Trouble.CUT_BEFORE, Trouble.DONE_TWICE)) {
                if (!method.startsWith("model.sale.sale.") && !method.equals("common.db.login")) {
                    String leg = "SO-" + ++order + "-1";
                    String sale = booked("SO-" + order);
                    fake.next(method, trouble);
                    withPatience(() -> rig.purchaseOrders().post(supplier, asked(leg, "60")), method + " " + trouble);
                    withPatience(() -> invoiced(leg, sale, "60"), method + " " + trouble);
                    assertThat(drops(leg)).as(method + " " + trouble).hasSize(1);
                }
            }
        }
        assertThat(fake.tables().all(FakeSupply.PURCHASE)).hasSize(order - 100 + 1);
        assertThat(fake.tables().all(FakeSupply.DROP)).hasSize(order - 100 + 1)
                .allMatch(drop -> drop.path("state").asString().equals("done"));
    }

    private static void withPatience(Supplier<Outcome> attempt, String what) {
        Outcome outcome = attempt.get();
        for (int again = 0; again < 4 && !(outcome instanceof Outcome.Done); again++) {
            outcome = attempt.get();
        }
        assertThat(outcome).as(what).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theWorkerMayBeBehind() {
        fake.business().fulfilment().withWorker();
        booked("SO-1");
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Failed.class);
        fake.business().fulfilment().catchUp();
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Failed.class);
        fake.business().fulfilment().catchUp();
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.sale.sale.read", "model.purchase.purchase.read"})
    void theWorkerMayGetToAPurchaseBetweenTwoLooks(String look) {
        fake.business().fulfilment().withWorker();
        booked("SO-1");
        fake.business().fulfilment().catchUp();
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Failed.class);
        fake.next(look, Trouble.CAUGHT_UP);
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isNotInstanceOf(Outcome.Refused.class);
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsLeftIsTiedToTheSaleAlthoughTheWorkerTookItForGoodsOfNone() {
        fake.business().fulfilment().withWorker();
        String sale = booked("SO-1");
        fake.business().fulfilment().catchUp();
        rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"));
        fake.business().fulfilment().catchUp();
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-1", "60"))).isInstanceOf(Outcome.Done.class);
        send("SO-1-1", "45");
        assertThat(invoiced("SO-1-1", sale, "45")).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-2", "15"))).as("the worker has not got to it")
                .isInstanceOf(Outcome.Failed.class);
        fake.business().fulfilment().catchUp();
        assertThat(fake.tables().all(FakeSupply.DROP)).hasSize(2).last().matches(drop -> !drop.hasNonNull("sale"));
        for (String call : List.of("model.stock.shipment.drop.draft", "model.stock.move.delete",
                "model.stock.shipment.drop.wait")) {
            fake.next(call, Trouble.CUT_AFTER);
            assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-2", "15"))).as(call).isNotInstanceOf(Outcome.Refused.class);
        }
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-2", "15"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.tables().all("stock.move")).filteredOn(move -> move.has("drop_of") && !move.path("drop_of").isNull())
                .allMatch(move -> move.hasNonNull("origin"));
        fake.business().fulfilment().catchUp();
        withPatience(() -> {
            Outcome outcome = invoiced("SO-1-2", sale, "15");
            fake.business().fulfilment().catchUp();
            return outcome;
        }, "the rest");
        assertThat(heard("SO-1-2")).containsExactly("po.acknowledged ", "po.shipped 15");
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-1-3", "1"))).as("nothing is left")
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aLineIsCancelledWholeUntilItsSupplierIsAsked() {
        String sale = booked("SO-1");
        assertThat(cancelled("SO-1", sale, "20")).isInstanceOf(Outcome.Refused.class);
        assertThat(cancelled("SO-1", sale, "60")).isInstanceOf(Outcome.Done.class);
        assertThat(cancelled("SO-1", sale, "60")).isInstanceOf(Outcome.Done.class);
        assertThat(fake.tables().all(FakeSupply.PURCHASE)).hasSize(1)
                .allMatch(row -> row.path("state").asString().equals("cancelled"));
        assertThat(fake.tables().all(FakeSupply.REQUEST)).allMatch(row -> row.path("state").asString().equals("cancelled"));
        String other = booked("SO-2");
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-2-1", "60"))).isInstanceOf(Outcome.Done.class);
        assertThat(cancelled("SO-2", other, "60")).isInstanceOf(Outcome.Refused.class);
        assertThat(rig.cancellations().post(supplier, new LegCancellation("SO-2-1", "SO-2", "no longer wanted")))
                .isInstanceOfSatisfying(Outcome.Refused.class, no -> assertThat(no.code()).isEqualTo("too-late"));
    }

    private Outcome cancelled(String order, String sale, String quantity) {
        return rig.amendments().post(erp, new OrderAmendment(sale, new AmendmentRequest(order,
                List.of(new OrderAmendment.Line(1, HAT, Quantity.of(quantity, "EA"))))));
    }

    @Test
    void whatComesFromAWarehouseIsNotBought() {
        booked("SO-1");
        SupplierOrder bolts = new SupplierOrder("SO-1-1", "SO-1", new SupplierId("northforge"), "USD",
                TrytonOrdersTest.order("SO-1", "C-OPEN").shipTo(),
                List.of(new SupplierOrder.Line(2, new Sku("FST-1001"), Quantity.of("200", "EA"))));
        assertThat(rig.purchaseOrders().post(supplier, bolts)).isInstanceOfSatisfying(Outcome.Refused.class,
                no -> assertThat(no.code()).isEqualTo("not-drop-shipped"));
        assertThat(rig.purchaseOrders().post(supplier, asked("SO-9-1", "60"))).isInstanceOf(Outcome.Refused.class);
    }
}

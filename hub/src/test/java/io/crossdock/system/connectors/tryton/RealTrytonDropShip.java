package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.InvoiceSource;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.ShipmentSource.Step;
import io.crossdock.system.connectors.SupplierOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a supplier ships to the buyer, bought in a real Tryton, and what comes back of it; chosen by hand. */
class RealTrytonDropShip {

    private static final Sku BREAKER = new Sku("CD-10001");
    private static final Sku TRANSFORMER = new Sku("CD-10476");

    private final SystemSettings erp = RealTryton.settings(RealTryton.url());
    private final SystemSettings supplier = new SystemSettings("northforge", SystemSettings.Kind.SUPPLIER, erp.connector(),
            erp.baseUrl(), erp.secret(), erp.webhookSecret(), erp.timeouts(), erp.lane(), Optional.empty(), erp.zone(),
            erp.settings());
    private final Rig rig = Rig.of(Path.of(System.getProperty("tryton.secrets", ".")), Clock.systemUTC());
    private final String order = "SO-" + (400_000_000L + System.nanoTime() % 100_000_000L);
    private final Instant begun = Instant.now().minus(Duration.ofMinutes(1));

    /** 2 breakers and 5 transformers, 7 % on the goods. */
    private String booked() {
        OrderPosting posting = new OrderPosting(order, new AccountId("A-1001"), Optional.of("PO-" + order), "USD",
                List.of(new OrderPosting.Line(1, BREAKER, Quantity.of("2", "EA"), new BigDecimal("6.2225")),
                        new OrderPosting.Line(2, TRANSFORMER, Quantity.of("5", "EA"), new BigDecimal("398.8290"))),
                new BigDecimal("9.99"), new BigDecimal("140.46"), new BigDecimal("2157.03"), Optional.empty(),
                RealTryton.order(order).shipTo());
        return rig.orders().post(erp, posting) instanceof Outcome.Done done ? done.reference() : "none";
    }

    private SupplierOrder asked(String leg, String quantity) {
        return new SupplierOrder(leg, order, new SupplierId("northforge"), "USD", RealTryton.order(order).shipTo(),
                List.of(new SupplierOrder.Line(2, TRANSFORMER, Quantity.of(quantity, "EA"))));
    }

    /** As people there do: so many of it are sent. */
    private void send(String leg, String quantity) {
        rig.tryton().writing(supplier, leg, tryton -> {
            JsonNode row = tryton.search(DropShipments.MODEL, List.of(List.of("reference", "=", leg)), Paging.first(1),
                    List.of("supplier_moves")).getFirst();
            ObjectNode change = Wire.object();
            change.set("quantity", Wire.number(new BigDecimal(quantity)));
            tryton.write("stock.move", Wire.ids(row.path("supplier_moves")), change);
            tryton.press(DropShipments.MODEL, "ship", List.of(Wire.id(row)));
            return leg;
        });
    }

    private List<String> heard(String leg) {
        return rig.dropShipments().steps(supplier, new Asking(Optional.of(begun), Optional.empty())).rows().stream()
                .filter(step -> step.leg().equals(leg)).map(Step::event).map(rig.json()::parse)
                .map(event -> event.path("type").asString() + " " + event.path("lines").path(0).path("quantity")
                        .asString("")).toList();
    }

    private Outcome invoiced(String leg, String sale, int line, String quantity) {
        return rig.invoices().post(erp, new InvoicePosting(sale, new InvoiceRequest(leg, order,
                List.of(new InvoiceRequest.Line(line, Quantity.of(quantity, "EA"))))));
    }

    @Test
    void whatASupplierSendsInTwoPartsIsBoughtToldAndInvoicedOnce() {
        Item transformer = rig.masterData().items(erp, new Asking(Optional.empty(), Optional.empty())).rows().stream()
                .map(row -> row.value()).filter(item -> item.sku().equals(TRANSFORMER)).findFirst().orElseThrow();
        assertThat(transformer.stocking()).isEqualTo(Item.Stocking.DROP_SHIP);
        assertThat(transformer.supply()).contains(new Item.Supply(new SupplierId("northforge"), "NF-40476",
                Duration.ofDays(5)));
        String sale = booked();
        String first = order + "-1";
        assertThat(rig.purchaseOrders().find(supplier, first)).isInstanceOf(Sighting.Absent.class);
        for (int time = 0; time < 2; time++) {
            assertThat(rig.purchaseOrders().post(supplier, asked(first, "5"))).isInstanceOf(Outcome.Done.class);
        }
        assertThat(rig.purchaseOrders().find(supplier, first)).isInstanceOf(Sighting.Found.class);
        assertThat(heard(first)).containsExactly("po.acknowledged ");
        send(first, "3");
        assertThat(heard(first)).containsExactly("po.acknowledged ", "po.shipped 3");
        String second = order + "-2";
        assertThat(rig.purchaseOrders().post(supplier, asked(second, "2"))).isInstanceOf(Outcome.Done.class);
        assertThat(invoiced(first, sale, 2, "3")).isInstanceOf(Outcome.Done.class);
        assertThat(invoiced(first, sale, 2, "3")).isInstanceOf(Outcome.Done.class);
        // This one has not been noted there: that it left is told by the supplier itself.
        assertThat(invoiced(second, sale, 2, "2")).isInstanceOf(Outcome.Done.class);
        assertThat(heard(second)).containsExactly("po.acknowledged ", "po.shipped 2");
        String third = order + "-3";
        assertThat(invoiced(third, sale, 1, "2")).isInstanceOf(Outcome.Done.class);
        List<InvoiceSource.Booked> booked = rig.invoiceList().invoices(erp, begun, Optional.empty())
                instanceof InvoiceSource.Answer.Page page ? page.invoices().stream()
                        .filter(each -> each.shipment().startsWith(order)).toList() : List.of();
        assertThat(booked).extracting(each -> each.shipment() + " " + each.invoice().total().toPlainString())
                .containsExactlyInAnyOrder(first + " 1290.23", second + " 853.50", third + " 13.31");
        List<JsonNode> purchases = rig.tryton().reading(erp, tryton -> tryton.search("purchase.purchase",
                List.of(List.of("reference", "like", order + "%")), Paging.all(), List.of("state", "lines.quantity")));
        assertThat(purchases).hasSize(1).allMatch(row -> Wire.beyond(row, "lines").path(0).path("quantity").asDouble() == 5);
        credit(sale);
    }

    @Test
    void aLineIsCancelledWholeUntilItsSupplierIsAsked() {
        String sale = booked();
        assertThat(cancelled(sale, "2")).isInstanceOf(Outcome.Refused.class);
        for (int time = 0; time < 2; time++) {
            assertThat(cancelled(sale, "5")).isInstanceOf(Outcome.Done.class);
        }
        rig.tryton().reading(erp, tryton -> {
            SaleMoves moves = SaleMoves.of(Sold.of(order, tryton).getFirst().sale(), 2, tryton).orElseThrow();
            assertThat(moves.cancelled()).isEqualByComparingTo("5");
            assertThat(moves.surplus()).isEqualByComparingTo(BigDecimal.ZERO);
            assertThat(moves.pending()).isEmpty();
            assertThat(DropShipments.of(Sold.of(order, tryton).getFirst().sale(), tryton)).isEmpty();
            return sale;
        });
        assertThat(invoiced(order + "-1", sale, 1, "2")).isInstanceOf(Outcome.Done.class);
        assertThat(rig.tryton().reading(erp, tryton -> tryton.search("sale.sale", List.of(List.of("reference", "=", order)),
                Paging.first(1), List.of("shipment_state", "lines.supply_state"))).getFirst().path("shipment_state")
                .asString()).isEqualTo("sent");
    }

    @Test
    void whatASupplierWasAskedForIsNotCancelled() {
        String sale = booked();
        assertThat(rig.purchaseOrders().post(supplier, asked(order + "-1", "5"))).isInstanceOf(Outcome.Done.class);
        assertThat(cancelled(sale, "5")).isInstanceOf(Outcome.Refused.class);
        assertThat(heard(order + "-1")).containsExactly("po.acknowledged ");
    }

    private Outcome cancelled(String sale, String quantity) {
        return rig.amendments().post(erp, new OrderAmendment(sale, new AmendmentRequest(order,
                List.of(new OrderAmendment.Line(2, TRANSFORMER, Quantity.of(quantity, "EA"))))));
    }

    /** One of the five came back, for a fee of 15 %. */
    private void credit(String sale) {
        CreditRequest request = new CreditRequest("RMA-" + order, order, new AccountId("A-1001"), "USD",
                List.of(new CreditRequest.Line(2, Quantity.of("1", "EA"), new BigDecimal("398.83"))),
                new BigDecimal("398.83"), new BigDecimal("27.92"), new BigDecimal("59.82"), new BigDecimal("366.93"));
        assertThat(rig.creditMemos().find(erp, request.reference())).isInstanceOf(Sighting.Absent.class);
        Outcome credited = rig.creditMemos().post(erp, new CreditPosting(sale, request));
        assertThat(credited).isInstanceOf(Outcome.Done.class);
        assertThat(rig.creditMemos().post(erp, new CreditPosting(sale, request))).isInstanceOf(Outcome.Done.class);
        assertThat(rig.creditMemos().find(erp, request.reference())).isInstanceOf(Sighting.Found.class);
        List<JsonNode> memos = rig.tryton().reading(erp, tryton -> Invoices.under(request.reference(), tryton));
        assertThat(memos).hasSize(1);
        assertThat(Wire.decimal(memos.getFirst().path("total_amount"))).isEqualByComparingTo("-366.93");
        CreditRequest wrong = new CreditRequest("RMA-X" + order, order, new AccountId("A-1001"), "USD", request.lines(),
                request.net(), new BigDecimal("27.90"), request.fee(), new BigDecimal("366.91"));
        assertThat(rig.creditMemos().post(erp, new CreditPosting(sale, wrong))).isInstanceOfSatisfying(
                Outcome.Refused.class, refused -> assertThat(refused.code()).isEqualTo("total-differs"));
    }
}

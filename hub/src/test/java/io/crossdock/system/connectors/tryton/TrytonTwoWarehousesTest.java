package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderPosting.Share;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.PostedOrder;
import io.crossdock.system.connectors.tryton.FakeTryton.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** An order whose lines come from two warehouses, which is two sales there. */
class TrytonTwoWarehousesTest {

    private static final String CREATE = "model.sale.sale.create";
    private static final String CONFIRM = "model.sale.sale.confirm";

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
    private final SystemSettings system = fake.settings(fake.url(), Map.of("warehouses", "CMH, EWR"));
    private Rig rig;

    @BeforeEach
    void connector() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        rig = Rig.of(secrets, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static Share from(String place, String quantity) {
        return new Share(LocationId.parse(place), Quantity.of(quantity, "EA"));
    }

    /** 60 hard hats, 40 of them in Columbus and 20 in Newark, and 2 boxes of bolts as {@code bolts} says. */
    private static OrderPosting order(String reference, String account, Share... bolts) {
        OrderPosting whole = TrytonOrdersTest.order(reference, account);
        return new OrderPosting(whole.reference(), whole.account(), whole.buyerReference(), whole.currency(), List.of(
                with(whole.lines().get(0), from("CMH", "40"), from("EWR", "20")), with(whole.lines().get(1), bolts)),
                whole.freight(), whole.tax(), whole.total(), whole.shipToId(), whole.shipTo());
    }

    private static OrderPosting.Line with(OrderPosting.Line line, Share... shares) {
        return new OrderPosting.Line(line.lineNo(), line.sku(), line.quantity(), line.unitPrice(), List.of(shares));
    }

    private static OrderPosting order() {
        return order("SO-1", "C-ACME", from("EWR", "200"));
    }

    private PostedOrder posted(OrderPosting order) {
        assertThat(rig.orders().post(system, order)).isInstanceOf(Outcome.Done.class);
        Outcome again = rig.orders().post(system, order);
        return rig.json().read(((Outcome.Done) again).response(), PostedOrder.class);
    }

    private List<String> sales() {
        List<String> sales = new ArrayList<>();
        for (ObjectNode sale : fake.tables().all("sale.sale")) {
            List<String> lines = fake.tables().all("sale.line").stream()
                    .filter(line -> line.path("sale").asLong() == Wire.id(sale))
                    .map(line -> line.path("sequence").asInt() + "x"
                            + Wire.quantity(line.path("quantity")).toPlainString()).toList();
            sales.add(sale.path("reference").asString() + " " + sale.path("state").asString() + " "
                    + fake.tables().row("stock.location", sale.path("warehouse").asLong()).path("code").asString() + " "
                    + lines);
        }
        return sales;
    }

    @Test
    void eachWarehouseHasItsSaleAndTogetherTheyAreTheOrder() {
        PostedOrder posted = posted(order());
        assertThat(sales()).containsExactly("SO-1 processing CMH [1x40, 1000000x1]",
                "SO-1/EWR processing EWR [1x20, 2x2]");
        assertThat(posted.number()).isEqualTo("1");
        assertThat(posted.documents()).extracting(PostedOrder.Document::number).containsExactly("1", "2");
        assertThat(posted.documents()).extracting(PostedOrder.Document::from)
                .containsExactly(LocationId.parse("CMH"), LocationId.parse("EWR"));
        assertThat(posted.documents().stream().map(PostedOrder.Document::total).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("1076.99");
        assertThat(fake.calls(CREATE)).isEqualTo(2);
    }

    @Test
    void aLineIsNotCutInsideABoxAndWhatNobodyHasGoesWithTheRest() {
        posted(order("SO-1", "C-ACME", from("EWR", "150"), from("CMH", "50")));
        posted(order("SO-2", "C-ACME", from("EWR", "100"), new Share(Optional.empty(), Quantity.of("100", "EA"))));
        posted(order("SO-3", "C-ACME", from("northforge", "200")));
        assertThat(sales()).containsExactly("SO-1 processing CMH [1x40, 1000000x1]",
                "SO-1/EWR processing EWR [1x20, 2x2]", "SO-2 processing CMH [1x40, 1000000x1]",
                "SO-2/EWR processing EWR [1x20, 2x2]", "SO-3 processing CMH [1x40, 2x2, 1000000x1]",
                "SO-3/EWR processing EWR [1x20]");
    }

    /** An order is promised for what its sales come to: which they are is told before it is taken. */
    @Test
    void theSalesOfAnOrderAreKnownBeforehand() {
        SystemSettings byPiece = fake.settings(fake.url(), Map.of("warehouses", "CMH, EWR", "sellBy", "base"));
        int number = 0;
        for (SystemSettings selling : List.of(system, byPiece)) {
            for (Share[] bolts : List.of(new Share[] {from("EWR", "150"), from("CMH", "50")}, new Share[] {from("RNO", "200")},
                    new Share[] {from("EWR", "100"), new Share(Optional.empty(), Quantity.of("100", "EA"))})) {
                OrderPosting order = order("SO-" + ++number, "C-ACME", bolts);
                List<List<String>> before = rig.orders().documents(selling, order.lines()).stream().map(lines -> lines.stream()
                        .map(line -> line.lineNo() + "x" + line.quantity().value().toPlainString()).toList()).toList();
                List.copyOf(fake.tables().all("sale.sale")).forEach(sale -> fake.tables().remove("sale.sale", Wire.id(sale)));
                assertThat(rig.orders().post(selling, order)).isInstanceOf(Outcome.Done.class);
                assertThat(sales()).hasSameSizeAs(before);
                for (int i = 0; i < before.size(); i++) {
                    assertThat(sales().get(i).replace(", 1000000x1", "")).endsWith(before.get(i).toString());
                }
            }
        }
    }

    @Test
    void whatIsSoldByThePieceCanBeShippedInPartsOfABox() {
        SystemSettings byPiece = fake.settings(fake.url(), Map.of("warehouses", "CMH, EWR", "sellBy", "base"));
        OrderPosting order = order("SO-1", "C-ACME", from("EWR", "150"), from("CMH", "50"));
        assertThat(rig.orders().post(byPiece, order)).isInstanceOf(Outcome.Done.class);
        assertThat(sales()).containsExactly("SO-1 processing CMH [1x40, 2x50, 1000000x1]",
                "SO-1/EWR processing EWR [1x20, 2x150]");
        assertThat(fake.tables().all("sale.line").stream().filter(line -> line.path("sequence").asInt() == 2))
                .allMatch(line -> Wire.decimal(line.path("unit_price")).compareTo(new BigDecimal("0.336")) == 0);
    }

    @Test
    void anOrderOfWhichOneSaleIsMissingCountsAsAbsentAndIsCarriedOn() {
        fake.next(CONFIRM, Trouble.SERIALIZE, Trouble.SERIALIZE, Trouble.SERIALIZE, Trouble.SERIALIZE,
                Trouble.SERIALIZE);
        assertThat(rig.orders().post(system, order())).isInstanceOf(Outcome.Failed.class);
        assertThat(sales()).allMatch(sale -> sale.contains("quotation"));
        fake.next(CONFIRM, Trouble.CUT_AFTER);
        assertThat(rig.orders().post(system, order())).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(rig.orders().find(system, "SO-1", order())).isInstanceOf(Sighting.Absent.class);
        posted(order());
        assertThat(rig.orders().find(system, "SO-1", order())).isInstanceOfSatisfying(Sighting.Found.class, found ->
                assertThat(rig.json().read(found.response(), PostedOrder.class).documents()).hasSize(2));
        assertThat(sales()).hasSize(2).allMatch(sale -> sale.contains("processing"));
    }

    @Test
    void aCreateThatCameTwiceLeavesOneSaleOfEach() {
        fake.business().withoutWebIds();
        fake.next(CREATE, Trouble.DONE_TWICE, Trouble.DONE_TWICE);
        posted(order());
        assertThat(sales().stream().filter(sale -> sale.contains("processing"))).hasSize(2);
        assertThat(sales().stream().filter(sale -> sale.contains("cancelled"))).hasSize(2);
    }

    @Test
    void aRefusalOfOneSaleIsOneOfTheOrderUnlessTheOtherIsBooked() {
        assertThat(rig.orders().post(system, order("SO-1", "C-TIGHT", from("EWR", "200"))))
                .isInstanceOf(Outcome.Refused.class);
        long party = Wire.id(fake.tables().only("party.party", "code", "C-TIGHT"));
        ObjectNode limit = Wire.object();
        limit.set("credit_limit_amount", Wire.decimal(new BigDecimal("700")));
        fake.tables().change("party.party", party, limit);
        assertThat(rig.orders().post(system, order("SO-1", "C-TIGHT", from("EWR", "200"))))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed ->
                        assertThat(failed.reason()).contains("Another part of the order is booked: 1."));
        limit.set("credit_limit_amount", Wire.decimal(new BigDecimal("5000")));
        fake.tables().change("party.party", party, limit);
        posted(order("SO-1", "C-TIGHT", from("EWR", "200")));
    }

    private PostedInvoice invoiced(PostedOrder posted, String leg, String from, InvoiceRequest.Line... lines) {
        InvoicePosting posting = new InvoicePosting(posted.number(), posted.documents(),
                new InvoiceRequest(leg, "SO-1", List.of(lines), LocationId.parse(from)));
        Outcome outcome = rig.invoices().post(system, posting);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(rig.invoices().post(system, posting)).isEqualTo(outcome);
        return rig.json().read(((Outcome.Done) outcome).response(), PostedInvoice.class);
    }

    private static InvoiceRequest.Line line(int lineNo, String quantity) {
        return new InvoiceRequest.Line(lineNo, Quantity.of(quantity, "EA"));
    }

    @Test
    void aShipmentIsInvoicedFromTheSaleOfItsWarehouse() {
        PostedOrder posted = posted(order());
        PostedInvoice first = invoiced(posted, "SO-1-2", "EWR", line(1, "20"), line(2, "200"));
        PostedInvoice last = invoiced(posted, "SO-1-1", "CMH", line(1, "40"));
        assertThat(first.net().add(last.net())).isEqualByComparingTo("997.20");
        assertThat(first.freight().add(last.freight())).isEqualByComparingTo("9.99");
        assertThat(first.total().add(last.total())).isEqualByComparingTo("1076.99");
        assertThat(fake.tables().all("stock.shipment.out")).allMatch(row -> row.path("state").asString().equals("done"));
    }

    /** Newark sends what Columbus had no more. */
    @Test
    void whatAnotherWarehouseShipsInsteadIsOneInvoiceOverBothSales() {
        PostedOrder posted = posted(order());
        PostedInvoice invoice = invoiced(posted, "SO-1-2", "EWR", line(1, "50"), line(2, "200"));
        PostedInvoice rest = invoiced(posted, "SO-1-1", "CMH", line(1, "10"));
        assertThat(invoice.lines()).extracting(PostedInvoice.Line::lineNo).containsExactly(1, 1, 2);
        assertThat(invoice.total().add(rest.total())).isEqualByComparingTo("1076.99");
    }

    @Test
    void whatIsCancelledIsTakenFromTheSaleThatHasIt() {
        PostedOrder posted = posted(order());
        OrderAmendment amendment = new OrderAmendment(posted.number(), posted.documents(), new AmendmentRequest("SO-1",
                List.of(new OrderAmendment.Line(1, new Sku("SAF-2001"), Quantity.of("20", "EA")))));
        assertThat(rig.amendments().post(system, amendment)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.amendments().post(system, amendment)).isInstanceOf(Outcome.Done.class);
        invoiced(posted, "SO-1-1", "CMH", line(1, "40"));
        invoiced(posted, "SO-1-2", "EWR", line(2, "200"));
        OrderAmendment more = new OrderAmendment(posted.number(), posted.documents(), new AmendmentRequest("SO-1",
                List.of(new OrderAmendment.Line(1, new Sku("SAF-2001"), Quantity.of("21", "EA")))));
        assertThat(rig.amendments().post(system, more)).isInstanceOf(Outcome.Refused.class);
    }
}

package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.ShipmentSource.Step;
import io.crossdock.system.connectors.WarehouseRelease;
import io.crossdock.system.connectors.tryton.FakeTryton.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A warehouse whose people work in Tryton: released, picked, packed and sent there, or given back. */
class TrytonWarehouseTest {

    private static final String SHIPMENT = "stock.shipment.out";

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
    private Rig rig;
    private SystemSettings warehouse = fake.settings();

    @BeforeEach
    void connector() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        rig = Rig.of(secrets, Clock.systemUTC());
        SystemSettings erp = fake.settings();
        warehouse = new SystemSettings("wms-cmh", SystemSettings.Kind.WMS, erp.connector(), erp.baseUrl(), erp.secret(),
                erp.webhookSecret(), erp.timeouts(), erp.lane(), Optional.of(new LocationId("CMH")), erp.zone(),
                erp.settings());
        rig.orders().post(erp, TrytonOrdersTest.order("SO-100001", "C-OPEN"));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static WarehouseRelease release(String leg, String hats) {
        return new WarehouseRelease(leg, "SO-100001", new AccountId("C-OPEN"), Optional.empty(),
                TrytonOrdersTest.order("SO-100001", "C-OPEN").shipTo(), LocalDate.parse("2026-11-23"),
                List.of(new WarehouseRelease.Line(1, new Sku("SAF-2001"), Quantity.of(hats, "EA"))));
    }

    private ObjectNode shipment() {
        return fake.tables().all(SHIPMENT).iterator().next();
    }

    private void press(String button) {
        fake.business().press(SHIPMENT, button, List.of(Wire.id(shipment())));
    }

    private List<Step> steps() {
        return rig.shipments().steps(warehouse, new Asking(Optional.empty(), Optional.empty())).rows();
    }

    private List<String> said() {
        return steps().stream().map(step -> rig.json().parse(step.event())).map(event -> event.path("type").asString() + " "
                + event.path("releaseId").asString() + " " + event.path("lines").valueStream()
                        .map(line -> line.path("lineNo").asInt() + "x" + line.path("quantity").asString()).toList())
                .toList();
    }

    @Test
    void aReleaseIsTheShipmentOfItsSaleWithGoodsAssignedAndIsNotMadeTwice() {
        Outcome first = rig.releases().post(warehouse, release("SO-100001-1", "20"));
        assertThat(first).isInstanceOf(Outcome.Done.class);
        assertThat(rig.releases().post(warehouse, release("SO-100001-1", "20"))).isEqualTo(first);
        assertThat(shipment().path("state").asString()).isEqualTo("assigned");
        assertThat(shipment().path("reference").asString()).isEqualTo("SO-100001-1");
        assertThat(rig.releases().find(warehouse, "SO-100001-1")).isInstanceOf(Sighting.Found.class);
        assertThat(rig.releases().find(warehouse, "SO-100001-2")).isInstanceOf(Sighting.Absent.class);
    }

    @Test
    void aReleaseWhoseAnswerIsLostIsDoneOnceWhenItIsSentAgain() {
        for (String method : List.of("write", "assign_try")) {
            fake.next("model." + SHIPMENT + "." + method, Trouble.CUT_AFTER);
            assertThat(rig.releases().post(warehouse, release("SO-100001-1", "20"))).isInstanceOf(Outcome.Ambiguous.class);
        }
        assertThat(rig.releases().post(warehouse, release("SO-100001-1", "20"))).isInstanceOf(Outcome.Done.class);
        assertThat(fake.tables().all(SHIPMENT)).hasSize(1);
    }

    @Test
    void whatIsNotInStockOrNotSoldFromHereIsRefused() {
        fake.business().fulfilment().stock("SAF-2001", "CMH", "3");
        assertThat(rig.releases().post(warehouse, release("SO-100001-1", "20"))).isInstanceOf(Outcome.Refused.class);
        SystemSettings elsewhere = new SystemSettings("wms-ewr", SystemSettings.Kind.WMS, warehouse.connector(),
                warehouse.baseUrl(), warehouse.secret(), warehouse.webhookSecret(), warehouse.timeouts(), warehouse.lane(),
                Optional.of(new LocationId("EWR")), warehouse.zone(), warehouse.settings());
        assertThat(rig.releases().post(elsewhere, release("SO-100001-2", "20"))).isInstanceOfSatisfying(
                Outcome.Refused.class, refused -> assertThat(refused.code()).isEqualTo("no-such-sale"));
    }

    @Test
    void eachStepIsToldEvenWhenSeveralWereTakenBetweenTwoLooks() {
        rig.releases().post(warehouse, release("SO-100001-1", "20"));
        assertThat(said()).containsExactly("leg.picking SO-100001-1 []");
        List<Step> before = steps();
        press("pick");
        assertThat(said()).containsExactly("leg.picking SO-100001-1 []", "leg.picked SO-100001-1 [1x20]");
        assertThat(steps().getFirst().key()).isEqualTo(before.getFirst().key());
        fake.business().fulfilment().accept(Wire.object().put("name", "shipment_out_no_carrier_stock.shipment.out,"
                + Wire.id(shipment())));
        press("pack");
        press("done");
        assertThat(said()).containsExactly("leg.picking SO-100001-1 []", "leg.picked SO-100001-1 [1x20]",
                "leg.packed SO-100001-1 [1x20]", "leg.shipped SO-100001-1 [1x20]");
        assertThat(steps()).extracting(Step::key).doesNotHaveDuplicates();
    }

    @Test
    void aShortPickIsToldAsWhatWasPickedAndInvoicedAsWhatLeft() {
        rig.releases().post(warehouse, release("SO-100001-1", "20"));
        JsonNode pick = fake.tables().all("stock.move").stream().filter(move -> move.path("inventory_of").asLong(-1) > 0
                && Wire.quantity(move.path("quantity")).intValue() == 20).findFirst().orElseThrow();
        fake.business().press("stock.move", "draft", List.of(Wire.id(pick)));
        ObjectNode less = Wire.object();
        less.set("quantity", Wire.number(Quantity.of("15", "EA").value()));
        fake.business().write("stock.move", Wire.id(pick), less);
        press("pick");
        assertThat(said()).endsWith("leg.picked SO-100001-1 [1x15]");
        fake.business().fulfilment().accept(Wire.object().put("name", "shipment_out_no_carrier_stock.shipment.out,"
                + Wire.id(shipment())));
        press("pack");
        press("done");
        assertThat(rig.invoices().post(fake.settings(), new InvoicePosting("1", new InvoiceRequest("SO-100001-1",
                "SO-100001", List.of(new InvoiceRequest.Line(1, Quantity.of("15", "EA")))))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(fake.tables().all(SHIPMENT)).as("what is short waits in a further shipment").hasSize(2);
    }

    @Test
    void whatIsNotPickedYetCanBeGivenBackAndThatIsTold() {
        rig.releases().post(warehouse, release("SO-100001-1", "20"));
        LegCancellation cancellation = new LegCancellation("SO-100001-1", "SO-100001", "the buyer cancelled it");
        fake.next("model." + SHIPMENT + ".write", Trouble.CUT_AFTER);
        assertThat(rig.cancellations().post(warehouse, cancellation)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(rig.cancellations().post(warehouse, cancellation)).isInstanceOf(Outcome.Done.class);
        assertThat(shipment().path("state").asString()).isEqualTo("waiting");
        assertThat(said()).containsExactly("leg.cancelled SO-100001-1 []");
        assertThat(rig.cancellations().post(warehouse, new LegCancellation("SO-100001-9", "SO-100001", "a mistake")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatIsPickedIsTooLateToGiveBack() {
        rig.releases().post(warehouse, release("SO-100001-1", "20"));
        press("pick");
        assertThat(rig.cancellations().post(warehouse, new LegCancellation("SO-100001-1", "SO-100001", "a mistake")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(said()).doesNotContain("leg.cancelled SO-100001-1 []");
    }
}

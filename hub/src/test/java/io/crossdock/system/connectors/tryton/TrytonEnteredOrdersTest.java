package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.connectors.EnteredOrderSource.Line;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Orders that somebody has entered in Tryton itself. */
class TrytonEnteredOrdersTest {

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
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

    private List<Entered> entered(Optional<java.time.Instant> since) {
        return rig.entered().entered(fake.settings(), new Asking(since, Optional.empty())).rows();
    }

    private long sale(String reference) {
        ObjectNode sale = Wire.object().put("party", Wire.id(fake.tables().only("party.party", "code", "C-OPEN")))
                .put("company", 1).put("currency", Wire.id(fake.tables().only("currency.currency", "code", "USD")))
                .put("invoice_address", 1).put("shipment_address", 1)
                .put("warehouse", Wire.id(fake.tables().only("stock.location", "code", "EWR")));
        if (!reference.isEmpty()) {
            sale.put("reference", reference);
        }
        ObjectNode line = Wire.object().put("type", "line").put("sequence", 10)
                .put("product", Wire.id(fake.tables().only("product.product", "code", "SAF-2001")))
                .put("unit", Wire.id(fake.tables().only("product.uom", "name", "Unit")));
        line.set("quantity", Wire.number(new BigDecimal("4")));
        line.set("unit_price", Wire.decimal(new BigDecimal("18.95")));
        sale.putArray("lines").addArray().add("create").addArray().add(line);
        return fake.business().create("sale.sale", sale);
    }

    @Test
    void whatItsUsersHaveConfirmedIsToldAndWhatIsOursIsNot() {
        rig.orders().post(fake.settings(), TrytonOrdersTest.order("SO-100001", "C-OPEN"));
        long draft = sale("");
        long phoned = sale("called on Monday");
        assertThat(entered(Optional.empty())).as("drafts are no orders").isEmpty();
        fake.business().press("sale.sale", "quote", List.of(phoned));
        fake.business().press("sale.sale", "confirm", List.of(phoned));
        fake.business().press("sale.sale", "cancel", List.of(draft));
        List<Entered> all = entered(Optional.empty());
        assertThat(all).hasSize(1);
        Entered order = all.getFirst();
        assertThat(order.reference()).contains("called on Monday");
        assertThat(order.account()).isEqualTo("C-OPEN");
        assertThat(order.standing()).isEqualTo(Standing.BOOKED);
        assertThat(order.total()).isEqualByComparingTo("75.80");
        assertThat(order.lines()).containsExactly(new Line(10, "SAF-2001", Quantity.of("4", "EA"),
                new BigDecimal("18.95")));
    }

    @Test
    void aChangeOfALineIsFoundByWhatWasChangedSince() {
        long phoned = sale("");
        fake.business().press("sale.sale", "quote", List.of(phoned));
        fake.business().press("sale.sale", "confirm", List.of(phoned));
        java.time.Instant before = entered(Optional.empty()).getFirst().changedAt();
        assertThat(entered(Optional.of(before.plusSeconds(3600)))).isEmpty();
        assertThat(entered(Optional.of(before))).hasSize(1);
    }
}

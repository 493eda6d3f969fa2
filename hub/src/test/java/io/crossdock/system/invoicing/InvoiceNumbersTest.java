package io.crossdock.system.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An invoice's number means something in the ERP that gave it, and nowhere else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvoiceNumbersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Origin ORIGIN = Origin.start("story", "hub");

    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final TestHub hub;

    InvoiceNumbersTest(@TempDir Path directory) throws IOException {
        SettableClock clock = SettableClock.at(NOW);
        hub = TestHub.on(database, clock).scan("io.crossdock.system.invoicing")
                .with(Landscapes.class, ExampleLandscape.in(directory).landscapes(clock)).open();
    }

    @BeforeEach
    void nothingIsInvoiced() {
        hub.empty("invoicing", "effects", "journal");
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void twoErpsMayUseTheSameNumber() {
        answered("erp", "SO-1-1", invoice("INV-7", "10.00"));
        answered("aside", "SO-2-1", invoice("INV-7", "20.00"));

        assertThat(hub.get(Invoicing.class).invoices("INV-7")).extracting(each -> each.system() + " " + each.order())
                .containsExactly("aside SO-2", "erp SO-1");
        assertThat(told()).isEqualTo(2);
    }

    @Test
    void theSameAnswerAgainChangesNothing() {
        answered("erp", "SO-1-1", invoice("INV-7", "10.00"));
        again("erp", "SO-1-1", invoice("INV-7", "10.00"));

        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aNumberThatAnotherShipmentHasIsNotSwallowed() {
        answered("erp", "SO-1-1", invoice("INV-7", "10.00"));

        assertThatThrownBy(() -> answered("erp", "SO-2-1", invoice("INV-7", "20.00"))).isInstanceOf(Indigestible.class)
                .hasMessage("Invoice INV-7 of SO-2-1 cannot be kept: erp has given this number to another shipment.");
        assertThatThrownBy(() -> again("erp", "SO-1-1", invoice("INV-8", "10.00"))).isInstanceOf(Indigestible.class)
                .hasMessage("Invoice INV-8 of SO-1-1 cannot be kept: the shipment is invoiced already by INV-7.");
    }

    private void answered(String system, String shipment, PostedInvoice invoice) {
        String order = shipment.substring(0, shipment.lastIndexOf('-'));
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(
                new NewEffect(system, "order.post", order, order, Tier.CRITICAL, ORIGIN,
                        Map.of("account", "A-1", "lines", List.of())),
                new NewEffect(system, "invoice.post", shipment, order, Tier.CRITICAL, ORIGIN,
                        new InvoiceRequest(shipment, order, List.of(new InvoiceRequest.Line(1, Quantity.of("4", "EA"))))))));
        again(system, shipment, invoice);
    }

    private void again(String system, String shipment, PostedInvoice invoice) {
        Effect posting = hub.get(Effects.class).effect(system, "invoice.post", shipment).orElseThrow();
        Json json = hub.get(Json.class);
        EffectFact done = new EffectFact(posting.id(), system, posting.kind(), shipment, Optional.of(invoice.number()),
                Optional.of(json.tree(invoice)), Optional.empty(), Optional.empty());
        hub.inTransaction(() -> hub.get(InvoiceArrival.class).handle(new Fact(0, EffectFact.DONE, shipment, NOW,
                posting.orderingKey(), ORIGIN, 1, json.tree(done))));
    }

    private long told() {
        return hub.jdbc().sql("SELECT count(*) FROM journal.fact WHERE type = 'invoice.posted'").query(Long.class).single();
    }

    private static PostedInvoice invoice(String number, String net) {
        return new PostedInvoice(number, "USD", new BigDecimal(net), BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal(net),
                NOW, LocalDate.of(2026, 12, 20), List.of());
    }
}

package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.tryton.FakeTryton.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Parts of booked orders that are cancelled in a Tryton which does each thing only by several calls. */
@Timeout(240)
class TrytonAmendmentsTest {

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
    private final SystemSettings system = fake.settings();
    private Rig rig;
    private String sale = "none";

    @BeforeEach
    void booked() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        rig = Rig.of(secrets, Clock.systemUTC());
        sale = rig.orders().post(system, TrytonOrdersTest.order("SO-1", "C-OPEN")) instanceof Outcome.Done done
                ? done.reference() : "none";
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static OrderAmendment.Line hats(String altogether) {
        return new OrderAmendment.Line(1, new Sku("SAF-2001"), Quantity.of(altogether, "EA"));
    }

    private static OrderAmendment.Line bolts(String altogether) {
        return new OrderAmendment.Line(2, new Sku("FST-1001"), Quantity.of(altogether, "EA"));
    }

    private Outcome cancel(OrderAmendment.Line... lines) {
        return rig.amendments().post(system, new OrderAmendment(sale, new AmendmentRequest("SO-1", List.of(lines))));
    }

    private Stream<ObjectNode> moves(int lineNo) {
        long line = fake.tables().all("sale.line").stream().filter(row -> row.path("sequence").asInt() == lineNo)
                .findFirst().orElseThrow().path("id").asLong();
        return fake.tables().all("stock.move").stream().filter(row -> row.path("origin").asString("")
                .equals("sale.line," + line));
    }

    private BigDecimal moved(int lineNo, String state) {
        return moves(lineNo).filter(row -> row.path("state").asString().equals(state))
                .map(row -> Wire.quantity(row.path("quantity"))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void assertHats(String open, String cancelled) {
        assertThat(moved(1, "draft")).isEqualByComparingTo(open);
        assertThat(moved(1, "cancelled")).isEqualByComparingTo(cancelled);
        assertThat(moves(1).filter(row -> row.path("state").asString().equals("cancelled"))
                .map(row -> row.path("id").asLong())).containsExactlyInAnyOrderElementsOf(Wire.ids(
                        fake.tables().all("sale.line").stream().filter(row -> row.path("sequence").asInt() == 1)
                                .findFirst().orElseThrow().path("moves_ignored")));
    }

    @Test
    void partOfALineIsCancelledOnceHoweverOftenItIsSaid() {
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Done.class);
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Done.class);
        assertHats("45", "15");
        assertThat(cancel(hats("20"))).isInstanceOf(Outcome.Done.class);
        assertHats("40", "20");
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Done.class);
        assertHats("40", "20");
    }

    /** Its wizard is tidied up by two calls that were one, of which the second finds nothing. */
    @Test
    void aWizardThatIsGoneAlreadyHasDoneItsWork() {
        fake.next("wizard.sale.handle.shipment.exception.delete", Trouble.UNKNOWN_FAULT);
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Done.class);
        assertHats("45", "15");
    }

    @Test
    void whatIsLeftIsShippedAndInvoicedAndNothingIsMadeAgain() {
        cancel(hats("15"), bolts("100"));
        assertThat(rig.invoices().post(system, new InvoicePosting(sale, new InvoiceRequest("SH-1", "SO-1", List.of(
                new InvoiceRequest.Line(1, Quantity.of("45", "EA")),
                new InvoiceRequest.Line(2, Quantity.of("100", "EA"))))))).isInstanceOf(Outcome.Done.class);
        assertThat(moved(1, "done")).isEqualByComparingTo("45");
        assertThat(moved(1, "draft")).isEqualByComparingTo("0");
        assertThat(moved(2, "done")).isEqualByComparingTo("1");
        assertThat(fake.tables().all("stock.shipment.out")).hasSize(1);
    }

    @Test
    void aShipmentOfWhichNothingIsLeftIsCancelled() {
        assertThat(cancel(hats("60"), bolts("200"))).isInstanceOf(Outcome.Done.class);
        assertHats("0", "60");
        assertThat(fake.tables().all("stock.shipment.out")).extracting(row -> row.path("state").asString())
                .containsExactly("cancelled");
    }

    @Test
    void theRestOfAShortShipmentIsCancelledAndWhatHasLeftIsNot() {
        rig.invoices().post(system, new InvoicePosting(sale, new InvoiceRequest("SH-1", "SO-1", List.of(
                new InvoiceRequest.Line(1, Quantity.of("50", "EA")),
                new InvoiceRequest.Line(2, Quantity.of("200", "EA"))))));
        assertThat(cancel(hats("10"))).isInstanceOf(Outcome.Done.class);
        assertHats("0", "10");
        assertThat(cancel(hats("11"))).isInstanceOf(Outcome.Refused.class);
        assertThat(moved(1, "done")).isEqualByComparingTo("50");
    }

    @Test
    void whatHasNoExactAmountThereIsRefusedBeforeAnythingIsTouched() {
        assertThat(cancel(bolts("50"))).isInstanceOfSatisfying(Outcome.Refused.class, refused ->
                assertThat(refused.reason()).contains("no exact amount"));
        assertThat(moved(2, "draft")).isEqualByComparingTo("2");
    }

    @Test
    void aSaleThatIsNotThereIsRefused() {
        assertThat(rig.amendments().post(system, new OrderAmendment("999", new AmendmentRequest("SO-1",
                List.of(hats("1")))))).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.stock.move.copy", "model.stock.move.cancel", "model.stock.move.write",
            "model.stock.shipment.out.wait", "wizard.sale.handle.shipment.exception.execute"})
    void aCallWhoseAnswerIsLostIsMadeUpForByTheNextTelling(String method) {
        fake.next(method, Trouble.CUT_AFTER);
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Done.class);
        assertHats("45", "15");
    }

    @Test
    void aCallThatArrivesTwiceCancelsOnlyOnce() {
        fake.next("model.stock.move.copy", Trouble.DONE_TWICE);
        assertThat(cancel(hats("15"))).isInstanceOf(Outcome.Done.class);
        assertHats("45", "15");
    }
}

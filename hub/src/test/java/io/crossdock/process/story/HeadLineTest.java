package io.crossdock.process.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.EffectState;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.PostingState;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadLineTest {

    private static final String WHO = "SO-100012 for Harbor Mechanical: ";

    @TempDir
    static Path folder;
    static Names names;

    @BeforeAll
    static void landscape() {
        names = Tale.names(folder);
    }

    private Tale tale() {
        return new Tale(names);
    }

    @Test
    void aFreshOrderIsOnItsWay() {
        assertThat(tale().stands(CommercialState.ACCEPTED, PostingState.PENDING).leg("ATL", LegState.REQUESTED)
                .leg("DFW", LegState.PLANNED).effect("erp", "order.post", "SO-100012", EffectState.READY, -1, "")
                .now(1).headLine())
                .isEqualTo(WHO + "accepted, 2 shipments planned from warehouse ATL and warehouse DFW, "
                        + "on its way to the ERP.");
    }

    @Test
    void aSilentErpIsNamedWithTheTimeSinceWhenItIsSilent() {
        assertThat(tale().stands(CommercialState.ACCEPTED, PostingState.PENDING).leg("ATL", LegState.SHIPPED)
                .leg("DFW", LegState.SHIPPED).leg("northforge", LegState.RELEASED)
                .effect("erp", "order.post", "SO-100012", EffectState.READY, 120, "Connection refused").now(600)
                .headLine())
                .isEqualTo(WHO + "2 of 3 shipments have left, the order waits for the ERP, which has not answered since 14:02.");
    }

    @Test
    void aSilentWarehouseIsNamed() {
        assertThat(tale().leg("ATL", LegState.SHIPPED).leg("DFW", LegState.SHIPPED).leg("RNO", LegState.REQUESTED)
                .effect("wms-rno", "leg.release", "SO-100012-3", EffectState.READY, 120, "Connection refused").now(600)
                .headLine())
                .isEqualTo(WHO + "2 of 3 shipments have left, 1 waits for warehouse RNO, which has not answered since "
                        + "14:02, not invoiced yet.");
    }

    @Test
    void aPausedLaneIsAWaitForOnesTurn() {
        assertThat(tale().stands(CommercialState.ACCEPTED, PostingState.PENDING).leg("ATL", LegState.RELEASED)
                .effect("erp", "order.post", "SO-100012", EffectState.READY, -1, "").now(60).headLine())
                .isEqualTo(WHO + "taken into work by warehouse ATL, waits its turn at the ERP.");
    }

    @Test
    void aLostAnswerIsBeingAskedFor() {
        assertThat(tale().stands(CommercialState.ACCEPTED, PostingState.IN_DOUBT).leg("ATL", LegState.PICKING)
                .effect("erp", "order.post", "SO-100012", EffectState.IN_DOUBT, 60, "Time-out").now(70).headLine())
                .isEqualTo(WHO + "being picked at warehouse ATL, the answer of the ERP was lost at 14:01 and the hub is "
                        + "asking whether the order is booked.");
    }

    @Test
    void aRefusalIsNamedWithItsReason() {
        assertThat(tale().stands(CommercialState.HELD, PostingState.REFUSED).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.REFUSED, 1, "the account is blocked").headLine())
                .isEqualTo(WHO + "accepted, 1 shipment planned from warehouse ATL, held, because the ERP refused it: "
                        + "the account is blocked.");
    }

    @Test
    void aSkippedPostingTellsThatAPersonDecided() {
        assertThat(tale().stands(CommercialState.HELD, PostingState.REFUSED).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.SKIPPED, 1, "booked on paper").headLine())
                .endsWith("held, because it was decided not to book it in the ERP: booked on paper.");
    }

    @Test
    void aParkedPostingAsksForAPerson() {
        assertThat(tale().stands(CommercialState.ACCEPTED, PostingState.PARKED).leg("ATL", LegState.PACKED)
                .effect("erp", "order.post", "SO-100012", EffectState.PARKED, 1, "Failed 30 times").headLine())
                .isEqualTo(WHO + "packed and ready to leave warehouse ATL, it is not in the ERP, and a person has to "
                        + "decide: Failed 30 times.");
    }

    @Test
    void anOrderHeldForTheErpSaysSo() {
        assertThat(tale().stands(CommercialState.HELD, PostingState.PENDING).leg("ATL", LegState.PLANNED)
                .effect("erp", "order.post", "SO-100012", EffectState.READY, 60, "Connection refused").headLine())
                .endsWith("held until the ERP confirms it, which has not answered since 14:01.");
    }

    @Test
    void aBackorderSaysWhenItIsExpected() {
        assertThat(tale().leg("", LegState.WAITING).headLine())
                .isEqualTo(WHO + "accepted, and waits for goods to come in, expected about Nov 24.");
        assertThat(tale().leg("ATL", LegState.SHIPPED).leg("", LegState.WAITING).headLine())
                .isEqualTo(WHO + "1 of 2 shipments has left, 1 waits for goods to come in, expected about Nov 24, "
                        + "not invoiced yet.");
    }

    @Test
    void aLegThatCameToNothingIsNotCounted() {
        assertThat(tale().leg("ATL", LegState.SHORTED).leg("DFW", LegState.SHIPPED).headLine())
                .isEqualTo(WHO + "shipped, not invoiced yet.");
    }

    @Test
    void whatIsShippedIsNotDeliveredYet() {
        assertThat(tale().leg("ATL", LegState.SHIPPED).leg("DFW", LegState.DELIVERED)
                .invoice("INV-1", 1, "100.00").headLine())
                .isEqualTo(WHO + "all 2 shipments have left, 1 delivered, 1 of 2 invoiced.");
    }

    @Test
    void deliveredAndInvoiced() {
        assertThat(tale().leg("ATL", LegState.DELIVERED).invoice("INV-1", 1, "1234.50").headLine())
                .isEqualTo(WHO + "delivered, invoiced with INV-1 (1,234.50 USD).");
    }

    @Test
    void anInvoiceThatStopsIsNamed() {
        assertThat(tale().leg("ATL", LegState.SHIPPED)
                .effect("erp", "invoice.post", "SO-100012-1", EffectState.PARKED, 1, "Failed").headLine())
                .isEqualTo(WHO + "shipped, the invoice for SO-100012-1 has stopped on its way to the ERP and a person has "
                        + "to decide, not invoiced yet.");
    }

    @Test
    void completeWithEverything() {
        assertThat(tale().stands(CommercialState.CLOSED, PostingState.POSTED).leg("ATL", LegState.DELIVERED)
                .leg("DFW", LegState.SHIPPED).invoice("INV-1", 1, "1000.00").invoice("INV-2", 2, "234.50").headLine())
                .isEqualTo(WHO + "complete: all 2 shipments left, 1 of them delivered so far, invoiced in full with "
                        + "INV-1 and INV-2 (1,234.50 USD).");
    }

    @Test
    void completeWithSomethingCut() {
        assertThat(tale().stands(CommercialState.CLOSED, PostingState.POSTED).cut().leg("ATL", LegState.DELIVERED)
                .invoice("INV-1", 1, "1000.00").headLine())
                .endsWith("; 1 line could not be delivered in full.");
    }

    @Test
    void cancelled() {
        assertThat(tale().stands(CommercialState.CANCELLED, PostingState.POSTED).leg("ATL", LegState.CANCELLED).now(60)
                .headLine()).isEqualTo(WHO + "cancelled at 14:01; nothing was shipped.");
    }
}

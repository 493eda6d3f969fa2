package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Parts of orders that are cancelled in a real Tryton. */
class RealTrytonAmendments {

    private final SystemSettings system = RealTryton.settings(RealTryton.url());
    private final Rig rig = Rig.of(Path.of(System.getProperty("tryton.secrets", ".")), Clock.systemUTC());

    @Test
    void partOfALineIsCancelledOnceAndThenAllOfIt() {
        String reference = "AM-" + UUID.randomUUID();
        String sale = rig.orders().post(system, RealTryton.order(reference)) instanceof Outcome.Done done
                ? done.reference() : "none";
        for (String altogether : List.of("1", "1", "3", "1")) {
            assertThat(rig.amendments().post(system, new OrderAmendment(sale, new AmendmentRequest(reference,
                    List.of(new OrderAmendment.Line(1, new Sku("CD-10001"), Quantity.of(altogether, "EA")))))))
                    .isInstanceOf(Outcome.Done.class);
            SaleMoves moves = rig.tryton().reading(system, tryton -> SaleMoves.of(
                    Sold.as(sale, List.of(), reference, tryton).getFirst().sale(), 1, tryton)).orElseThrow();
            assertThat(moves.cancelled()).isEqualByComparingTo(altogether.equals("1") && moves.cancelled()
                    .compareTo(BigDecimal.ONE) > 0 ? "3" : altogether);
            assertThat(moves.surplus()).isEqualByComparingTo(BigDecimal.ZERO);
            assertThat(moves.strays()).isEmpty();
            assertThat(moves.pending()).isEmpty();
        }
    }
}

package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Shopping;
import io.crossdock.drills.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ERP is away while people order: they are answered at once, and the ERP gets every order once it is back. */
class ErpOutage {

    /** Less than a call to the ERP, which is given up after three seconds; the trial prints how long it was. */
    private static final Duration ANSWERED_WITHIN = Duration.ofMillis(2_000).multipliedBy(Trial.SLOWNESS);
    private static final int BUYERS = 4;

    @Test
    void doesNotKeepBuyersWaitingAndLosesNothing() {
        try (Stage stage = Stage.open("erp_outage", 20, Landscape::impatient)) {
            Hub hub = stage.hub();
            Shopping shopping = Shopping.at(stage.estate(), Trial.SEED + 3);
            try (Buyers buyers = Buyers.of(hub.address())) {
                List<Placed> placed = new ArrayList<>(buyers.place(BUYERS, shopping.orders(20)));
                stage.estate().faults("erp", "{\"outage\": \"drop\"}");
                List<Placed> during = duringTheOutage(buyers, shopping);
                assertThat(stage.truth().orders()).as("orders booked by an ERP that is away")
                        .hasSizeLessThanOrEqualTo(placed.size());
                stage.estate().noFaults();

                placed.addAll(during);
                assertThat(during).as("orders sent more than once").allMatch(each -> each.tries() == 1);
                assertThat(during).extracting(Placed::took).as("answers")
                        .allMatch(took -> took.compareTo(ANSWERED_WITHIN) < 0);
                assertThat(during.stream().filter(each -> each.status() == 202)
                        .map(each -> Audit.text(each.answer(), "state"))).as("orders decided without the ERP")
                        .hasSizeGreaterThan(during.size() / 2).contains("accepted_pending_erp")
                        .allMatch(Set.of("accepted_pending_erp", "held")::contains);
                stage.awaitSettled();
                new Audit(stage).holds(placed);
                System.out.println(stage + ": " + during.size() + " orders in " + Trial.OUTAGE + ", slowest answer "
                        + during.stream().map(Placed::took).max(Duration::compareTo).orElseThrow());
            }
        }
    }

    private static List<Placed> duringTheOutage(Buyers buyers, Shopping shopping) {
        List<Placed> during = new ArrayList<>();
        long end = System.nanoTime() + Trial.OUTAGE.toNanos();
        while (System.nanoTime() < end) {
            during.addAll(buyers.place(BUYERS, shopping.orders(BUYERS)));
            Buyers.pause();
        }
        return during;
    }
}

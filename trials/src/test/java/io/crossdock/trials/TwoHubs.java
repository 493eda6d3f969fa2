package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Shopping;
import io.crossdock.drills.Stage;
import io.crossdock.postgres.Ports;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two hubs on one database: buyers use either, one is killed and comes back. */
class TwoHubs {

    private static final int ORDERS = 120;

    @Test
    void shareTheWorkAndTheDeathOfOneIsNotNoticed() {
        try (Stage stage = Stage.open("two_hubs", 20, Landscape::impatient)) {
            Hub first = stage.hub();
            Hub second = stage.hub("second", Ports.free()).awaitReady();
            Shopping shopping = Shopping.at(stage.estate(), Trial.SEED + 2);
            try (Buyers buyers = Buyers.ofAny(List.of(first.address(), second.address()))) {
                List<Future<List<Placed>>> buying = buyers.begin(20, shopping.orders(ORDERS));
                Awaitility.await("a third of the orders").atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(20)).until(() -> buyers.acceptedSoFar() >= ORDERS / 3);
                second.kill();
                List<Placed> placed = Buyers.wait(buying);
                second.restart();
                List<Placed> later = buyers.place(10, shopping.orders(30));
                stage.awaitSettled();
                List<Placed> all = Stream.of(placed, later).flatMap(List::stream).toList();
                assertThat(all).as(buyers.toString()).hasSize(ORDERS + 30);
                new Audit(stage).holds(all);
                assertThat(stage.database().rows("""
                        SELECT DISTINCT split_part(worker, '-', 1) FROM effects.attempt WHERE action = 'send'
                        """).stream().map(List::getFirst)).as("hubs that made calls")
                        .containsExactlyInAnyOrder("hub", "second");
            }
        }
    }
}

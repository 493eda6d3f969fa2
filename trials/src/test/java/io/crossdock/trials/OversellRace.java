package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Shopping;
import io.crossdock.drills.Stage;
import io.crossdock.postgres.Ports;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** More buyers than goods: all that is there is sold, and nothing twice. */
class OversellRace {

    private static final int BUYERS = 48;
    private static final int ORDERS = 240;
    private static final BigDecimal SCARCE = new BigDecimal(60);

    @Test
    void nothingIsSoldTwice() {
        try (Stage stage = Stage.open("oversell", 20, Landscape::impatient)) {
            stage.estate().replenishment(false);
            Set<String> scarce = stage.truth().stock().stream()
                    .collect(Collectors.groupingBy(shelf -> text(shelf, "sku"), Collectors.reducing(BigDecimal.ZERO,
                            shelf -> decimal(shelf, "onHand"), BigDecimal::add)))
                    .entrySet().stream().filter(item -> item.getValue().signum() > 0
                            && item.getValue().compareTo(SCARCE) < 0)
                    .map(Map.Entry::getKey).sorted().limit(4).collect(Collectors.toSet());
            assertThat(scarce).as("scarce items").hasSizeGreaterThanOrEqualTo(2);
            Hub first = stage.hub();
            Hub second = stage.hub("second", Ports.free()).awaitReady();
            Shopping shopping = Shopping.at(stage.estate(), Trial.SEED + 4).only(scarce);
            try (Buyers buyers = Buyers.ofAny(List.of(first.address(), second.address()))) {
                List<Placed> placed = buyers.place(BUYERS, shopping.orders(ORDERS));
                stage.awaitSettled();
                new Audit(stage).holds(placed);
                assertThat(left(stage, scarce)).as("left on the shelves after " + buyers).allSatisfy(shelf ->
                        assertThat(decimal(shelf, "onHand")).isEqualByComparingTo(BigDecimal.ZERO));
            }
        }
    }

    private static Stream<JsonNode> left(Stage stage, Set<String> skus) {
        return stage.truth().stock().stream().filter(shelf -> skus.contains(text(shelf, "sku")));
    }
}

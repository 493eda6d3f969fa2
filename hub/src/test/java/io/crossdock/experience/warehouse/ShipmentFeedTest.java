package io.crossdock.experience.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ShipmentSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A warehouse that does not call but is asked: whatever is read twice is heard once. */
class ShipmentFeedTest {

    /** Tells everything it has each time. */
    private static final class Asked implements ShipmentSource {

        private final List<Step> steps = new ArrayList<>();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Page<Step> steps(SystemSettings warehouse, Asking asking) {
            return new Page<>(warehouse.id().equals("wms-atl") ? steps : List.of(), Optional.empty());
        }

        void add(String type, int sequence, LegNumber leg, String lines) {
            Instant at = IntakeWorld.NOW.plusSeconds(sequence);
            steps.add(new Step(leg + " " + type, leg.toString(), at, """
                    {"type": "%s", "warehouse": "ATL", "occurredAt": "%s", "releaseId": "%s", "sequence": %d, "lines": [%s]}
                    """.formatted(type, at, leg, sequence, lines).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private final Asked asked = new Asked();

    private int read(IntakeWorld world, ShipmentFeed feed) {
        List<ShipmentFeed.Read> rows = feed.systems().stream()
                .flatMap(system -> feed.read(system, Optional.empty(), Optional.empty()).rows().stream()).toList();
        int[] fresh = {0};
        world.hub().inTransaction(() -> fresh[0] = feed.store(rows));
        return fresh[0];
    }

    private static List<Fact> heard(IntakeWorld world, LegNumber leg) {
        return world.hub().get(Journal.class).ofKey("wms-atl:" + leg, 0).stream()
                .filter(fact -> fact.type().equals(Inbox.RECEIVED)).toList();
    }

    @Test
    void whatIsReadAgainIsHeardOnceAndMovesItsLegInOrder(@TempDir Path folder) throws IOException {
        try (IntakeWorld world = new IntakeWorld(folder, landscape -> { })) {
            ShipmentFeed feed = new ShipmentFeed(new StaticListableBeanFactory(Map.of("asked", asked))
                    .getBeanProvider(ShipmentSource.class), world.landscapes(), world.hub().get(Inbox.class),
                    world.hub().get(StepStore.class));
            assertThat(feed.systems()).contains("wms-atl");
            LegNumber leg = world.leg();
            asked.add("leg.picking", 1, leg, "");
            assertThat(read(world, feed)).isEqualTo(1);
            assertThat(read(world, feed)).as("the same again").isZero();
            String picked = """
                    {"lineNo": 1, "sku": "CD-1", "quantity": "20", "unit": "EA"},
                    {"lineNo": 2, "sku": "CD-2", "quantity": "5", "unit": "EA"}""";
            asked.add("leg.picked", 2, leg, picked);
            asked.add("leg.packed", 3, leg, picked);
            asked.add("leg.shipped", 4, leg, picked);
            assertThat(read(world, feed)).isEqualTo(3);
            assertThat(read(world, feed)).isZero();
            List<Fact> heard = heard(world, leg);
            assertThat(heard).hasSize(4);
            world.hub().inTransaction(() -> world.hub().get(WarehouseIntake.class).handleAll(Batch.of(heard)));
            assertThat(world.legs(leg).getFirst().state()).isEqualTo(LegState.SHIPPED);
            assertThat(world.legs(leg).getFirst().lines().getFirst().shipped().value()).isEqualByComparingTo("20");
        }
    }
}

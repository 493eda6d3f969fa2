package io.crossdock.process.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.platform.journal.Journal;
import io.crossdock.testing.Distributor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever wishes for a look sees none of before, even where a step is about to begin. */
class WishedLookTest {

    @Test
    void aStepThatBeganBeforeTheWishLooksAfterIt(@TempDir Path directory) throws IOException {
        try (AuditedWorld world = new AuditedWorld(directory, new Distributor()
                .account("A-1", "1000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL).item("CD-1", "1.00", 9, 0, 0))) {
            Oversight oversight = world.hub().get(Oversight.class);
            oversight.askAll();
            world.clock().advance(Duration.ofMinutes(1));

            assertThat(overtaken(world).step()).isTrue();

            Instant wished = world.clock().instant();
            boolean more = true;
            while (more) {
                more = oversight.step();
            }
            assertThat(oversight.proofs()).allSatisfy(proof -> assertThat(proof.lookedAt()).contains(wished));
        }
    }

    /** As soon as it has looked at the clock, somebody wishes for all looks. */
    private static Oversight overtaken(AuditedWorld world) {
        Clock clock = new Clock() {

            private boolean wished;

            @Override
            public Instant instant() {
                Instant now = world.clock().instant();
                if (!wished) {
                    wished = true;
                    world.clock().advance(Duration.ofSeconds(1));
                    world.hub().get(Oversight.class).askAll();
                }
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return new Oversight(world.hub().get(OversightStore.class), world.hub().get(Journal.class),
                world.hub().get(TransactionTemplate.class), clock);
    }
}

package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Channel;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Lane.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While as many orders by EDI wait as may, nothing more is taken in, and nothing is lost. */
class EdiBackPressureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Caller PARTNER = new Caller("edi-buyer", Channel.EDI, Set.of("edi:write"),
            new Consumer.Accounts.All());

    @Test
    void filesStayWhereTheyAreAndPartnersAreAskedToComeBack(@TempDir Path directory) throws IOException {
        LaneSettings bounded = LaneSettings.DEFAULT.bounded(new Bounds(2, Optional.empty()));
        try (EdiWorld world = new EdiWorld(directory, Map.of("edi", bounded), more -> more.with(EdiController.class))) {
            Effects effects = world.hub().get(Effects.class);
            EdiDoor door = world.hub().get(EdiDoor.class);
            await().atMost(PATIENCE).until(() -> effects.pause("edi", "user:ana"));
            world.order("PO-1", "4*EA*1.50*PE*BP*BW-10001");
            world.order("PO-2", "4*EA*1.50*PE*BP*BW-10001");
            await().atMost(PATIENCE).until(() -> {
                world.clock().advance(Duration.ofSeconds(1));
                return door.crowded().isPresent();
            });

            Path folder = Files.createDirectories(directory.resolve("edi-in"));
            Path file = Files.writeString(folder.resolve("orders.edi"), "ISA*");
            FolderIntake intake = new FolderIntake(door, folder, "hub", world.clock());
            intake.look();
            intake.look();
            assertThat(file).exists();
            assertThatThrownBy(() -> world.hub().get(EdiController.class).send(PARTNER, Optional.of(new byte[] {'I'})))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().type().status()).isEqualTo(429);
                        assertThat(refused.problem().type().code()).isEqualTo("edi-backlog-full");
                        assertThat(refused.problem().retryAfter()).contains(Duration.ofMinutes(5));
                    });

            effects.resume("edi");
            await().atMost(PATIENCE).until(() -> {
                world.clock().advance(Duration.ofSeconds(1));
                return door.crowded().isEmpty();
            });
            intake.look();
            intake.look();
            assertThat(file).as("taken").doesNotExist();
            assertThat(world.states()).hasSize(2);
        }
    }
}

package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivePageTest extends ConsoleScene {

    /** The followers look once a second; what happens before their first look is told, too. */
    @Test
    void whoHasJoinedIsToldOfWhatHappensAtOnce() throws Exception {
        Person kim = new Person("kim");
        try (BufferedReader live = new BufferedReader(new InputStreamReader(kim.stream("/console/live"),
                StandardCharsets.UTF_8))) {
            assertThat(live.readLine()).contains("following");
            transaction.executeWithoutResult(status -> journal.append(new NewFact("order.noted", Seeds.BACKORDERED.value(),
                    Seeds.BACKORDERED.value(), Origin.start("story", "user:kim"), 1, Map.of())));
            assertThat(CompletableFuture.supplyAsync(() -> live.lines().filter(line -> line.contains(
                    Seeds.BACKORDERED.value())).findFirst()).get(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
                    .isPresent();
        }
    }
}

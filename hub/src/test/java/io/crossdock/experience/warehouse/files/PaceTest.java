package io.crossdock.experience.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration POLL = Duration.ofSeconds(30);

    @Test
    void afterEachFailureThePauseDoublesUpToFiveMinutesLessUpToHalf() {
        Pace pace = new Pace(new Random(7));
        for (int seconds : new int[] {30, 60, 120, 240, 300, 300}) {
            pace.failed(NOW, POLL);
            assertThat(pace.isDue(NOW.plusMillis(seconds * 500 - 1))).as("before half of %s s", seconds).isFalse();
            assertThat(pace.isDue(NOW.plusSeconds(seconds))).as("after %s s", seconds).isTrue();
        }
        pace.well(NOW, POLL);
        assertThat(pace.isDue(NOW.plusSeconds(29))).isFalse();
        assertThat(pace.isDue(NOW.plusSeconds(30))).isTrue();
    }

    @Test
    void aLocalFolderAndARareFeedKeepTheirOwnTime() {
        Pace pace = new Pace(new Random(7));
        assertThat(pace.isDue(NOW)).isTrue();
        pace.failed(NOW, Duration.ZERO);
        assertThat(pace.isDue(NOW)).isTrue();
        pace.failed(NOW, Duration.ofDays(1));
        assertThat(pace.isDue(NOW.plus(Duration.ofHours(11)))).isFalse();
        assertThat(pace.isDue(NOW.plus(Duration.ofDays(1)))).isTrue();
    }
}

package io.crossdock.platform.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A system that is slow to answer is not asked all the time. */
class PaceTest {

    private final Pace pace = new Pace();

    private boolean rests(String feed, Duration after) {
        return pace.isResting(feed, Long.MAX_VALUE - 5 + after.toNanos());
    }

    private void read(String feed, Duration took) {
        // The count of nanoseconds may run over.
        pace.took(feed, Long.MAX_VALUE - 5 - took.toNanos(), Long.MAX_VALUE - 5);
    }

    @Test
    void whatTakesLongRestsThreeTimesAsLong() {
        read("prices@erp", Duration.ofSeconds(8));

        assertThat(rests("prices@erp", Duration.ofSeconds(23))).isTrue();
        assertThat(rests("prices@erp", Duration.ofSeconds(24))).isFalse();
    }

    @Test
    void butNoFeedRestsForMoreThanAMinute() {
        read("items@erp", Duration.ofHours(2));

        assertThat(rests("items@erp", Duration.ofSeconds(59))).isTrue();
        assertThat(rests("items@erp", Duration.ofSeconds(60))).isFalse();
    }

    @Test
    void everyFeedOfASystemHasItsOwn() {
        read("items@erp", Duration.ofSeconds(8));

        assertThat(rests("stock@erp", Duration.ZERO)).isFalse();
    }
}

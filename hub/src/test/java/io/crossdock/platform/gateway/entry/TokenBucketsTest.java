package io.crossdock.platform.gateway.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.gateway.entry.TokenBuckets.Answer;
import io.crossdock.platform.landscape.Consumer.Rate;
import io.crossdock.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private final SettableClock clock = SettableClock.standing();
    private final TokenBuckets buckets = new TokenBuckets(clock);

    @Test
    void aBurstPassesThenTheRateHolds() {
        Rate rate = new Rate(new BigDecimal("10"), 5);
        for (int i = 0; i < 5; i++) {
            assertThat(buckets.take("a", rate)).isInstanceOf(Answer.Passed.class);
        }
        assertThat(buckets.take("a", rate)).isEqualTo(new Answer.Refused(Duration.ofMillis(100)));
        int passed = 0;
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofMillis(10));
            passed += buckets.take("a", rate) instanceof Answer.Passed ? 1 : 0;
        }
        assertThat(passed).isBetween(99, 101);
    }

    @Test
    void aChangedRateHoldsAtOnceAndAClockThatStepsBackGivesNothing() {
        assertThat(buckets.take("a", new Rate(BigDecimal.ONE, 1))).isInstanceOf(Answer.Passed.class);
        clock.advance(Duration.ofSeconds(-5));
        assertThat(buckets.take("a", new Rate(BigDecimal.ONE, 1))).isInstanceOf(Answer.Refused.class);
        clock.advance(Duration.ofMillis(100));
        assertThat(buckets.take("a", new Rate(BigDecimal.TEN, 1))).isInstanceOf(Answer.Passed.class);
    }

    @Test
    void manyNamesDoNotGrowWithoutBound() {
        Rate rate = new Rate(BigDecimal.ONE, 1);
        for (int i = 0; i < 25_000; i++) {
            assertThat(buckets.take("n" + i, rate)).isInstanceOf(Answer.Passed.class);
        }
    }
}

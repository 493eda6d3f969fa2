package io.crossdock.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
    private Counted rounds = new Counted(LONG, number -> false);

    /** Says which of its steps it has done. */
    private final class Counted extends Rounds {

        private final AtomicInteger number = new AtomicInteger();
        private final IntPredicate more;

        Counted(Duration pause, IntPredicate more) {
            super("test-rounds", pause);
            this.more = more;
        }

        @Override
        protected boolean step() {
            int current = number.incrementAndGet();
            done.add(current);
            return more.test(current);
        }
    }

    @AfterEach
    void stop() {
        rounds.stop();
    }

    private int next() throws InterruptedException {
        Integer number = done.poll(1, TimeUnit.MINUTES);
        return number == null ? -1 : number;
    }

    @Test
    void whileThereIsMoreToDoItDoesNotPause() throws InterruptedException {
        rounds = new Counted(LONG, number -> number < 3);
        rounds.start();
        assertThat(rounds.isRunning()).isTrue();
        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(2);
        assertThat(next()).isEqualTo(3);
        rounds.stop();
        assertThat(rounds.isRunning()).isFalse();
        assertThat(done).as("after the third it paused, and stopping woke it to nothing").isEmpty();
    }

    @Test
    void aStepThatFailsEndsNothing() throws InterruptedException {
        rounds = new Counted(SHORT, number -> {
            if (number < 3) {
                throw new IllegalStateException("for now");
            }
            return false;
        });
        rounds.start();
        for (int number = 1; number <= 4; number++) {
            assertThat(next()).isEqualTo(number);
        }
    }

    @Test
    void aStepUnderWayIsDoneWhenItHasStopped() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        rounds = new Counted(SHORT, number -> {
            try {
                told.await();
            } catch (InterruptedException stopping) {
                ended.set(number);
            }
            return true;
        });
        rounds.start();
        assertThat(next()).isEqualTo(1);
        rounds.stop();
        assertThat(ended).hasValue(1);
        assertThat(done).isEmpty();
    }

    @Test
    void itCanBeStartedAgain() throws InterruptedException {
        rounds.start();
        assertThat(next()).isEqualTo(1);
        rounds.stop();
        rounds.start();
        assertThat(next()).isEqualTo(2);
    }
}

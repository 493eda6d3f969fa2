package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Budget;
import io.crossdock.drills.Drill;
import io.crossdock.drills.DrillReport;
import io.crossdock.drills.DrillRun;
import org.junit.jupiter.api.Test;

/**
 * Orders through faults at every boundary: before a call, between a call and its answer, between an answer and its commit,
 * around inbox and cursors; kills of hubs and database; clocks that jump. {@code -Dtrials.seed=N} gives the same story
 * again, {@code -Dtrials.orders=3000} a long one.
 */
class Chaos {

    private static final int ORDERS = Integer.getInteger("trials.orders", 120);
    private static final int ORDERS_PER_SECOND = 6;
    private static final int SECONDS = Math.max(30, ORDERS / ORDERS_PER_SECOND);

    @Test
    void losesNothingDoublesNothingAndOversellsNothing() {
        System.out.println("chaos: seed " + Trial.SEED + ", " + ORDERS + " orders in " + SECONDS + " s");
        DrillReport report = DrillRun.of(Drill.CHAOS, Trial.SEED, new Budget(SECONDS, ORDERS), System.out::println);
        System.out.println(report.text());
        assertThat(report.findings()).as("seed %d", Trial.SEED).isEmpty();
        assertThat(report.passed()).as(report.text()).isTrue();
    }
}

package io.crossdock.experience.subscriptions;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Replays that somebody approved. */
@Repository
class ReplayStore {

    private final JdbcClient jdbc;

    ReplayStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How often a subscription was replayed so far. */
    int count(String subscription) {
        return jdbc.sql("SELECT count(*) FROM subscriptions.replay WHERE subscription = :subscription")
                .param("subscription", subscription).query(Integer.class).single();
    }

    /** False when somebody has approved the same plan before. */
    boolean approve(ReplayPlan plan, String who, Instant now) {
        return jdbc.sql("""
                INSERT INTO subscriptions.replay (plan, subscription, from_time, to_time, events, asked_by, asked_at)
                VALUES (:plan, :subscription, :from, :to, :events, :who, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("plan", plan.hash()).param("subscription", plan.subscription())
                .param("from", Timestamp.from(plan.from())).param("to", Timestamp.from(plan.to()))
                .param("events", plan.events()).param("who", who).param("now", Timestamp.from(now)).update() == 1;
    }
}

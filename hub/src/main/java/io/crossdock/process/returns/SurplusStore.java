package io.crossdock.process.returns;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SurplusStore {

    private final JdbcClient jdbc;

    SurplusStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first word holds. */
    void settle(long fact, String who, String why, Instant now) {
        jdbc.sql("""
                INSERT INTO returns.surplus_settled (fact, who, why, settled_at) VALUES (:fact, :who, :why, :now)
                ON CONFLICT (fact) DO NOTHING
                """)
                .param("fact", fact).param("who", who).param("why", why).param("now", Timestamp.from(now)).update();
    }

    boolean isSettled(long fact) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM returns.surplus_settled WHERE fact = :fact)")
                .param("fact", fact).query(Boolean.class).single();
    }
}

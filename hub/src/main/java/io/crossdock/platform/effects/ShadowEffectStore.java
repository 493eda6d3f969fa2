package io.crossdock.platform.effects;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Ends what was asked for in shadow lanes. */
@Repository
class ShadowEffectStore {

    private final JdbcClient jdbc;

    ShadowEffectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An answer that comes later is noted as an attempt and moves nothing. */
    int abandon(String target, int fromTier, String why, Instant now) {
        return jdbc.sql("""
                UPDATE effects.effect
                   SET state = 'skipped', reason = :why, finished_at = :now, lease_until = NULL, worker = NULL,
                       leased_at = NULL
                 WHERE target = :target AND tier >= :tier
                   AND (state = 'ready' OR :tier = 1 AND state IN ('sending', 'in_doubt', 'parked'))
                """)
                .param("target", target).param("tier", fromTier).param("why", why).param("now", Timestamp.from(now))
                .update();
    }

    void forget(String target, Instant before) {
        for (String rows : List.of("effects.attempt WHERE effect_id", "effects.document WHERE effect_id",
                "effects.effect WHERE id")) {
            jdbc.sql("DELETE FROM " + rows + """
                     IN (SELECT id FROM effects.effect
                          WHERE target = :target AND state IN ('done', 'refused', 'skipped') AND finished_at < :before)
                    """)
                    .param("target", target).param("before", Timestamp.from(before)).update();
        }
    }
}

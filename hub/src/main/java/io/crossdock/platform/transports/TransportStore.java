package io.crossdock.platform.transports;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TransportStore {

    private final JdbcClient jdbc;

    TransportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How the last look went.
     *
     * @param taken     messages since the last note
     * @param fullSince since when nothing is fetched because too much waits to be digested
     */
    record Look(Instant at, int taken, Optional<Instant> fullSince, Optional<Failure> failure) {

        /** @param since the first look of those that failed in a row */
        record Failure(Instant since, String code, String sentence) {
        }
    }

    void note(String source, String node, Look look) {
        jdbc.sql("""
                INSERT INTO transports.source (source, node, looked_at, taken, full_since, failing_since, code, failure)
                VALUES (:source, :node, :at, :taken, :full, :since, :code, :failure)
                ON CONFLICT (source, node) DO UPDATE
                   SET looked_at = excluded.looked_at, taken = source.taken + excluded.taken,
                       full_since = excluded.full_since, failing_since = excluded.failing_since, code = excluded.code,
                       failure = excluded.failure
                """)
                .param("source", source).param("node", node).param("at", Timestamp.from(look.at()))
                .param("taken", look.taken()).param("full", look.fullSince().map(Timestamp::from).orElse(null))
                .param("since", look.failure().map(Look.Failure::since).map(Timestamp::from).orElse(null))
                .param("code", look.failure().map(Look.Failure::code).orElse(null))
                .param("failure", look.failure().map(Look.Failure::sentence).orElse(null)).update();
    }

    /** Takes the turn to look, or keeps it; false while another hub has it. */
    boolean takeTurn(String source, String node, Instant now, Duration length) {
        return jdbc.sql("""
                INSERT INTO transports.turn (source, node, until) VALUES (:source, :node, :until)
                ON CONFLICT (source) DO UPDATE SET node = excluded.node, until = excluded.until
                 WHERE turn.node = excluded.node OR turn.until < :now
                """)
                .param("source", source).param("node", node).param("until", Timestamp.from(now.plus(length)))
                .param("now", Timestamp.from(now)).update() == 1;
    }

    /** False when it was used before; waits for one who is just using it. Some of those that are too old go. */
    boolean useNonce(String source, String nonce, Instant now, Instant until) {
        jdbc.sql("""
                DELETE FROM transports.nonce WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM transports.nonce WHERE until < :now ORDER BY until LIMIT 50 FOR UPDATE SKIP LOCKED))
                """)
                .param("now", Timestamp.from(now)).update();
        return jdbc.sql("""
                INSERT INTO transports.nonce (source, nonce, until) VALUES (:source, :nonce, :until) ON CONFLICT DO NOTHING
                """)
                .param("source", source).param("nonce", nonce).param("until", Timestamp.from(until)).update() == 1;
    }

    void endTurn(String source, String node) {
        jdbc.sql("DELETE FROM transports.turn WHERE source = :source AND node = :node")
                .param("source", source).param("node", node).update();
    }
}

package io.crossdock.platform.gateway.token;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signing keys as rows. */
@Component
class SigningKeyStore {

    /** Arbitrary, but the same in every process: whoever holds it may create the first key. */
    private static final long CREATION_LOCK = 0x6761_7465_6b65_7900L;

    private final JdbcClient sql;
    private final Clock clock;

    SigningKeyStore(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A stored key.
     *
     * @param material the private key as a JWK in UTF-8, or what the seal made of it
     */
    record StoredKey(String kid, boolean sealed, byte[] material) {}

    /** Keeps every other process from creating a key until the transaction ends. */
    void lockForCreation() {
        sql.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", CREATION_LOCK)
                .query((row, n) -> n)
                .list();
    }

    /** All keys, the newest first. */
    List<StoredKey> all() {
        return sql.sql("""
                        select kid, sealed, material
                          from gateway.signing_key
                         order by created_at desc, kid
                        """)
                .query((row, n) -> new StoredKey(
                        row.getString("kid"), row.getBoolean("sealed"), row.getBytes("material")))
                .list();
    }

    void add(StoredKey key) {
        sql.sql("""
                        insert into gateway.signing_key (kid, algorithm, sealed, material, created_at)
                        values (:kid, 'ES256', :sealed, :material, :at)
                        """)
                .param("kid", key.kid())
                .param("sealed", key.sealed())
                .param("material", key.material())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}

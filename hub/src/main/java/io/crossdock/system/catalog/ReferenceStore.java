package io.crossdock.system.catalog;

import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.system.catalog.Reference.Kind;
import io.crossdock.system.catalog.Reference.Said;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReferenceStore {

    private static final String COLUMNS = """
            SELECT id, kind, partner, name, sku, unit, factor, added_by, added_at, reason, withdrawn_by, withdrawn_at,
                   withdrawn_reason
              FROM crossref.reference
            """;

    private final JdbcClient jdbc;

    ReferenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if the name has a meaning already */
    boolean add(Reference reference) {
        return jdbc.sql("""
                INSERT INTO crossref.reference (id, kind, partner, name, sku, unit, factor, added_by, added_at, reason)
                VALUES (:id, :kind, :partner, :name, :sku, :unit, :factor, :who, :at, :why)
                ON CONFLICT DO NOTHING
                """)
                .param("id", reference.id()).param("kind", reference.kind().label()).param("partner", reference.partner())
                .param("name", reference.name()).param("sku", reference.sku().value())
                .param("unit", reference.unit().map(Unit::code).orElse(null))
                .param("factor", reference.factor().orElse(null)).param("who", reference.added().who())
                .param("at", Timestamp.from(reference.added().at())).param("why", reference.added().why()).update() == 1;
    }

    Optional<Reference> withdraw(UUID id, Said said) {
        return jdbc.sql("""
                UPDATE crossref.reference SET withdrawn_by = :who, withdrawn_at = :at, withdrawn_reason = :why
                 WHERE id = :id AND withdrawn_at IS NULL
                RETURNING *
                """)
                .param("id", id).param("who", said.who()).param("at", Timestamp.from(said.at())).param("why", said.why())
                .query(ReferenceStore::reference).optional();
    }

    /** Changes with every reference that is added or withdrawn. */
    String state() {
        return jdbc.sql("SELECT max(id::text) || ' ' || count(withdrawn_at) FROM crossref.reference").query(String.class)
                .optional().orElse("");
    }

    List<Reference> inForce() {
        return jdbc.sql(COLUMNS + "WHERE withdrawn_at IS NULL").query(ReferenceStore::reference).list();
    }

    /** The newest first, those withdrawn too. */
    List<Reference> list(Optional<String> partner, Optional<UUID> before, int most) {
        return jdbc.sql(COLUMNS + """
                 WHERE (:partner::text IS NULL OR partner = :partner) AND (:before::uuid IS NULL OR id < :before)
                 ORDER BY id DESC LIMIT :most
                """)
                .param("partner", partner.orElse(null)).param("before", before.orElse(null)).param("most", most)
                .query(ReferenceStore::reference).list();
    }

    Optional<Reference> one(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE id = :id").param("id", id).query(ReferenceStore::reference).optional();
    }

    private static Reference reference(ResultSet row, int number) throws SQLException {
        Optional<BigDecimal> factor = Optional.ofNullable(row.getBigDecimal("factor")).map(BigDecimal::stripTrailingZeros);
        return new Reference(row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("partner"),
                row.getString("name"), new Sku(row.getString("sku")),
                Optional.ofNullable(row.getString("unit")).map(Unit::of),
                factor,
                new Said(row.getString("added_by"), row.getTimestamp("added_at").toInstant(), row.getString("reason")),
                row.getTimestamp("withdrawn_at") == null ? Optional.empty() : Optional.of(new Said(
                        row.getString("withdrawn_by"), row.getTimestamp("withdrawn_at").toInstant(),
                        row.getString("withdrawn_reason"))));
    }
}

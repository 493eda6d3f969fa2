package io.crossdock.experience.edi.outgoing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DocumentStore {

    private static final String DOCUMENT = """
            SELECT id, partner, kind, business_key, control, group_control, content, written_at, order_number, answer
              FROM edi.document
            """;

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Document document) {
        jdbc.sql("""
                INSERT INTO edi.document (id, partner, kind, business_key, control, group_control, content, written_at,
                                          order_number)
                VALUES (:id, :partner, :kind, :key, :control, :group, :content, :writtenAt, :order)
                """)
                .param("id", document.id()).param("partner", document.partner()).param("kind", document.kind())
                .param("key", document.businessKey()).param("control", document.control())
                .param("group", document.group().orElse(null)).param("content", document.content())
                .param("writtenAt", at(document.writtenAt())).param("order", document.orderNumber().orElse(null))
                .update();
    }

    /** Serialises writers of one document; true when it was written before. */
    boolean exists(String partner, String kind, String businessKey) {
        return byKey(partner, kind, businessKey).isPresent();
    }

    Optional<Document> byKey(String partner, String kind, String businessKey) {
        return jdbc.sql(DOCUMENT + "WHERE partner = :partner AND kind = :kind AND business_key = :key")
                .param("partner", partner).param("kind", kind).param("key", businessKey)
                .query(DocumentStore::document).optional();
    }

    Optional<Document> byId(UUID id) {
        return jdbc.sql(DOCUMENT + "WHERE id = :id").param("id", id).query(DocumentStore::document).optional();
    }

    List<Document> byOrder(String order) {
        return jdbc.sql(DOCUMENT + "WHERE order_number = :order ORDER BY id").param("order", order)
                .query(DocumentStore::document).list();
    }

    /** Notes the partner's verdict on a group; false when we sent no such group. */
    boolean answer(String partner, long group, String verdict, Instant now) {
        return jdbc.sql("""
                UPDATE edi.document SET answer = :verdict, answered_at = :now
                 WHERE id = (SELECT id FROM edi.document WHERE partner = :partner AND group_control = :group
                              ORDER BY id DESC LIMIT 1)
                """)
                .param("partner", partner).param("group", group).param("verdict", verdict).param("now", at(now))
                .update() == 1;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Document document(ResultSet row, int number) throws SQLException {
        long group = row.getLong("group_control");
        Optional<Long> groupControl = row.wasNull() ? Optional.empty() : Optional.of(group);
        return new Document(row.getObject("id", UUID.class), row.getString("partner"), row.getString("kind"),
                row.getString("business_key"), row.getLong("control"), groupControl, row.getString("content"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("order_number")), Optional.ofNullable(row.getString("answer")));
    }
}

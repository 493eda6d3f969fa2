package io.crossdock.process.changes;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.json.Json;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository("order-change-store")
class ChangeStore {

    private static final int SHOWN = 200;

    private final JdbcClient jdbc;
    private final Json json;

    ChangeStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(ChangeAnswer answer, String who, Optional<String> reason) {
        jdbc.sql("""
                INSERT INTO changes.change (id, order_number, asked_by, reason, answer, at)
                VALUES (:id, :order, :who, :reason, :answer::jsonb, :at)
                """)
                .param("id", answer.id()).param("order", answer.order().value()).param("who", who)
                .param("reason", reason.orElse(null)).param("answer", json.write(answer))
                .param("at", Timestamp.from(answer.at())).update();
    }

    /** Oldest first. */
    List<ChangeAnswer> ofOrder(OrderNumber order) {
        return jdbc.sql("SELECT answer FROM changes.change WHERE order_number = :order ORDER BY id LIMIT :most")
                .param("order", order.value()).param("most", SHOWN).query(String.class).list().stream()
                .map(answer -> json.read(answer, ChangeAnswer.class)).toList();
    }
}

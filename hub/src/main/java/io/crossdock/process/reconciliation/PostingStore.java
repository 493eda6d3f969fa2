package io.crossdock.process.reconciliation;

import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderPosting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger says of orders that an ERP was given: their posting, and the last amendment of each. */
@Repository
class PostingStore {

    private final JdbcClient jdbc;
    private final Json json;

    PostingStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One order.
     *
     * @param reference the ERP's number, once it has answered
     * @param surplus   numbers of documents that were found to be one too many, and are not undone yet
     */
    record Posting(UUID effect, String order, EffectState state, Optional<String> reference, OrderPosting request,
            Optional<Amendment> amendment, List<String> surplus) {

        /** Whether something was added that the ERP may not have yet. */
        boolean adding() {
            return amendment.filter(each -> !each.request().added().isEmpty() && each.state() != EffectState.DONE)
                    .isPresent();
        }

        /** As if it had been posted with all that was added since. */
        Posting withAdded() {
            return amendment.map(Amendment::request).flatMap(more -> more.charges().map(charges -> new OrderPosting(
                    request.reference(), request.account(), request.buyerReference(), request.currency(),
                    Stream.concat(request.lines().stream(), more.added().stream()).toList(), charges.freight(),
                    charges.tax(), charges.total(), request.shipToId(), request.shipTo()))).map(whole -> new Posting(effect,
                            order, state, reference, whole, amendment, surplus)).orElse(this);
        }
    }

    /** What was cancelled altogether, and how far it is to tell the ERP. */
    record Amendment(EffectState state, AmendmentRequest request) {
    }

    Map<String, Posting> of(String system, Collection<String> orders) {
        return orders.isEmpty() ? Map.of() : jdbc.sql("""
                SELECT e.id, e.business_key, e.state, e.reference, e.request, a.state AS amend_state,
                       a.request AS amendment,
                       (SELECT coalesce(json_agg(d.reference ORDER BY d.reference), '[]')
                          FROM effects.document d
                         WHERE d.effect_id = e.id AND d.standing IN ('candidate', 'surplus')) AS surplus
                  FROM json_array_elements_text(:orders::json) AS o(number)
                  JOIN effects.effect e ON e.target = :system AND e.kind = 'order.post' AND e.business_key = o.number
                  LEFT JOIN LATERAL (
                       SELECT state, request FROM effects.effect
                        WHERE ordering_key = e.ordering_key AND target = e.target AND kind = 'order.amend'
                          AND state <> 'skipped'
                        ORDER BY seq DESC LIMIT 1) a ON true
                """)
                .param("orders", json.rows(orders)).param("system", system).query(this::row).list().stream()
                .collect(Collectors.toMap(Posting::order, Function.identity()));
    }

    /** Orders that the ERP was given since an instant and that count as booked: their numbers after one, in order. */
    List<String> bookedSince(String system, Instant since, String after, int most) {
        return jdbc.sql("""
                SELECT number
                  FROM (SELECT business_key AS number, state FROM effects.effect
                         WHERE target = :system AND kind = 'order.post' AND created_at >= :since) each
                 WHERE state = 'done' AND number > :after
                 ORDER BY number LIMIT :most
                """)
                .param("system", system).param("since", Timestamp.from(since)).param("after", after)
                .param("most", most).query(String.class).list();
    }

    private Posting row(ResultSet row, int number) throws SQLException {
        String amendment = row.getString("amendment");
        return new Posting(row.getObject("id", UUID.class), row.getString("business_key"), state(row.getString("state")),
                Optional.ofNullable(row.getString("reference")),
                json.read(json.parse(row.getString("request")), OrderPosting.class),
                amendment == null ? Optional.empty() : Optional.of(new Amendment(state(row.getString("amend_state")),
                        json.read(json.parse(amendment), AmendmentRequest.class))),
                json.parse(row.getString("surplus")).valueStream().map(each -> each.asString()).toList());
    }

    private static EffectState state(String column) {
        return EffectState.valueOf(column.toUpperCase(Locale.ROOT));
    }
}

package io.crossdock.system.customers;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CustomerStore {

    private final JdbcClient jdbc;
    private final Json json;

    CustomerStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(AccountId id, Account document, Instant modified_at) {
    }

    int store(List<Sourced<Account>> accounts) {
        List<Row> rows = accounts.stream()
                .map(each -> new Row(each.value().id(), each.value(), each.modifiedAt())).toList();
        return jdbc.sql("""
                INSERT INTO customers.account AS a (id, document, modified_at)
                SELECT id, document, modified_at
                  FROM json_to_recordset(:rows::json) AS r(id text, document jsonb, modified_at timestamptz)
                ON CONFLICT (id) DO UPDATE
                   SET document = excluded.document, modified_at = excluded.modified_at
                 WHERE (a.document, a.modified_at) IS DISTINCT FROM (excluded.document, excluded.modified_at)
                """).param("rows", json.rows(rows)).update();
    }

    int keepOnly(Collection<String> ids) {
        return jdbc.sql("""
                DELETE FROM customers.account a
                 WHERE NOT EXISTS (SELECT FROM json_array_elements_text(:ids::json) AS kept(id)
                                    WHERE kept.id = a.id)
                """).param("ids", json.rows(ids)).update();
    }

    List<Account> inForce(Collection<String> ids) {
        return jdbc.sql("""
                SELECT document FROM customers.account WHERE id IN (SELECT json_array_elements_text(:ids::json))
                """)
                .param("ids", json.rows(ids))
                .query((row, number) -> json.read(row.getString("document"), Account.class)).list();
    }

    /** @param ids empty: all of them */
    List<Sourced<Account>> rows(Optional<Collection<String>> ids) {
        return jdbc.sql("""
                SELECT document, modified_at FROM customers.account
                 WHERE :ids::json IS NULL OR id IN (SELECT json_array_elements_text(:ids::json))
                """)
                .param("ids", ids.map(json::rows).orElse(null))
                .query((row, number) -> new Sourced<>(json.read(row.getString("document"), Account.class),
                        row.getTimestamp("modified_at").toInstant())).list();
    }

    Map<AccountId, Customers.Row> all() {
        Map<AccountId, Customers.Row> all = new HashMap<>();
        jdbc.sql("SELECT document, modified_at FROM customers.account").query(row -> {
            Account account = json.read(row.getString("document"), Account.class);
            all.put(account.id(), new Customers.Row(account, row.getTimestamp("modified_at").toInstant()));
        });
        return all;
    }
}

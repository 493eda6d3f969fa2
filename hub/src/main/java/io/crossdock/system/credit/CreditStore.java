package io.crossdock.system.credit;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.json.Json;
import io.crossdock.system.credit.Credit.Claim;
import io.crossdock.system.credit.Credit.Standing;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CreditStore {

    private final JdbcClient jdbc;
    private final Json json;

    CreditStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private static final String LINE = """
            SELECT account, currency, credit_limit, exposure, position, reserved, as_of FROM credit.account
             WHERE account IN (:accounts)
             ORDER BY account
            """;

    List<CreditLine> read(Collection<AccountId> accounts) {
        return jdbc.sql(LINE).param("accounts", names(accounts)).query(CreditStore::line).list();
    }

    List<CreditLine> lock(Collection<AccountId> accounts) {
        return accounts.isEmpty() ? List.of()
                : jdbc.sql(LINE + " FOR UPDATE").param("accounts", names(accounts)).query(CreditStore::line).list();
    }

    private static List<String> names(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).distinct().sorted().toList();
    }

    private static CreditLine line(ResultSet row, int number) throws SQLException {
        return new CreditLine(new AccountId(row.getString("account")), Currency.getInstance(row.getString("currency")),
                row.getBigDecimal("credit_limit"), row.getBigDecimal("exposure"), row.getLong("position"),
                row.getBigDecimal("reserved"), row.getTimestamp("as_of").toInstant());
    }

    private record ClaimRow(String order_number, AccountId account, BigDecimal amount) {
    }

    void reserve(List<Claim> claims) {
        jdbc.sql("""
                WITH claim AS (
                    SELECT * FROM json_to_recordset(:claims::json)
                        AS c(order_number text, account text, amount numeric)),
                held AS (
                    UPDATE credit.account a SET reserved = a.reserved + s.amount
                      FROM (SELECT account, sum(amount) AS amount FROM claim GROUP BY account) s
                     WHERE a.account = s.account)
                INSERT INTO credit.reservation (order_number, account, amount)
                SELECT order_number, account, amount FROM claim
                """)
                .param("claims", json.rows(claims.stream()
                        .map(c -> new ClaimRow(c.orderNumber(), c.account(), c.amount())).toList()))
                .update();
    }

    void booked(String orderNumber, long position) {
        jdbc.sql("""
                WITH line AS (
                    SELECT a.account, a.position FROM credit.account a JOIN credit.reservation r USING (account)
                     WHERE r.order_number = :order
                       FOR UPDATE OF a),
                contained AS (
                    DELETE FROM credit.reservation r USING line
                     WHERE r.order_number = :order AND line.position >= :position
                    RETURNING r.account, r.amount),
                less AS (
                    UPDATE credit.account a SET reserved = a.reserved - c.amount
                      FROM contained c WHERE a.account = c.account)
                UPDATE credit.reservation r SET position = :position
                  FROM line WHERE r.order_number = :order AND line.position < :position
                """)
                .param("order", orderNumber).param("position", position).update();
    }

    void release(String orderNumber) {
        jdbc.sql("""
                WITH line AS (
                    SELECT a.account FROM credit.account a JOIN credit.reservation r USING (account)
                     WHERE r.order_number = :order
                       FOR UPDATE OF a),
                gone AS (
                    DELETE FROM credit.reservation r USING line WHERE r.order_number = :order
                    RETURNING r.account, r.amount)
                UPDATE credit.account a SET reserved = a.reserved - g.amount FROM gone g WHERE a.account = g.account
                """)
                .param("order", orderNumber).update();
    }

    void releaseUnbooked(String orderNumber) {
        jdbc.sql("""
                WITH line AS (
                    SELECT a.account FROM credit.account a JOIN credit.reservation r USING (account)
                     WHERE r.order_number = :order AND r.position IS NULL
                       FOR UPDATE OF a),
                gone AS (
                    DELETE FROM credit.reservation r USING line WHERE r.order_number = :order AND r.position IS NULL
                    RETURNING r.account, r.amount)
                UPDATE credit.account a SET reserved = a.reserved - g.amount FROM gone g WHERE a.account = g.account
                """)
                .param("order", orderNumber).update();
    }

    private record StandingRow(AccountId account, String currency, BigDecimal credit_limit, BigDecimal exposure,
            long position, Instant as_of) {
    }

    void report(List<Standing> standings) {
        jdbc.sql("""
                INSERT INTO credit.account AS a (account, currency, credit_limit, exposure, position, as_of)
                SELECT account, currency, credit_limit, exposure, position, as_of
                  FROM json_to_recordset(:rows::json)
                    AS r(account text, currency text, credit_limit numeric, exposure numeric, position bigint,
                         as_of timestamptz)
                 ORDER BY account
                ON CONFLICT (account) DO UPDATE
                   SET currency = excluded.currency, credit_limit = excluded.credit_limit,
                       exposure = excluded.exposure, position = excluded.position, as_of = excluded.as_of
                 WHERE a.position <= excluded.position AND a.as_of < excluded.as_of
                """)
                .param("rows", json.rows(standings.stream()
                        .map(s -> new StandingRow(s.account(), s.currency().getCurrencyCode(), s.limit(),
                                s.exposure(), s.position(), s.asOf()))
                        .toList()))
                .update();
        jdbc.sql("""
                WITH contained AS (
                    DELETE FROM credit.reservation r USING credit.account a
                     WHERE a.account = r.account AND a.account IN (:accounts) AND r.position <= a.position
                    RETURNING r.account, r.amount)
                UPDATE credit.account a SET reserved = a.reserved - c.amount
                  FROM (SELECT account, sum(amount) AS amount FROM contained GROUP BY account) c
                 WHERE a.account = c.account
                """)
                .param("accounts", names(standings.stream().map(Standing::account).toList())).update();
    }
}

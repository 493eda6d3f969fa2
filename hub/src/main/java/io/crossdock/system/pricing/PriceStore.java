package io.crossdock.system.pricing;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.PriceSource.ListPrice;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import io.crossdock.system.connectors.PriceSource.TaxRate;
import io.crossdock.system.connectors.Sourced;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PriceStore {

    private static final String EVERYONE = "";

    private final JdbcClient jdbc;
    private final Json json;

    PriceStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record ListRow(Sku sku, Unit unit, BigDecimal unit_price, Currency currency,
            Instant modified_at) {
    }

    int storeList(List<Sourced<ListPrice>> prices) {
        List<ListRow> rows = prices.stream().map(each -> new ListRow(each.value().sku(), each.value().unit(),
                each.value().unitPrice().amount(), each.value().unitPrice().currency(), each.modifiedAt()))
                .toList();
        return jdbc.sql("""
                INSERT INTO pricing.list_price AS p (sku, unit, unit_price, currency, modified_at)
                SELECT sku, unit, unit_price, currency, modified_at
                  FROM json_to_recordset(:rows::json)
                    AS r(sku text, unit text, unit_price numeric, currency text, modified_at timestamptz)
                ON CONFLICT (sku) DO UPDATE
                   SET unit = excluded.unit, unit_price = excluded.unit_price, currency = excluded.currency,
                       modified_at = excluded.modified_at
                 WHERE (p.unit, p.unit_price, p.currency, p.modified_at)
                       IS DISTINCT FROM
                       (excluded.unit, excluded.unit_price, excluded.currency, excluded.modified_at)
                """).param("rows", json.rows(rows)).update();
    }

    int keepOnlyList(Collection<String> skus) {
        return jdbc.sql("""
                DELETE FROM pricing.list_price p
                 WHERE NOT EXISTS (SELECT FROM json_array_elements_text(:skus::json) AS kept(sku)
                                    WHERE kept.sku = p.sku)
                """).param("skus", json.rows(skus)).update();
    }

    /** The list prices that hold of these items. */
    List<ListPrice> listInForce(Collection<String> skus) {
        return jdbc.sql("""
                SELECT sku, unit, unit_price, currency FROM pricing.list_price
                 WHERE sku IN (SELECT json_array_elements_text(:skus::json))
                """)
                .param("skus", json.rows(skus)).query((row, number) -> new ListPrice(new Sku(row.getString("sku")),
                Unit.of(row.getString("unit")), Money.of(row.getBigDecimal("unit_price"),
                Currency.getInstance(row.getString("currency"))))).list();
    }

    private record LineRow(String contract, Sku sku, Unit unit, BigDecimal min_quantity, LocalDate valid_from,
            @Nullable LocalDate valid_to, BigDecimal unit_price, Currency currency) {
    }

    int storeLines(List<PriceLine> lines) {
        List<LineRow> rows = lines.stream().map(PriceStore::row).toList();
        return jdbc.sql("""
                INSERT INTO pricing.price_line AS p
                       (contract, sku, unit, min_quantity, valid_from, valid_to, unit_price, currency)
                SELECT contract, sku, unit, min_quantity, valid_from, valid_to, unit_price, currency
                  FROM json_to_recordset(:rows::json)
                    AS r(contract text, sku text, unit text, min_quantity numeric, valid_from date,
                         valid_to date, unit_price numeric, currency text)
                ON CONFLICT (contract, sku, unit, min_quantity, valid_from) DO UPDATE
                   SET valid_to = excluded.valid_to, unit_price = excluded.unit_price,
                       currency = excluded.currency
                 WHERE (p.valid_to, p.unit_price, p.currency)
                       IS DISTINCT FROM (excluded.valid_to, excluded.unit_price, excluded.currency)
                """).param("rows", json.rows(rows)).update();
    }

    /** All lines of the contracts and items that these lines are about. */
    List<PriceLine> linesInForce(List<PriceLine> lines) {
        return jdbc.sql("""
                SELECT contract, sku, unit, min_quantity, valid_from, valid_to, unit_price, currency
                  FROM pricing.price_line
                 WHERE (contract, sku) IN (SELECT contract, sku
                                             FROM json_to_recordset(:rows::json) AS r(contract text, sku text))
                """)
                .param("rows", json.rows(lines.stream().map(PriceStore::row).toList()))
                .query((row, number) -> line(row)).list();
    }

    private static LineRow row(PriceLine line) {
        Price price = line.price();
        return new LineRow(line.contract().orElse(EVERYONE), price.sku(), price.unit(), price.minQuantity()
                .value(),
                price.validFrom(), price.validTo().orElse(null), price.unitPrice().amount(),
                price.unitPrice().currency());
    }

    static String key(PriceLine line) {
        Price price = line.price();
        return String.join("|", line.contract().orElse(EVERYONE), price.sku().value(), price.unit().code(),
                price.minQuantity().decimal(), price.validFrom().toString());
    }

    int keepOnlyLines(Collection<String> keys) {
        return jdbc.sql("""
                DELETE FROM pricing.price_line p
                 WHERE NOT EXISTS (SELECT FROM json_array_elements_text(:keys::json) AS kept(key)
                                    WHERE kept.key = p.contract || '|' || p.sku || '|' || p.unit || '|'
                                          || trim_scale(p.min_quantity)::text || '|'
                                          || to_char(p.valid_from, 'YYYY-MM-DD'))
                """).param("keys", json.rows(keys)).update();
    }

    int storeTaxRates(List<BookedRate> rates) {
        return jdbc.sql("""
                INSERT INTO pricing.tax_rate AS t (erp, region, tax_class, rate)
                SELECT erp, rate->>'region', rate->>'taxClass', (rate->>'rate')::numeric
                  FROM json_to_recordset(:rows::json) AS r(erp text, rate json)
                ON CONFLICT (erp, region, tax_class) DO UPDATE SET rate = excluded.rate
                 WHERE t.rate IS DISTINCT FROM excluded.rate
                """).param("rows", json.rows(rates)).update();
    }

    int keepOnlyTaxRates(Collection<String> keys) {
        return jdbc.sql("""
                DELETE FROM pricing.tax_rate t
                 WHERE NOT EXISTS (SELECT FROM json_array_elements_text(:keys::json) AS kept(key)
                                    WHERE kept.key = t.erp || '|' || t.region || '|' || t.tax_class)
                """).param("keys", json.rows(keys)).update();
    }

    /** @param skus empty: all of them */
    List<Sourced<ListPrice>> listRows(Optional<Collection<String>> skus) {
        return jdbc.sql("""
                SELECT sku, unit, unit_price, currency, modified_at FROM pricing.list_price
                 WHERE :skus::json IS NULL OR sku IN (SELECT json_array_elements_text(:skus::json))
                """)
                .param("skus", skus.map(json::rows).orElse(null))
                .query((row, number) -> new Sourced<>(new ListPrice(new Sku(row.getString("sku")),
                        Unit.of(row.getString("unit")), Money.of(row.getBigDecimal("unit_price"),
                                Currency.getInstance(row.getString("currency")))),
                        row.getTimestamp("modified_at").toInstant())).list();
    }

    /** @param keys empty: all of them */
    List<PriceLine> lineRows(Optional<Collection<String>> keys) {
        return jdbc.sql("""
                SELECT contract, sku, unit, min_quantity, valid_from, valid_to, unit_price, currency
                  FROM pricing.price_line p
                 WHERE :keys::json IS NULL
                    OR p.contract || '|' || p.sku || '|' || p.unit || '|' || trim_scale(p.min_quantity)::text || '|'
                       || to_char(p.valid_from, 'YYYY-MM-DD') IN (SELECT json_array_elements_text(:keys::json))
                """)
                .param("keys", keys.map(json::rows).orElse(null)).query((row, number) -> line(row)).list();
    }

    PriceList all() {
        Map<Sku, Price> list = new HashMap<>();
        jdbc.sql("SELECT sku, unit, unit_price, currency, modified_at FROM pricing.list_price").query(row -> {
            Price price = price(row, Price.Source.LIST, BigDecimal.ZERO, LocalDate.EPOCH, Optional.empty(),
                    row.getTimestamp("modified_at").toInstant().toString());
            list.put(price.sku(), price);
        });
        List<PriceLine> lines = jdbc.sql("""
                SELECT contract, sku, unit, min_quantity, valid_from, valid_to, unit_price, currency
                  FROM pricing.price_line
                """).query((row, number) -> line(row)).list();
        return new PriceList(lines, list);
    }

    private static PriceLine line(ResultSet row) throws SQLException {
        String contract = row.getString("contract");
        LocalDate from = row.getDate("valid_from").toLocalDate();
        Optional<LocalDate> to = Optional.ofNullable(row.getDate("valid_to")).map(Date::toLocalDate);
        Price.Source source = contract.equals(EVERYONE) ? Price.Source.BREAK : Price.Source.CONTRACT;
        return new PriceLine(Optional.of(contract).filter(name -> !name.equals(EVERYONE)),
                price(row, source, row.getBigDecimal("min_quantity"), from, to, from.toString()));
    }

    private static Price price(ResultSet row, Price.Source source, BigDecimal minimum, LocalDate from,
            Optional<LocalDate> to, String version) throws SQLException {
        Unit unit = Unit.of(row.getString("unit"));
        return new Price(new Sku(row.getString("sku")),
                Money.of(row.getBigDecimal("unit_price"), Currency.getInstance(row.getString("currency"))),
                unit,
                new Quantity(minimum, unit), source, from, to, version);
    }

    List<BookedRate> taxRates() {
        return jdbc.sql("SELECT erp, region, tax_class, rate FROM pricing.tax_rate")
                .query((row, number) -> new BookedRate(row.getString("erp"), new TaxRate(row.getString("region"),
                        row.getString("tax_class"), row.getBigDecimal("rate")))).list();
    }
}

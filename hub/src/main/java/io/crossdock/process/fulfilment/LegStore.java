package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Promising;
import io.crossdock.process.fulfilment.LockedPackages.Tracked;
import io.crossdock.process.fulfilment.SupplyRipple.Touched;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LegStore {

    private final JdbcClient jdbc;
    private final Json json;
    private final LegReadStore reads;

    LegStore(JdbcClient jdbc, Json json, LegReadStore reads) {
        this.jdbc = jdbc;
        this.json = json;
        this.reads = reads;
    }

    private record LegRow(LegNumber number, OrderNumber order_number, int index, String kind, @Nullable String origin,
            String state, AccountId account, @Nullable String ship_to_id, Address ship_to, String shortage,
            String completeness, @Nullable OrderTraits traits, LocalDate ship_by, LocalDate promised_for,
            String correlation) {
    }

    private record LineRow(LegNumber leg, int line_no, Sku sku, Unit unit, BigDecimal planned) {
    }

    void insert(List<Leg> legs) {
        Timestamp now = Timestamp.from(legs.getFirst().plannedAt());
        jdbc.sql("""
                WITH leg AS (
                    INSERT INTO fulfilment.leg (number, order_number, index, kind, origin, state, account, ship_to_id,
                                                ship_to, shortage, completeness, traits, ship_by, promised_for,
                                                correlation, planned_at)
                    SELECT number, order_number, index, kind, origin, state, account, ship_to_id, ship_to, shortage,
                           completeness, traits, ship_by, promised_for, correlation, :now
                      FROM json_to_recordset(:legs::json)
                        AS l(number text, order_number text, index int, kind text, origin text, state text,
                             account text, ship_to_id text, ship_to jsonb, shortage text, completeness text,
                             traits jsonb, ship_by date, promised_for date, correlation text)
                    RETURNING number)
                INSERT INTO fulfilment.leg_line (leg, line_no, sku, unit, planned)
                SELECT l.leg, l.line_no, l.sku, l.unit, l.planned
                  FROM json_to_recordset(:lines::json)
                    AS l(leg text, line_no int, sku text, unit text, planned numeric)
                  JOIN leg ON leg.number = l.leg
                """)
                .param("now", now)
                .param("legs", json.rows(legs.stream().map(LegStore::row).toList()))
                .param("lines", json.rows(legs.stream()
                        .flatMap(leg -> leg.lines().stream().map(line -> new LineRow(leg.number(), line.lineNo(),
                                line.sku(), line.planned().unit(), line.planned().value())))
                        .toList()))
                .update();
    }

    private static LegRow row(Leg leg) {
        return new LegRow(leg.number(), leg.number().order(), leg.number().index(), kind(leg.origin()),
                origin(leg.origin()), leg.state().label(), leg.account(),
                leg.shipToId().map(ShipToId::value).orElse(null), leg.shipTo(), label(leg.shortage()),
                label(leg.completeness()), leg.traits().orElse(null), leg.shipBy(), leg.promisedFor(), leg.correlation());
    }

    static String kind(LegPlan.Origin origin) {
        return switch (origin) {
            case LegPlan.Origin.Warehouse w -> "warehouse";
            case LegPlan.Origin.DropShip d -> "drop_ship";
            case LegPlan.Origin.Backorder b -> "backorder";
        };
    }

    private static @Nullable String origin(LegPlan.Origin origin) {
        return switch (origin) {
            case LegPlan.Origin.Warehouse(LocationId location) -> location.value();
            case LegPlan.Origin.DropShip(SupplierId supplier) -> supplier.value();
            case LegPlan.Origin.Backorder() -> null;
        };
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static final String LEG = """
            SELECT number, order_number, index, kind, origin, state, account, ship_to_id, ship_to, shortage,
                   completeness, traits, ship_by, promised_for, carrier, correlation, planned_at, shipped_at, delivered_at
              FROM fulfilment.leg
            """;

    Optional<Leg> lock(LegNumber number) {
        return reads.whole(jdbc.sql(LEG + "WHERE number = :number FOR UPDATE").param("number", number.toString()))
                .stream().findFirst();
    }

    /** In the order of their numbers, as everybody who locks several does. */
    List<Leg> lock(Collection<LegNumber> legs) {
        return legs.isEmpty() ? List.of() : reads.whole(jdbc.sql(LEG + """
                 WHERE number IN (:numbers) ORDER BY number FOR UPDATE
                """)
                .param("numbers", legs.stream().map(LegNumber::toString).toList()));
    }

    /** Their legs, locked in the order of their numbers. */
    Map<Tracked, Leg> lockTracked(Set<Tracked> packages) {
        List<Leg> legs = packages.isEmpty() ? List.of() : reads.whole(jdbc.sql(LEG + """
                 WHERE number IN (SELECT leg FROM fulfilment.package
                                    JOIN json_to_recordset(:packages::json) AS t(carrier text, tracking text)
                                   USING (carrier, tracking))
                 ORDER BY number FOR UPDATE
                """)
                .param("packages", json.rows(packages)));
        Map<Tracked, Leg> byPackage = new HashMap<>();
        legs.forEach(leg -> leg.packages().forEach(box -> box.contents().tracking()
                .ifPresent(tracking -> byPackage.put(new Tracked(box.carrier(), tracking), leg))));
        return byPackage;
    }

    Optional<Leg> lockByTracking(String carrier, String tracking) {
        return reads.whole(jdbc.sql(LEG + """
                 WHERE number IN (SELECT leg FROM fulfilment.package
                                   WHERE carrier = :carrier AND tracking = :tracking)
                   FOR UPDATE
                """)
                .param("carrier", carrier).param("tracking", tracking)).stream().findFirst();
    }

    List<Leg> ofOrders(Collection<OrderNumber> orders) {
        return orders.isEmpty() ? List.of() : reads.whole(jdbc.sql(LEG + """
                 WHERE order_number IN (:orders) ORDER BY order_number, index
                """)
                .param("orders", orders.stream().map(OrderNumber::value).toList()));
    }

    List<Leg> lockPlanned(Collection<OrderNumber> orders) {
        return orders.isEmpty() ? List.of() : reads.whole(jdbc.sql(LEG + """
                 WHERE order_number IN (:orders) AND state = 'planned' ORDER BY number FOR UPDATE
                """)
                .param("orders", orders.stream().map(OrderNumber::value).toList()));
    }

    static final String RANK = """
             coalesce((SELECT r.rank FROM json_to_recordset(:ranks::json) AS r(account text, rank int)
                        WHERE r.account = leg.account), :others)
            """;

    private record Rank(String account, int rank) {
    }

    private JdbcClient.StatementSpec ranked(JdbcClient.StatementSpec statement, Promising rules) {
        return ranked(statement, json, rules);
    }

    /** Fills in what {@link #RANK} asks for. */
    static JdbcClient.StatementSpec ranked(JdbcClient.StatementSpec statement, Json json, Promising rules) {
        return statement.param("ranks", json.rows(rules.ranks().entrySet().stream()
                .map(each -> new Rank(each.getKey().value(), each.getValue())).toList()))
                .param("others", rules.rankOfOthers());
    }

    /**
     * Legs that a place has promised some of an item to and that nobody there works on yet: the lowest class of
     * accounts first, then the last promised.
     */
    List<Leg> lockPlannedAt(Sku sku, LocationId location, Promising rules, int limit) {
        return reads.whole(ranked(jdbc.sql(LEG + """
                 WHERE state = 'planned' AND origin = :location
                   AND EXISTS (SELECT FROM fulfilment.leg_line l WHERE l.leg = number AND l.sku = :sku)
                 ORDER BY """ + RANK + """
                          DESC, planned_at DESC, number DESC LIMIT :limit
                   FOR UPDATE SKIP LOCKED
                """), rules)
                .param("sku", sku.value()).param("location", location.value()).param("limit", limit));
    }

    List<Leg> inWork(LocationId location, int most) {
        return reads.whole(jdbc.sql(LEG + """
                 WHERE kind = 'warehouse' AND origin = :location
                   AND state IN ('requested', 'released', 'picking', 'picked', 'packed')
                 ORDER BY planned_at, number LIMIT :most
                """)
                .param("location", location.value()).param("most", most));
    }

    /** Legs that a place works on and what they still want of an item, the last promised first. */
    List<Touched> inWorkAt(Sku sku, LocationId location, int limit) {
        return jdbc.sql("""
                SELECT l.number, wanted.unit, wanted.amount
                  FROM fulfilment.leg l
                 CROSS JOIN LATERAL (SELECT i.unit, sum(i.planned - i.shipped - i.short) AS amount
                                       FROM fulfilment.leg_line i WHERE i.leg = l.number AND i.sku = :sku
                                      GROUP BY i.unit HAVING sum(i.planned - i.shipped - i.short) > 0) wanted
                 WHERE l.kind = 'warehouse' AND l.origin = :location
                   AND l.state IN ('requested', 'released', 'picking')
                 ORDER BY l.planned_at DESC, l.number DESC LIMIT :limit
                """)
                .param("sku", sku.value()).param("location", location.value()).param("limit", limit)
                .query((row, n) -> new Touched(LegNumber.parse(row.getString("number")).orElseThrow(),
                        new Quantity(row.getBigDecimal("amount"), Unit.of(row.getString("unit")))))
                .list();
    }

    List<Holder> holders(Sku sku, int limit) {
        return jdbc.sql("""
                SELECT l.number, l.origin, l.state, l.account, l.promised_for, ll.unit,
                       sum(ll.planned - ll.shipped - ll.short) AS wants
                  FROM fulfilment.leg l JOIN fulfilment.leg_line ll ON ll.leg = l.number
                 WHERE ll.sku = :sku AND l.state NOT IN ('shipped', 'delivered', 'shorted', 'cancelled')
                 GROUP BY l.number, ll.unit HAVING sum(ll.planned - ll.shipped - ll.short) > 0
                 ORDER BY l.planned_at, l.number LIMIT :limit
                """)
                .param("sku", sku.value()).param("limit", limit)
                .query((row, n) -> new Holder(LegNumber.parse(row.getString("number")).orElseThrow(),
                        Optional.ofNullable(row.getString("origin")),
                        LegState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        new AccountId(row.getString("account")), row.getDate("promised_for").toLocalDate(),
                        new Quantity(row.getBigDecimal("wants"), Unit.of(row.getString("unit")))))
                .list();
    }

    private static final String WAITING = LEG + """
             WHERE state = 'waiting'
               AND EXISTS (SELECT FROM fulfilment.leg_line l WHERE l.leg = number AND l.sku = :sku)
             ORDER BY """ + RANK + """
                    , planned_at, number LIMIT :limit
               FOR UPDATE
            """;

    /** Backordered legs that want an item: the first class of accounts first, then the oldest; without those in work. */
    List<Leg> lockWaiting(Sku sku, Promising rules, int limit) {
        return reads.whole(ranked(jdbc.sql(WAITING + " SKIP LOCKED"), rules)
                .param("sku", sku.value()).param("limit", limit));
    }

    /** The same, after those who work on them are done. */
    List<Leg> awaitWaiting(Sku sku, Promising rules, int limit) {
        return reads.whole(ranked(jdbc.sql(WAITING), rules)
                .param("sku", sku.value()).param("limit", limit));
    }

    int nextIndex(OrderNumber order) {
        return jdbc.sql("SELECT coalesce(max(index), 0) + 1 FROM fulfilment.leg WHERE order_number = :order")
                .param("order", order.value()).query(Integer.class).single();
    }

    Optional<OrderNumber> orderByTracking(String tracking) {
        return jdbc.sql("""
                SELECT l.order_number FROM fulfilment.leg l JOIN fulfilment.package p ON p.leg = l.number
                 WHERE p.tracking = :number OR p.sscc = :number LIMIT 1
                """)
                .param("number", tracking).query(String.class).optional().map(OrderNumber::new);
    }

    void move(Leg leg, LegState state, Instant at) {
        jdbc.sql("""
                UPDATE fulfilment.leg
                   SET state = :state,
                       shipped_at = CASE WHEN :state = 'shipped' THEN :at ELSE shipped_at END,
                       delivered_at = CASE WHEN :state = 'delivered' THEN :at ELSE delivered_at END
                 WHERE number = :number
                """)
                .param("state", state.label()).param("at", Timestamp.from(at))
                .param("number", leg.number().toString()).update();
    }

    /** What was short before anybody was asked has found its way: of what is asked for, nothing is missing yet. */
    void requested(Collection<LegNumber> legs) {
        jdbc.sql("""
                WITH asked AS (
                    UPDATE fulfilment.leg SET state = 'requested' WHERE number IN (:legs) AND state = 'planned'
                    RETURNING number)
                UPDATE fulfilment.leg_line l SET planned = planned - short, short = 0
                  FROM asked WHERE l.leg = asked.number AND l.short > 0 AND l.planned > l.short
                """)
                .param("legs", legs.stream().map(LegNumber::toString).toList()).update();
    }

    void promise(Leg leg, LocalDate shipBy, LocalDate promisedFor) {
        jdbc.sql("UPDATE fulfilment.leg SET ship_by = :ship, promised_for = :promised WHERE number = :number")
                .param("ship", shipBy).param("promised", promisedFor).param("number", leg.number().toString())
                .update();
    }

    void carrier(Leg leg, String carrier) {
        jdbc.sql("UPDATE fulfilment.leg SET carrier = :carrier WHERE number = :number")
                .param("carrier", carrier).param("number", leg.number().toString()).update();
    }

    /** Adds a line. */
    void add(Leg leg, Leg.Line line) {
        jdbc.sql("""
                INSERT INTO fulfilment.leg_line (leg, line_no, sku, unit, planned)
                VALUES (:leg, :line, :sku, :unit, :planned)
                """)
                .param("leg", leg.number().toString()).param("line", line.lineNo()).param("sku", line.sku().value())
                .param("unit", line.planned().unit().code()).param("planned", line.planned().value()).update();
    }

    private record Amounts(LegNumber leg, int line_no, BigDecimal picked, BigDecimal shipped, BigDecimal missing) {
    }

    /** Writes the running quantities of lines. */
    void amounts(Leg leg, List<Leg.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE fulfilment.leg_line l
                   SET picked = r.picked, shipped = r.shipped, short = r.missing
                  FROM json_to_recordset(:rows::json)
                    AS r(leg text, line_no int, picked numeric, shipped numeric, missing numeric)
                 WHERE l.leg = r.leg AND l.line_no = r.line_no
                """)
                .param("rows", json.rows(lines.stream().map(line -> new Amounts(leg.number(), line.lineNo(),
                        line.picked().value(), line.shipped().value(), line.missing().value())).toList()))
                .update();
    }

    /** Stands for a carrier that nobody has named yet. */
    static final String NO_CARRIER = "unknown";
    private static final String PACKAGES = """
            INSERT INTO fulfilment.package (sscc, leg, carrier, tracking, weight_kg, contents)
            SELECT sscc, leg, carrier, tracking, weight_kg, contents
              FROM json_to_recordset(:rows::json)
                AS r(sscc text, leg text, carrier text, tracking text, weight_kg numeric, contents jsonb)
            """;

    private record PackageRow(Sscc sscc, LegNumber leg, String carrier, @Nullable String tracking,
            @Nullable BigDecimal weight_kg, List<ShippedPackage.Content> contents) {
    }

    /** Writes packages; what is said here holds, what is not said stays. */
    void packages(Leg leg, String carrier, List<ShippedPackage> packages) {
        if (!packages.isEmpty()) {
            jdbc.sql(PACKAGES + """
                    ON CONFLICT (sscc) DO UPDATE
                       SET carrier = CASE excluded.carrier WHEN :none THEN package.carrier ELSE excluded.carrier END,
                           tracking = coalesce(excluded.tracking, package.tracking),
                           weight_kg = coalesce(excluded.weight_kg, package.weight_kg),
                           contents = CASE excluded.contents WHEN '[]' THEN package.contents ELSE excluded.contents END
                     WHERE package.leg = excluded.leg
                    """).param("none", NO_CARRIER).param("rows", rows(leg, carrier, packages)).update();
        }
    }

    /** Adds packages, and to known ones what is missing; returns whether anything was. */
    boolean completePackages(Leg leg, String carrier, List<ShippedPackage> packages) {
        int named = carrier.equals(NO_CARRIER) ? 0 : jdbc.sql("""
                UPDATE fulfilment.package SET carrier = :carrier WHERE leg = :leg AND carrier = :none
                """).param("carrier", carrier).param("leg", leg.number().toString()).param("none", NO_CARRIER).update();
        return named + (packages.isEmpty() ? 0 : jdbc.sql(PACKAGES + """
                ON CONFLICT (sscc) DO UPDATE
                   SET tracking = coalesce(package.tracking, excluded.tracking),
                       weight_kg = coalesce(package.weight_kg, excluded.weight_kg),
                       contents = CASE package.contents WHEN '[]' THEN excluded.contents ELSE package.contents END
                 WHERE package.leg = excluded.leg
                   AND (package.tracking IS NULL AND excluded.tracking IS NOT NULL
                        OR package.weight_kg IS NULL AND excluded.weight_kg IS NOT NULL
                        OR package.contents = '[]' AND excluded.contents <> '[]')
                """).param("rows", rows(leg, carrier, packages)).update()) > 0;
    }

    private String rows(Leg leg, String carrier, List<ShippedPackage> packages) {
        return json.rows(packages.stream().map(p -> new PackageRow(p.sscc(), leg.number(), carrier,
                p.tracking().orElse(null), p.weight().map(Quantity::value).orElse(null), p.contents())).toList());
    }

    void milestone(Sscc sscc, CarrierMilestone milestone, Instant at, Optional<String> signedBy) {
        jdbc.sql("""
                UPDATE fulfilment.package
                   SET milestone = :milestone, milestone_at = :at, signed_by = coalesce(:signed, signed_by)
                 WHERE sscc = :sscc
                """)
                .param("milestone", label(milestone)).param("at", Timestamp.from(at))
                .param("signed", signedBy.orElse(null)).param("sscc", sscc.toString()).update();
    }
}

package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads legs whole: their heads with their lines and packages. */
@Repository
class LegReadStore {

    private final JdbcClient jdbc;
    private final Json json;

    LegReadStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Head(Leg leg, String number) {
    }

    List<Leg> whole(JdbcClient.StatementSpec statement) {
        List<Head> heads = statement.query(this::head).list();
        if (heads.isEmpty()) {
            return List.of();
        }
        List<String> numbers = heads.stream().map(Head::number).toList();
        Map<String, List<Leg.Line>> lines = lines(numbers);
        Map<String, List<Leg.Package>> packages = packages(numbers);
        List<Leg> legs = new ArrayList<>(heads.size());
        for (Head head : heads) {
            legs.add(head.leg().with(lines.getOrDefault(head.number(), List.of()),
                    packages.getOrDefault(head.number(), List.of())));
        }
        return legs;
    }

    private Head head(ResultSet row, int number) throws SQLException {
        LegNumber leg = LegNumber.parse(row.getString("number")).orElseThrow();
        return new Head(new Leg(leg, origin(row.getString("kind"), row.getString("origin")),
                LegState.of(row.getString("state")), new AccountId(row.getString("account")),
                Optional.ofNullable(row.getString("ship_to_id")).map(ShipToId::new),
                json.read(row.getString("ship_to"), Address.class),
                BackorderPolicy.valueOf(row.getString("shortage").toUpperCase(Locale.ROOT)),
                Completeness.valueOf(row.getString("completeness").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("traits")).map(traits -> json.read(traits, OrderTraits.class)),
                row.getObject("ship_by", LocalDate.class), row.getObject("promised_for", LocalDate.class),
                Optional.ofNullable(row.getString("carrier")), row.getString("correlation"),
                row.getTimestamp("planned_at").toInstant(), instant(row, "shipped_at"), instant(row, "delivered_at"),
                List.of(), List.of()), leg.toString());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private record Owned<T>(String leg, T part) {
    }

    private Map<String, List<Leg.Line>> lines(List<String> legs) {
        return grouped(jdbc.sql("""
                SELECT leg, line_no, sku, unit, planned, picked, shipped, short
                  FROM fulfilment.leg_line WHERE leg IN (:legs) ORDER BY leg, line_no
                """)
                .param("legs", legs)
                .query((row, n) -> {
                    Unit unit = Unit.of(row.getString("unit"));
                    return new Owned<>(row.getString("leg"), new Leg.Line(row.getInt("line_no"),
                            new Sku(row.getString("sku")), new Quantity(row.getBigDecimal("planned"), unit),
                            new Quantity(row.getBigDecimal("picked"), unit),
                            new Quantity(row.getBigDecimal("shipped"), unit),
                            new Quantity(row.getBigDecimal("short"), unit)));
                }).list());
    }

    private Map<String, List<Leg.Package>> packages(List<String> legs) {
        return grouped(jdbc.sql("""
                SELECT leg, sscc, carrier, tracking, weight_kg, contents, milestone, milestone_at, signed_by
                  FROM fulfilment.package WHERE leg IN (:legs) ORDER BY leg, sscc
                """)
                .param("legs", legs)
                .query((row, n) -> new Owned<>(row.getString("leg"), new Leg.Package(
                        new ShippedPackage(Sscc.parse(row.getString("sscc")).orElseThrow(),
                                Optional.ofNullable(row.getString("tracking")),
                                Optional.ofNullable(row.getBigDecimal("weight_kg"))
                                        .map(weight -> new Quantity(weight, Unit.KILOGRAM)),
                                Arrays.asList(json.read(row.getString("contents"), ShippedPackage.Content[].class))),
                        row.getString("carrier"),
                        Optional.ofNullable(row.getString("milestone"))
                                .map(m -> CarrierMilestone.valueOf(m.toUpperCase(Locale.ROOT))),
                        instant(row, "milestone_at"), Optional.ofNullable(row.getString("signed_by")))))
                .list());
    }

    private static <T> Map<String, List<T>> grouped(List<Owned<T>> parts) {
        return parts.stream().collect(Collectors.groupingBy(Owned::leg,
                Collectors.mapping(Owned::part, Collectors.toList())));
    }

    private static LegPlan.Origin origin(String kind, @Nullable String origin) {
        return switch (kind) {
            case "warehouse" -> new LegPlan.Origin.Warehouse(new LocationId(String.valueOf(origin)));
            case "drop_ship" -> new LegPlan.Origin.DropShip(new SupplierId(String.valueOf(origin)));
            case "backorder" -> new LegPlan.Origin.Backorder();
            default -> throw new IllegalStateException("a leg of kind " + kind);
        };
    }
}

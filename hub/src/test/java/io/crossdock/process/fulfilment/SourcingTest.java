package io.crossdock.process.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Property;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Seeds;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Freight;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.Policies.Sourcing.Criterion;
import io.crossdock.platform.landscape.Policies.Sourcing.Hazard;
import io.crossdock.platform.landscape.Policies.Sourcing.Rule;
import io.crossdock.platform.landscape.Promising;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.SourcingDecision.Alternative;
import io.crossdock.process.fulfilment.SourcingDecision.Score;
import io.crossdock.process.fulfilment.SourcingDecision.Sourced;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which places ship, by ranks of the landscape. */
class SourcingTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final LocationId ATL = new LocationId("ATL");
    private static final LocationId DFW = new LocationId("DFW");
    private static final LocationId RNO = new LocationId("RNO");
    private static final AccountId KEY = new AccountId("A-KEY");
    private static final AccountId OTHER = new AccountId("A-OTHER");
    private static final Promising CLASSES = new Promising(365, 0, List.of(), Map.of(), List.of(), List.of(
            new Promising.Priority("key", BigDecimal.valueOf(100), Set.of(KEY)),
            new Promising.Priority("others", BigDecimal.valueOf(80), Set.of())));

    private static Landscape example;

    @BeforeAll
    static void read(@TempDir Path directory) {
        example = ExampleLandscape.in(directory).landscapes(Clock.fixed(NOW, ZoneOffset.UTC)).current();
    }

    private static Landscape landscape(List<LocationId> prefer, Freight freight, Criterion... rank) {
        return landscape(new Policies.Sourcing(Rule.RANKED, List.of(rank), prefer, Map.of()), freight);
    }

    private static Landscape landscape(Policies.Sourcing sourcing, Freight freight) {
        Policies p = example.policies();
        return new Landscape(example.name(), example.zone(), example.currency(), new Policies(p.checks(),
                p.priceTolerancePercent(), p.rounding(), p.fallback(),
                sourcing, p.promise(), CLASSES, freight,
                p.release(), p.limits(), p.reconciliation(), p.reservations(), p.masterData(), p.attention(),
                p.returns(), p.changes(), p.taxOn(), p.substitutes(), p.drills()),
                example.systems(), Map.of(), List.of(), Map.of(), Map.of(), "v");
    }

    private static Landscape ranked(Criterion... rank) {
        return landscape(List.of(ATL, DFW, RNO), example.policies().freight(), rank);
    }

    private static Item item(String sku, String kilograms, Optional<String> hazardClass) {
        return new Item(new Sku(sku), "Item " + sku, Item.Status.ACTIVE, Packs.only(Unit.EACH), List.of(),
                Quantity.of(kilograms, "KGM"), "standard", Set.of("core"), Duration.ofDays(5), Item.Stocking.STOCKED,
                Optional.empty(), Optional.empty(), hazardClass);
    }

    private static Item item(String sku, String kilograms) {
        return item(sku, kilograms, Optional.empty());
    }

    private static Demand.Line line(int no, String sku, int quantity) {
        return new Demand.Line(no, item(sku, "0.5"), Quantity.of(quantity, Unit.EACH));
    }

    private static Demand demand(String region, Demand.Line... lines) {
        return new Demand(OTHER, region, List.of(lines), Completeness.PARTIAL, BackorderPolicy.BACKORDER,
                Optional.empty(), NOW, Optional.empty());
    }

    /** Stock by item, then place. */
    private record Books(Map<String, Integer> stock) implements Sourcing.Availability {

        @Override
        public Quantity of(Item item, LocationId location) {
            return Quantity.of(stock.getOrDefault(item.sku() + "@" + location, 0), Unit.EACH);
        }
    }

    private static Sourced sourced(Landscape landscape, Demand demand, Map<String, Integer> stock) {
        return (Sourced) new Sourcing(landscape).decide(demand, new Books(stock));
    }

    /** As words: what each place ships. */
    private static List<String> legs(Sourced sourced) {
        return sourced.legs().stream().map(leg -> (leg.origin() instanceof LegPlan.Origin.Warehouse(var location)
                ? location.value() : "later") + leg.lines().stream().map(each -> " " + each.lineNo() + ":"
                        + each.quantity().decimal()).reduce("", String::concat)).toList();
    }

    @Test
    void aCaseGivesItsOrdersAnotherRankAndTheReceiptItsName() {
        Landscape landscape = landscape(new Policies.Sourcing(Rule.RANKED, List.of(Criterion.PREFERRED_ORDER),
                List.of(DFW, ATL), Map.of(), List.of(new Policies.Sourcing.Case("heavy-goods", new Policies.Sourcing.When(
                        Set.of(), Set.of("others"), Set.of("GA"), 0, new BigDecimal("25"), Set.of(), Optional.empty(),
                        Optional.empty(), Hazard.ANY), List.of(Criterion.NEAREST)))), example.policies().freight());
        Map<String, Integer> stock = Map.of("A@DFW", 90, "A@ATL", 90);

        Sourced heavy = sourced(landscape, demand("GA", line(1, "A", 50)), stock);
        assertThat(legs(heavy)).containsExactly("ATL 1:50");
        assertThat(heavy.rule()).isEqualTo("heavy-goods");
        assertThat(heavy.scores()).extracting(Score::criterion).containsExactly("least_open", "nearest", "preferred_order");
        Sourced light = sourced(landscape, demand("GA", line(1, "A", 49)), stock);
        assertThat(legs(light)).containsExactly("DFW 1:49");
        assertThat(light.rule()).isEqualTo("ranked");
    }

    @Test
    void dangerousGoodsAndLargeOrdersOfAChannelHaveTheirOwnRank() {
        Landscape landscape = landscape(new Policies.Sourcing(Rule.RANKED, List.of(Criterion.PREFERRED_ORDER),
                List.of(DFW, ATL), Map.of(), List.of(new Policies.Sourcing.Case("dangerous-by-edi",
                        new Policies.Sourcing.When(Set.of(), Set.of(), Set.of(), 0, BigDecimal.ZERO, Set.of(Channel.EDI),
                                Optional.of(Money.of("500", "USD")), Optional.empty(), Hazard.SOME),
                        List.of(Criterion.NEAREST)))), example.policies().freight());
        Map<String, Integer> stock = Map.of("A@DFW", 90, "A@ATL", 90);
        Demand.Line acid = new Demand.Line(1, item("A", "0.5", Optional.of("8")), Quantity.of(50, Unit.EACH));

        assertThat(sourced(landscape, of(Channel.EDI, "500", acid), stock).rule()).isEqualTo("dangerous-by-edi");
        assertThat(sourced(landscape, of(Channel.EDI, "499.99", acid), stock).rule()).isEqualTo("ranked");
        assertThat(sourced(landscape, of(Channel.PORTAL, "500", acid), stock).rule()).isEqualTo("ranked");
        assertThat(sourced(landscape, of(Channel.EDI, "500", line(1, "A", 50)), stock).rule()).isEqualTo("ranked");
    }

    private static Demand of(Channel channel, String value, Demand.Line line) {
        return new Demand(OTHER, "GA", List.of(line), Completeness.PARTIAL, BackorderPolicy.BACKORDER, Optional.empty(), NOW,
                Optional.of(new OrderTraits(channel, Money.of(value, "USD"))));
    }

    @Test
    void linesAreKeptWholeWhereThatIsRankedFirst() {
        Map<String, Integer> stock = Map.of("A@ATL", 4, "A@DFW", 10, "B@ATL", 10);
        Demand demand = demand("GA", line(1, "A", 10), line(2, "B", 10));
        assertThat(legs(sourced(ranked(Criterion.FEWEST_LEGS), demand, stock)))
                .containsExactly("ATL 1:4 2:10", "DFW 1:6");
        assertThat(legs(sourced(ranked(Criterion.SHIP_COMPLETE), demand, stock)))
                .containsExactly("DFW 1:10", "ATL 2:10");
    }

    @Test
    void theRankDecidesBetweenFewLegsNearOnesAndCheapOnes() {
        Map<String, Integer> stock = Map.of("A@ATL", 60, "B@ATL", 10, "A@RNO", 60, "B@RNO", 60);
        Demand demand = demand("GA", line(1, "A", 50), line(2, "B", 50));
        assertThat(legs(sourced(ranked(Criterion.FEWEST_LEGS, Criterion.NEAREST), demand, stock)))
                .containsExactly("RNO 1:50 2:50");
        Map<String, Integer> both = Map.of("A@DFW", 60, "A@ATL", 60);
        assertThat(legs(sourced(landscape(List.of(DFW, ATL), example.policies().freight(), Criterion.NEAREST),
                demand("GA", line(1, "A", 50)), both))).containsExactly("ATL 1:50");
        assertThat(legs(sourced(landscape(List.of(DFW, ATL), example.policies().freight()),
                demand("GA", line(1, "A", 50)), both))).containsExactly("DFW 1:50");
        Sourced cheap = sourced(landscape(List.of(DFW, ATL), example.policies().freight(), Criterion.CHEAPEST_FREIGHT),
                demand("GA", line(1, "A", 50)), both);
        assertThat(legs(cheap)).containsExactly("ATL 1:50");
        assertThat(cheap.scores().get(1)).isEqualTo(new Score("cheapest_freight",
                Optional.of(new BigDecimal("18.00")), "18.00 USD"));
        assertThat(cheap.alternatives().getFirst().whyNot())
                .isEqualTo("costs more freight: 38.00 USD; the choice: 18.00 USD");
        assertThat(cheap.alternatives().getFirst().lostOn()).contains("cheapest_freight");
    }

    @Test
    void freightThatTheTableDoesNotKnowIsWorstAndSaysSo() {
        Freight known = example.policies().freight();
        Sourced sourced = sourced(landscape(List.of(DFW, ATL), new Freight(known.zones(), Optional.empty(),
                Optional.empty()), Criterion.CHEAPEST_FREIGHT), demand("GA", line(1, "A", 50)),
                Map.of("A@DFW", 60, "A@ATL", 60));
        assertThat(legs(sourced)).containsExactly("ATL 1:50");
        assertThat(sourced.alternatives().getFirst().scores().get(1)).isEqualTo(new Score("cheapest_freight",
                Optional.empty(), "unknown: no freight zone from DFW to GA"));
    }

    @Test
    void whatIsScarceIsKeptForAccountsThatComeFirst() {
        Map<String, Integer> stock = Map.of("A@ATL", 12, "A@DFW", 100);
        Demand other = demand("GA", line(1, "A", 10));
        Demand key = new Demand(KEY, "GA", other.lines(), Completeness.PARTIAL, BackorderPolicy.BACKORDER,
                Optional.empty(), NOW, Optional.empty());
        Landscape landscape = ranked(Criterion.KEEP_FOR_PRIORITY);
        assertThat(legs(sourced(landscape, other, stock))).containsExactly("DFW 1:10");
        assertThat(sourced(landscape, other, stock).alternatives().getFirst().scores().get(1).value())
                .contains(new BigDecimal("83.34"));
        assertThat(legs(sourced(landscape, key, stock))).containsExactly("ATL 1:10");
    }

    @Test
    void anOrderThatLeavesTogetherDoesSoWhateverTheRank() {
        Demand together = new Demand(OTHER, "GA", List.of(line(1, "A", 10)), Completeness.COMPLETE,
                BackorderPolicy.BACKORDER, Optional.empty(), NOW, Optional.empty());
        Landscape cheapFirst = ranked(Criterion.CHEAPEST_FREIGHT, Criterion.LEAST_OPEN);
        assertThat(legs(sourced(cheapFirst, together, Map.of("A@ATL", 9, "A@RNO", 10)))).containsExactly("RNO 1:10");
        Sourced waits = sourced(cheapFirst, together, Map.of("A@ATL", 9, "A@RNO", 1));
        assertThat(legs(waits)).containsExactly("later 1:10");
        assertThat(waits.alternatives()).hasSize(2).allMatch(other -> other.whyNot()
                .equals("has not all of it, and the order must leave in one shipment"));
    }

    /** Random places, stock, lines, rank and demand. */
    private record World(Landscape landscape, Demand demand, Map<String, Integer> stock) {

        static World of(Seeds seeds) {
            List<LocationId> places = new ArrayList<>(List.of(RNO, ATL, DFW));
            for (int i = seeds.between(0, 3); i > 0; i--) {
                places.add(seeds.between(0, places.size()), new LocationId("W" + i));
            }
            List<Criterion> rank = new ArrayList<>();
            for (Criterion each : Criterion.values()) {
                if (seeds.between(0, 2) > 0) {
                    rank.add(seeds.between(0, rank.size()), each);
                }
            }
            List<Demand.Line> lines = new ArrayList<>();
            for (int no = seeds.between(1, 5); no > 0; no--) {
                int sku = seeds.between(1, 3);
                lines.add(new Demand.Line(no, item("S" + sku, "0." + sku), Quantity.of(seeds.between(1, 20), Unit.EACH)));
            }
            Map<String, Integer> stock = new HashMap<>();
            for (LocationId place : places) {
                for (int sku = 1; sku <= 3; sku++) {
                    stock.put("S" + sku + "@" + place, seeds.between(0, 2) == 0 ? 0 : seeds.between(0, 25));
                }
            }
            Freight freight = seeds.between(0, 1) == 0 ? example.policies().freight()
                    : new Freight(example.policies().freight().zones(), Optional.empty(), Optional.empty());
            return new World(SourcingTest.landscape(places, freight, rank.toArray(Criterion[]::new)),
                    new Demand(seeds.oneOf(List.of(KEY, OTHER)), seeds.oneOf(List.of("GA", "TX", "CA", "OH")), lines,
                            seeds.oneOf(List.of(Completeness.values())), seeds.oneOf(List.of(BackorderPolicy.values())),
                            Optional.empty(), NOW,
                            Optional.empty()), stock);
        }
    }

    @Test
    void whateverTheRankNothingIsLostAndNothingIsTakenTwice() {
        Property.holds(seeds -> {
            World world = World.of(seeds);
            if (!(new Sourcing(world.landscape()).decide(world.demand(), new Books(world.stock()))
                    instanceof Sourced sourced)) {
                return;
            }
            for (Demand.Line line : world.demand().lines()) {
                BigDecimal planned = sourced.legs().stream().flatMap(leg -> leg.lines().stream())
                        .filter(each -> each.lineNo() == line.lineNo()).map(each -> each.quantity().value())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal cut = sourced.cut().stream().filter(each -> each.lineNo() == line.lineNo())
                        .map(each -> each.quantity().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(planned.add(cut)).as("line " + line.lineNo()).isEqualByComparingTo(line.quantity().value());
            }
            Map<String, Integer> taken = new HashMap<>();
            int shipments = 0;
            for (LegPlan leg : sourced.legs()) {
                if (leg.origin() instanceof LegPlan.Origin.Warehouse(var location)) {
                    shipments++;
                    leg.lines().forEach(line -> taken.merge(line.sku() + "@" + location,
                            line.quantity().value().intValueExact(), Integer::sum));
                }
            }
            taken.forEach((where, quantity) -> assertThat(quantity).as(where)
                    .isLessThanOrEqualTo(world.stock().getOrDefault(where, 0)));
            if (world.demand().completeness() == Completeness.COMPLETE) {
                assertThat(sourced.legs()).as("one shipment").hasSize(1);
                assertThat(sourced.cut()).isEmpty();
            }
            if (!sourced.scores().isEmpty()) {
                assertThat(value(sourced.scores(), Criterion.FEWEST_LEGS))
                        .isIn(Optional.empty(), Optional.of(BigDecimal.valueOf(shipments)));
            }
        });
    }

    private static Optional<BigDecimal> value(List<Score> scores, Criterion criterion) {
        return scores.stream().filter(each -> each.criterion().equals(criterion.label())).findFirst()
                .flatMap(Score::value);
    }

    @Test
    void nothingScoresBetterThanTheChoiceAndEveryAlternativeNamesWhatItLostOn() {
        Property.holds(seeds -> {
            World world = World.of(seeds);
            if (!(new Sourcing(world.landscape()).decide(world.demand(), new Books(world.stock()))
                    instanceof Sourced sourced) || sourced.scores().isEmpty()) {
                return;
            }
            List<Optional<BigDecimal>> choice = sourced.scores().stream().map(Score::value).toList();
            List<LocationId> places = world.landscape().policies().sourcing().prefer();
            Ranking ranking = new Ranking(world.landscape(), world.demand(), places, places.stream()
                    .map(place -> new Ranking.Trip(trip(sourced, place), trip(sourced, place))).toList());
            int arrival = ranking.rank().indexOf(Criterion.EARLIEST_ARRIVAL);
            Covers covers = new Covers(world.demand().lines(), places, new Books(world.stock()));
            for (int chosen = 1; arrival < 0 && chosen < 1 << places.size(); chosen++) {
                if (world.demand().completeness() == Completeness.PARTIAL || Integer.bitCount(chosen) == 1) {
                    Covers.Cover cover = covers.of(chosen, Covers.Manner.IN_ORDER);
                    if (cover.own()) {
                        assertThat(Ranking.compare(choice, ranking.values(cover))).as("place set " + chosen)
                                .isLessThanOrEqualTo(0);
                    }
                }
            }
            for (Alternative other : sourced.alternatives()) {
                List<Optional<BigDecimal>> values = other.scores().stream().map(Score::value).toList();
                assertThat(Ranking.compare(choice, values)).isLessThanOrEqualTo(0);
                assertThat(other.lostOn()).isEqualTo(Ranking.deciding(sourced.scores(), other.scores())
                        .map(i -> sourced.scores().get(i).criterion()));
                assertThat(other.scores()).extracting(Score::criterion)
                        .isEqualTo(sourced.scores().stream().map(Score::criterion).toList());
            }
        });
    }

    private static java.time.LocalDate trip(Sourced sourced, LocationId place) {
        return sourced.legs().stream().filter(leg -> leg.origin().equals(new LegPlan.Origin.Warehouse(place)))
                .findFirst().map(LegPlan::promisedFor).orElse(java.time.LocalDate.MAX);
    }

    @Test
    void theOrderInWhichSystemsAreReadDoesNotMatter() {
        Property.holds(seeds -> {
            World world = World.of(seeds);
            Landscape one = world.landscape();
            Map<String, SystemSettings> turned = new LinkedHashMap<>();
            new ArrayList<>(one.systems().keySet()).reversed().forEach(id -> turned.put(id, one.system(id).orElseThrow()));
            Landscape other = new Landscape(one.name(), one.zone(), one.currency(), one.policies(), turned,
                    one.consumers(), one.users(), one.partners(), one.subscribers(), one.version());
            assertThat(new Sourcing(other).decide(world.demand(), new Books(new java.util.TreeMap<>(world.stock()))))
                    .isEqualTo(new Sourcing(one).decide(world.demand(), new Books(world.stock())));
        });
    }
}

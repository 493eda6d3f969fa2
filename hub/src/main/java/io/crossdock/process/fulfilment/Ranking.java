package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.platform.landscape.Freight;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies.Sourcing.Criterion;
import io.crossdock.platform.landscape.Policies.Sourcing.Facts;
import io.crossdock.platform.landscape.Policies.Sourcing.Ranked;
import io.crossdock.platform.landscape.Promising.Priority;
import io.crossdock.process.fulfilment.SourcingDecision.Score;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Scores ways of serving a demand, criterion by criterion; pure. The first criterion in which two differ decides.
 *
 * @param places   in order of preference
 * @param trips    from each of them
 */
record Ranking(Landscape landscape, Demand demand, List<LocationId> places, List<Trip> trips) {

    /** When a shipment leaves and arrives. */
    record Trip(LocalDate shipBy, LocalDate promisedFor) {
    }

    /** An order that must leave together does not leave before all of it is there, whatever the rank says. */
    List<Criterion> rank() {
        List<Criterion> rank = new ArrayList<>(ranked(landscape, demand).rank());
        if (demand.completeness() == Completeness.COMPLETE) {
            rank.remove(Criterion.LEAST_OPEN);
            rank.addFirst(Criterion.LEAST_OPEN);
        }
        return rank;
    }

    /** The rank that the landscape has for such an order; drop-shipped lines have nothing to choose. */
    static Ranked ranked(Landscape landscape, Demand demand) {
        List<Demand.Line> stocked = demand.lines().stream()
                .filter(line -> line.item().stocking() == Item.Stocking.STOCKED).toList();
        return landscape.policies().sourcing().rankOf(new Facts(demand.account(),
                landscape.policies().promising().priority(Optional.of(demand.account())).map(Priority::name),
                demand.region(), stocked.size(), stocked.stream()
                        .map(line -> line.item().kilograms(line.quantity())).reduce(BigDecimal.ZERO, BigDecimal::add),
                demand.traits().map(OrderTraits::channel), demand.traits().map(OrderTraits::value),
                stocked.stream().anyMatch(line -> line.item().hazardClass().isPresent())));
    }

    List<Optional<BigDecimal>> values(Covers.Cover cover) {
        return rank().stream().map(criterion -> value(criterion, cover)).toList();
    }

    List<Score> scores(Covers.Cover cover) {
        return rank().stream().map(criterion -> new Score(criterion.label(), value(criterion, cover),
                words(criterion, cover))).toList();
    }

    static int compare(List<Optional<BigDecimal>> one, List<Optional<BigDecimal>> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return one.get().compareTo(other.get());
    }

    /** The first criterion in which they differ. */
    static Optional<Integer> deciding(List<Score> choice, List<Score> other) {
        for (int i = 0; i < choice.size(); i++) {
            if (compare(choice.get(i).value(), other.get(i).value()) != 0) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Optional<BigDecimal> value(Criterion criterion, Covers.Cover cover) {
        return switch (criterion) {
            case LEAST_OPEN -> Optional.of(cover.open());
            case FEWEST_OPEN_LINES -> number(cover.openLines());
            case SHIP_COMPLETE -> number(together(cover) ? 0 : 1 + cover.brokenLines());
            case FEWEST_LEGS -> number(cover.shipments());
            case NEAREST -> withoutZone(cover).isEmpty() ? number(cover.shipping().stream()
                    .flatMap(place -> zone(place).stream()).mapToInt(Freight.Zone::transitDays).max().orElse(0))
                    : Optional.empty();
            case EARLIEST_ARRIVAL -> number(last(cover).map(day -> ChronoUnit.DAYS.between(today(), day)).orElse(0L));
            case CHEAPEST_FREIGHT -> freight(cover).map(Money::amount);
            case KEEP_FOR_PRIORITY -> Optional.of(first() ? BigDecimal.ZERO : cover.drainedPercent());
            case PREFERRED_ORDER -> number(cover.chosen());
        };
    }

    private String words(Criterion criterion, Covers.Cover cover) {
        return switch (criterion) {
            case LEAST_OPEN -> cover.openLines() == 0 ? "nothing stays open" : cover.open().toPlainString() + " stay open";
            case FEWEST_OPEN_LINES -> count(cover.openLines(), "line") + " not whole";
            case SHIP_COMPLETE -> together(cover) ? "everything leaves together" : cover.brokenLines() == 0
                    ? "every line leaves whole" : count(cover.brokenLines(), "line") + " split or not whole";
            case FEWEST_LEGS -> count(cover.shipments(), "shipment");
            case NEAREST -> value(criterion, cover).map(days -> count(days.intValue(), "working day") + " on the road")
                    .orElseGet(() -> noZone(cover));
            case EARLIEST_ARRIVAL -> last(cover).map(day -> "all of it there on " + day).orElse("nothing arrives");
            case CHEAPEST_FREIGHT -> freight(cover).map(Money::toString).orElseGet(() -> noZone(cover));
            case KEEP_FOR_PRIORITY -> first() ? "no class of accounts comes first"
                    : "takes up to " + cover.drainedPercent().stripTrailingZeros().toPlainString()
                            + " % of what the class may have at a place";
            case PREFERRED_ORDER -> cover.shipping().isEmpty() ? "no place" : "choice " + cover.shipping().stream()
                    .map(place -> String.valueOf(place + 1)).collect(Collectors.joining(" and "));
        };
    }

    /** What to say of a way that is worse in a criterion. */
    static String worse(Criterion criterion) {
        return switch (criterion) {
            case LEAST_OPEN -> "leaves more open";
            case FEWEST_OPEN_LINES -> "leaves more lines open";
            case SHIP_COMPLETE -> "ships less of it complete";
            case FEWEST_LEGS -> "needs more shipments";
            case NEAREST -> "is farther away";
            case EARLIEST_ARRIVAL -> "arrives later";
            case CHEAPEST_FREIGHT -> "costs more freight";
            case KEEP_FOR_PRIORITY -> "keeps less for accounts that come first";
            case PREFERRED_ORDER -> "is less preferred";
        };
    }

    private static boolean together(Covers.Cover cover) {
        return cover.openLines() == 0 && cover.shipments() == 1;
    }

    private static Optional<BigDecimal> number(long value) {
        return Optional.of(BigDecimal.valueOf(value));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private LocalDate today() {
        return demand.at().atZone(landscape.zone()).toLocalDate();
    }

    private Optional<Freight.Zone> zone(int place) {
        return landscape.policies().freight().zone(places.get(place), demand.region());
    }

    private List<String> withoutZone(Covers.Cover cover) {
        return cover.shipping().stream().filter(place -> zone(place).isEmpty())
                .map(place -> places.get(place).value()).toList();
    }

    private String noZone(Covers.Cover cover) {
        return "unknown: no freight zone from " + String.join(", ", withoutZone(cover)) + " to " + demand.region();
    }

    private Optional<LocalDate> last(Covers.Cover cover) {
        return cover.shipping().stream().map(place -> trips.get(place).promisedFor()).max(Comparator.naturalOrder());
    }

    /** By the table, whether or not the buyer pays it; each shipment by itself. */
    private Optional<Money> freight(Covers.Cover cover) {
        List<Money> prices = cover.shipping().stream().flatMap(place -> landscape.policies().freight()
                .price(places.get(place), demand.region(), cover.kilograms(place)).stream()).toList();
        return prices.size() < cover.shipments() ? Optional.empty() : Optional.of(Money.sum(prices, landscape.currency()));
    }

    /** Whether no class of accounts comes before this one. */
    private boolean first() {
        return landscape.policies().promising().rank(demand.account()) == 0;
    }
}

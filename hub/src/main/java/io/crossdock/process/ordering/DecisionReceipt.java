package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.process.fulfilment.SourcingDecision.Alternative;
import io.crossdock.process.fulfilment.SourcingDecision.Score;
import io.crossdock.process.ordering.Draft.Evidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an order was accepted as it was: every input with its source and age, the versions of the rules, and what else
 * was possible. Every figure of the order can be computed again from here.
 *
 * @param reservation what the order has taken over of a cart or quote
 * @param landscape version of the policies that decided
 * @param rounding  the one rounding rule of the document
 * @param evidence  source and age by check: {@code account}, {@code price}, {@code tax}
 */
public record DecisionReceipt(OrderNumber number, AccountId account, Instant decidedAt, String landscape,
        String rounding, Map<String, Evidence> evidence, List<PricedLine> lines, List<Tax> taxes,
        List<Freight> freight, Credit credit, List<Stock> availability, Sourcing sourcing, OrderAnswer.Totals totals,
        Optional<String> reservation) {

    /**
     * {@code net = round(unitPrice × quantity)}, {@code unitPrice = price × factor}; with {@code taxOn: exact_by_place} each
     * part of the line is rounded in the document in which it stands.
     *
     * @param price  as found, for one {@code priceUnit}
     * @param factor price units in one unit of {@code quantity}
     * @param base   the ordered quantity in base units
     */
    public record PricedLine(int lineNo, Sku sku, Quantity asked, Quantity base, Quantity quantity, Price.Source source,
            String priceVersion, BigDecimal price, String priceUnit, Quantity minQuantity, BigDecimal factor,
            BigDecimal unitPrice, Optional<BigDecimal> expectedPrice, BigDecimal tolerancePercent, BigDecimal net) {
    }

    /** {@code amount = round(net × rate)}; the net is rounded or exact, as the landscape's {@code taxOn} says. */
    public record Tax(String region, String taxClass, BigDecimal net, BigDecimal rate, BigDecimal amount) {
    }

    /**
     * Freight of one leg: {@code price = round(rate.price + max(0, weightKg − rate.upToKg) × rate.perKgAbove)}, or
     * nothing when the goods of the order reach {@code freeFrom}.
     *
     * @param rate the row of the landscape's table; empty when it has none for this place and region
     */
    public record Freight(String leg, String from, String region, Optional<String> zone, BigDecimal weightKg,
            Optional<FreightRate> rate, Optional<BigDecimal> freeFrom, BigDecimal price, boolean waived) {
    }

    /** A row of the freight table: {@code price} up to a weight, so much for each kilogram above. */
    public record FreightRate(BigDecimal upToKg, BigDecimal price, BigDecimal perKgAbove) {
    }

    /** {@code total <= limit × headroomPercent / 100 − exposure − reserved}. */
    public record Credit(String source, BigDecimal limit, BigDecimal headroomPercent, BigDecimal exposure,
            BigDecimal reserved, long position, Instant asOf, BigDecimal available, BigDecimal total) {
    }

    /** What could be promised at a place before this order, in base units. */
    public record Stock(Sku sku, LocationId location, BigDecimal onHand, BigDecimal onHold, BigDecimal reserved,
            BigDecimal haircutPercent, BigDecimal available, Instant countedAt) {
    }

    /**
     * Which rule chose the legs, and what else was possible. Sorted by the values of their scores, the first score
     * first and those without a value last, the choice comes before every alternative.
     *
     * @param scores what the choice scores, by rank; none where nothing was to choose
     */
    public record Sourcing(String rule, List<String> chosen, List<Alternative> alternatives, List<Score> scores) {

        public Sourcing {
            // Receipts of former versions have none.
            scores = Objects.requireNonNullElse(scores, List.of());
        }
    }
}

package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.Substitution;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How orders are decided, from {@code policies} in {@code landscape.yaml}.
 *
 * @param priceTolerancePercent how far the buyer's expected price may lie from ours, either way (0)
 * @param rounding the one rounding rule of our documents ({@code HALF_UP})
 * @param taxOn what taxes are computed of ({@code ROUNDED})
 * @param drills what is practised by itself (nothing)
 */
public record Policies(Map<Check, Source> checks, BigDecimal priceTolerancePercent, Rounding rounding,
        Fallback fallback, Sourcing sourcing, Promise promise, Promising promising, Freight freight, Release release,
        Limits limits, Reconciliation reconciliation, Reservations reservations, MasterData masterData,
        Attention attention, Returns returns, Changes changes, TaxOn taxOn,
        Substitutes substitutes, List<PlannedDrill> drills) {

    /** What a tax is a part of; the tax itself is rounded once for each tax class, and place if need be. */
    public enum TaxOn {
        /** The net amounts of the lines as they stand on the document. */
        ROUNDED,
        /** Quantity times price of each line, before anything is rounded, as some ERPs have it. */
        EXACT,
        /** The same for each warehouse on its own, where the ERP has a document of each. */
        EXACT_BY_PLACE
    }

    /** What is checked before an order is accepted. */
    public enum Check {
        PRICE,
        CREDIT,
        AVAILABILITY,
        TAX,
        FREIGHT
    }

    /** Where a check gets its answer. */
    public sealed interface Source {

        /** Answers older than this decide nothing. */
        Duration maxAge();

        /** The system is asked; the replicated answer stands in only under the fallback policy. */
        record Live(Duration budget, Duration maxAge) implements Source {
        }

        /** What was replicated decides, while it is not older than {@code maxAge}. */
        record Replicated(Duration maxAge) implements Source {
        }
    }

    /**
     * What decides while the ERP does not answer.
     *
     * @param creditHeadroomPercent share of the credit limit that may then be used (80)
     * @param atpHaircutPercent share of available stock that is then not promised (10)
     * @param maxOrderValue larger orders wait for the ERP; empty means no bound
     */
    public record Fallback(BigDecimal creditHeadroomPercent, BigDecimal atpHaircutPercent,
            Optional<Money> maxOrderValue) {
    }

    /**
     * Which location ships.
     *
     * @param rule what the rank is called
     * @param rank what counts when ways of serving an order compete, the first first; {@link Criterion#LEAST_OPEN} leads
     *     and {@link Criterion#PREFERRED_ORDER} ends it unless the landscape puts them elsewhere
     * @param prefer locations in order of preference
     * @param byRegion another order of preference for ship-to regions, such as {@code CA}
     * @param cases    other ranks for some orders; the first that fits holds
     */
    public record Sourcing(Rule rule, List<Criterion> rank, List<LocationId> prefer,
            Map<String, List<LocationId>> byRegion, List<Case> cases) {

        public Sourcing(Rule rule, List<Criterion> rank, List<LocationId> prefer,
                Map<String, List<LocationId>> byRegion) {
            this(rule, rank, prefer, byRegion, List.of());
        }

        /** Another rank for the orders that fit its condition. @param name of the rule, in receipts */
        public record Case(String name, When when, List<Criterion> rank) {

            public Case {
                rank = whole(rank);
            }
        }

        /**
         * What an order must be like; a part that says nothing fits every order.
         *
         * @param classes       names of {@code promising.priorities}
         * @param regions       of the ship-to
         * @param linesFrom     stocked lines at least
         * @param kilogramsFrom weight of the stocked lines at least
         * @param channels      it came by
         * @param valueFrom     of all lines at least, without freight and tax; fits no order in another currency
         * @param valueBelow    less than this, as {@code valueFrom}
         */
        public record When(Set<AccountId> accounts, Set<String> classes, Set<String> regions, int linesFrom,
                BigDecimal kilogramsFrom, Set<Channel> channels, Optional<Money> valueFrom,
                Optional<Money> valueBelow, Hazard hazard) {

            public When {
                accounts = Set.copyOf(accounts);
                classes = Set.copyOf(classes);
                regions = Set.copyOf(regions);
                channels = Set.copyOf(channels);
            }
        }

        /** Whether dangerous goods are among the stocked lines. */
        public enum Hazard {
            /** With or without. */
            ANY,
            /** At least one line. */
            SOME,
            NONE
        }

        /**
         * What of an order its rank may depend on.
         *
         * @param priority  the class of its account
         * @param channel   unknown for an order of a former version
         * @param value     of all lines, without freight and tax; unknown as {@code channel}
         * @param hazardous whether a stocked line is of dangerous goods
         */
        public record Facts(AccountId account, Optional<String> priority, String region, int lines,
                BigDecimal kilograms, Optional<Channel> channel, Optional<Money> value, boolean hazardous) {

            boolean fit(When when) {
                return (when.accounts().isEmpty() || when.accounts().contains(account))
                        && (when.classes().isEmpty() || priority.filter(when.classes()::contains).isPresent())
                        && (when.regions().isEmpty() || when.regions().contains(region))
                        && lines >= when.linesFrom() && kilograms.compareTo(when.kilogramsFrom()) >= 0
                        && (when.channels().isEmpty() || channel.filter(when.channels()::contains).isPresent())
                        && when.valueFrom().filter(least -> !comparesWith(least, 0, 1)).isEmpty()
                        && when.valueBelow().filter(bound -> !comparesWith(bound, -1, -1)).isEmpty()
                        && fits(when.hazard());
            }

            private boolean comparesWith(Money bound, int from, int to) {
                return value.filter(own -> own.currency().equals(bound.currency()))
                        .map(own -> Integer.signum(own.compareTo(bound))).filter(sign -> from <= sign && sign <= to)
                        .isPresent();
            }

            private boolean fits(Hazard hazard) {
                return switch (hazard) {
                    case ANY -> true;
                    case SOME -> hazardous;
                    case NONE -> !hazardous;
                };
            }
        }

        /** The rank of an order, and what it is called. */
        public record Ranked(String name, List<Criterion> rank) {
        }

        public Ranked rankOf(Facts facts) {
            return cases.stream().filter(each -> facts.fit(each.when())).findFirst()
                    .map(each -> new Ranked(each.name(), each.rank()))
                    .orElseGet(() -> new Ranked(rule.name().toLowerCase(Locale.ROOT), rank));
        }

        private static List<Criterion> whole(List<Criterion> said) {
            List<Criterion> whole = new ArrayList<>(said);
            if (!whole.contains(Criterion.LEAST_OPEN)) {
                whole.addFirst(Criterion.LEAST_OPEN);
            }
            if (!whole.contains(Criterion.PREFERRED_ORDER)) {
                whole.add(Criterion.PREFERRED_ORDER);
            }
            return List.copyOf(whole);
        }

        /** What one way of serving an order may have before another; less is better in each. */
        public enum Criterion {
            /** The quantity that nobody ships. */
            LEAST_OPEN,
            /** The lines of which something is not shipped. */
            FEWEST_OPEN_LINES,
            /** 0 when all goods leave together, otherwise 1 and the lines that leave split or not whole. */
            SHIP_COMPLETE,
            /** The shipments. */
            FEWEST_LEGS,
            /** Working days on the road, of the shipment that takes longest. */
            NEAREST,
            /** Days until the last shipment arrives. */
            EARLIEST_ARRIVAL,
            /** What the freight table says that all shipments cost. */
            CHEAPEST_FREIGHT,
            /** How much of what its class may have is taken at the place and of the item where it is most, in percent. */
            KEEP_FOR_PRIORITY,
            /** The places, as the order of preference has them. */
            PREFERRED_ORDER;

            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** Short forms of ranks. */
        public enum Rule {
            /** As few shipments as possible, preference among equals. */
            FEWEST_SHIPMENTS(Criterion.LEAST_OPEN, Criterion.FEWEST_OPEN_LINES, Criterion.FEWEST_LEGS),
            /** Strictly by preference. */
            PREFERRED_ORDER(Criterion.LEAST_OPEN, Criterion.FEWEST_OPEN_LINES),
            /** The landscape lists its own. */
            RANKED;

            private final List<Criterion> rank;

            Rule(Criterion... rank) {
                this.rank = List.of(rank);
            }

            List<Criterion> rank() {
                return rank;
            }
        }

        public Sourcing {
            rank = whole(rank);
            cases = List.copyOf(cases);
            prefer = List.copyOf(prefer);
            byRegion = Map.copyOf(byRegion);
        }

        public List<LocationId> preferenceFor(String region) {
            return byRegion.getOrDefault(region, prefer);
        }
    }

    /**
     * How promise dates are counted.
     *
     * @param cutoff later orders count from the next working day, in the warehouse's zone (15:00)
     * @param handlingDays working days from release to dispatch (1)
     * @param workingDays Monday to Friday unless said otherwise
     */
    public record Promise(LocalTime cutoff, int handlingDays, Set<DayOfWeek> workingDays) {

        public Promise {
            workingDays = Set.copyOf(workingDays);
        }
    }

    /** When the warehouse may begin. */
    public enum Release {
        /** As soon as the hub has accepted the order. */
        ACCEPTED,
        /** Not before the ERP has it. */
        POSTED
    }

    /**
     * Bounds on what others send.
     *
     * @param maxLines per order (999)
     * @param maxBodyBytes of a JSON request (2 MiB)
     * @param maxInterchangeBytes of an EDI interchange (8 MiB)
     */
    public record Limits(int maxLines, int maxBodyBytes, int maxInterchangeBytes) {
    }

    /**
     * How what we know is compared with what other systems say.
     *
     * @param every between two comparisons of one kind with one system (15 minutes)
     * @param settle what differs is judged so much later: longer than a message may be under way (1 minute)
     * @param repairQuantity differences up to this, in the item's base unit, are repaired without asking
     * @param repairValue differences up to this, at list price, are repaired without asking; with neither bound
     *     nothing is, with both both hold
     * @param repairRows a comparison of master data that finds more drift than this repairs nothing unasked (100)
     * @param keepRuns how many reports of one kind and system are kept, and as many again of those with drift (200)
     */
    public record Reconciliation(Duration every, Duration settle, Optional<BigDecimal> repairQuantity,
            Optional<Money> repairValue, int repairRows, int keepRuns) {
    }

    /**
     * How goods are kept for carts and quotes.
     *
     * @param cart    how long at most for a cart, and usually (30 minutes)
     * @param quote   how long at most for a quote, and usually (1 day)
     * @param maxOpen how many an account may have at a time (20)
     */
    public record Reservations(Duration cart, Duration quote, int maxOpen) {
    }

    /**
     * What may come back.
     *
     * @param windowDays           days from the last delivery (or dispatch) of a line (30)
     * @param automaticUpTo        worth, at the prices of the order and without tax, up to which nobody is asked; empty:
     *     somebody is asked about each
     * @param restockingFeePercent of what is given back where the buyer alone caused the return (0)
     * @param arriveWithin         what is not there by then lapses (14 days)
     * @param approver             the part of the business that says yes or no (orders)
     * @param warehouse            where goods go; empty: where most of the lines came from
     */
    public record Returns(int windowDays, Optional<Money> automaticUpTo, BigDecimal restockingFeePercent,
            Duration arriveWithin, Attention.Domain approver, Optional<LocationId> warehouse) {

        public Duration window() {
            return Duration.ofDays(windowDays);
        }
    }

    /**
     * What waits when an order is changed.
     *
     * @param answerWithin by then whoever is asked for goods back should have said whether he gives them (4 hours)
     * @param waitFor      so long a change by EDI waits for an order, or for an earlier change, that has not come (1 hour)
     */
    public record Changes(Duration answerWithin, Duration waitFor) {
    }

    /**
     * Whether other items are sent for missing ones.
     *
     * @param unlessSaid for accounts of which the ERP does not say it ({@code no})
     */
    public record Substitutes(Substitution unlessSaid) {
    }

    public Policies {
        checks = Map.copyOf(new EnumMap<>(checks));
    }

    public Source check(Check check) {
        return Objects.requireNonNull(checks.get(check));
    }
}

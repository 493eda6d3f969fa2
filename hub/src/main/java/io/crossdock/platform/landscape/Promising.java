package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What of the stock may be promised to whom, from {@code policies.promising}. Without it everything may be promised to
 * everyone. Quantities are in the item's base unit and hold at each location.
 *
 * @param horizonDays   what is expected later than that many days from now is not promised (365)
 * @param receivingDays days from the arrival of goods until they can be promised as there (0)
 * @param safetyStock   what is never promised; of several rules for an item at a place the most specific holds
 * @param channels      what is kept from a channel
 * @param windows       when items are sold; an item without windows always is
 * @param priorities    classes of accounts; an account in none of them belongs to the class without accounts
 */
public record Promising(int horizonDays, int receivingDays, List<SafetyStock> safetyStock,
        Map<Channel, Buffer> channels, List<Window> windows, List<Priority> priorities) {

    /** Everything for everyone. */
    public static final Promising EVERYTHING = new Promising(365, 0, List.of(), Map.of(), List.of(), List.of());

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Promising {
        safetyStock = List.copyOf(safetyStock);
        channels = Map.copyOf(channels);
        windows = List.copyOf(windows);
        priorities = List.copyOf(priorities);
    }

    /**
     * @param sku      empty: every item
     * @param location empty: every place
     */
    public record SafetyStock(Optional<Sku> sku, Optional<LocationId> location, BigDecimal quantity) {

        private boolean meets(Sku item, LocationId place) {
            return sku.filter(each -> !each.equals(item)).isEmpty()
                    && location.filter(each -> !each.equals(place)).isEmpty();
        }

        /** An item says more than a place. */
        private int weight() {
            return (sku.isPresent() ? 2 : 0) + (location.isPresent() ? 1 : 0);
        }
    }

    /**
     * @param percent     of what could be promised (0)
     * @param quantity    of the rest (0)
     * @param horizonDays in place of the general one
     */
    public record Buffer(BigDecimal percent, BigDecimal quantity, Optional<Integer> horizonDays) {

        static final Buffer NONE = new Buffer(BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty());
    }

    /**
     * When an item is sold, both days included.
     *
     * @param channel empty: in every channel
     */
    public record Window(Sku sku, Optional<Channel> channel, Optional<LocalDate> from, Optional<LocalDate> until) {

        private boolean open(LocalDate day) {
            return from.filter(day::isBefore).isEmpty() && until.filter(day::isAfter).isEmpty();
        }
    }

    /**
     * A class of accounts.
     *
     * @param share    percent of what could be promised that the class may use (100)
     * @param accounts none: everyone who is in no other class
     */
    public record Priority(String name, BigDecimal share, Set<AccountId> accounts) {

        public Priority {
            accounts = Set.copyOf(accounts);
        }
    }

    /** The class of an account; empty where there are no classes. A buyer without an account is in no class's list. */
    public Optional<Priority> priority(Optional<AccountId> account) {
        return account.flatMap(id -> priorities.stream().filter(each -> each.accounts().contains(id)).findFirst())
                .or(() -> priorities.stream().filter(each -> each.accounts().isEmpty()).findFirst());
    }

    /** Who comes first when there is not enough for all: 0 for the first class, the last number for accounts in none. */
    public int rank(AccountId account) {
        return priority(Optional.of(account)).map(priorities::indexOf).orElse(priorities.size());
    }

    /** The ranks of accounts that are named in a class. */
    public Map<AccountId, Integer> ranks() {
        return priorities.stream().flatMap(each -> each.accounts().stream()).distinct()
                .collect(Collectors.toMap(each -> each, this::rank));
    }

    /** The rank of accounts that no class names. */
    public int rankOfOthers() {
        return priorities.stream().filter(each -> each.accounts().isEmpty()).findFirst().map(priorities::indexOf)
                .orElse(priorities.size());
    }

    /** What holds for one question. */
    public Terms terms(Sku sku, Channel channel, Optional<AccountId> account, LocalDate today) {
        Buffer buffer = channels.getOrDefault(channel, Buffer.NONE);
        List<Window> own = windows.stream().filter(each -> each.sku().equals(sku)
                && each.channel().filter(other -> other != channel).isEmpty()).toList();
        boolean restricted = windows.stream().anyMatch(each -> each.sku().equals(sku));
        return new Terms(this, sku, buffer, priority(account).map(Priority::share).orElse(HUNDRED), own,
                restricted, today, today.plusDays(buffer.horizonDays().orElse(horizonDays)), place -> true);
    }

    /**
     * What holds for one item, channel and account on one day.
     *
     * @param share   percent that may be used
     * @param horizon the last day of which anything may be promised
     * @param places  whose stock may be promised
     */
    public record Terms(Promising rules, Sku sku, Buffer buffer, BigDecimal share, List<Window> windows,
            boolean restricted, LocalDate today, LocalDate horizon, Predicate<LocationId> places) {

        Terms at(Predicate<LocationId> only) {
            return new Terms(rules, sku, buffer, share, windows, restricted, today, horizon, only);
        }

        /** Whether the item is sold today. */
        public boolean sold() {
            return !restricted || windows.stream().anyMatch(each -> each.open(today));
        }

        /** What is never promised at a place. */
        public BigDecimal safety(LocationId location) {
            return rules.safetyStock().stream().filter(each -> each.meets(sku, location))
                    .max(java.util.Comparator.comparingInt(SafetyStock::weight)).map(SafetyStock::quantity)
                    .orElse(BigDecimal.ZERO);
        }

        /** Whether all of what is free at a place may be promised, so that nothing has to be worked out. */
        public boolean plain() {
            return share.compareTo(HUNDRED) == 0 && buffer.percent().signum() == 0 && buffer.quantity().signum() == 0
                    && rules.safetyStock().isEmpty() && !restricted;
        }

        /** What of the free stock of a place may be promised; percentages are rounded down to whole base units. */
        public BigDecimal of(LocationId location, BigDecimal free) {
            if (!places.test(location)) {
                return BigDecimal.ZERO;
            }
            if (plain()) {
                return free.max(BigDecimal.ZERO);
            }
            if (!sold()) {
                return BigDecimal.ZERO;
            }
            BigDecimal rest = percent(percent(free.subtract(safety(location)), share),
                    HUNDRED.subtract(buffer.percent()));
            return rest.subtract(buffer.quantity()).max(BigDecimal.ZERO);
        }

        private static BigDecimal percent(BigDecimal of, BigDecimal percent) {
            return percent.compareTo(HUNDRED) == 0 || of.signum() <= 0 ? of
                    : of.multiply(percent).movePointLeft(2).setScale(0, RoundingMode.DOWN);
        }
    }
}

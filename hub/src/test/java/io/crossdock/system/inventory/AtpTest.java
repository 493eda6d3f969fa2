package io.crossdock.system.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Promising;
import io.crossdock.platform.landscape.Promising.Buffer;
import io.crossdock.platform.landscape.Promising.Priority;
import io.crossdock.platform.landscape.Promising.SafetyStock;
import io.crossdock.platform.landscape.Promising.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What can be promised: worked examples, and any story beside a plain model that counts pieces one by one. */
class AtpTest {

    private static final Sku SKU = new Sku("CD-1");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private static Stock stock(String location, int onHand, int onHold, int reserved, int uncovered) {
        return new Stock(SKU, new LocationId(location), ea(onHand), ea(onHold), ea(reserved), ea(uncovered), NOW);
    }

    private static Expected expected(String location, int quantity, int inDays) {
        return new Expected("RP-" + location + "-" + inDays, SKU, new LocationId(location), ea(quantity),
                TODAY.plusDays(inDays), NOW);
    }

    private static Quantity ea(int quantity) {
        return Quantity.of(Integer.toString(quantity), "EA");
    }

    private static Atp atp(Promising rules, List<Stock> stock, List<Expected> expected, int waiting) {
        return atp(rules, Channel.PORTAL, Optional.empty(), stock, expected, waiting);
    }

    private static Atp atp(Promising rules, Channel channel, Optional<AccountId> account, List<Stock> stock,
            List<Expected> expected, int waiting) {
        return Atp.of(new Atp.Supply(stock, expected, BigDecimal.valueOf(waiting)),
                rules.terms(SKU, channel, account, TODAY));
    }

    private static void is(Atp atp, int now, String... steps) {
        assertThat(atp.now()).isEqualByComparingTo(BigDecimal.valueOf(now));
        assertThat(atp.later().stream().map(step -> TODAY.until(step.on()).getDays() + ":"
                + step.available().stripTrailingZeros().toPlainString())).containsExactly(steps);
    }

    @Test
    void whatIsThereAndFreeIsPromisedNowAndWhatComesLater() {
        is(atp(Promising.EVERYTHING, List.of(stock("ATL", 100, 10, 40, 0), stock("DFW", 5, 0, 5, 0)),
                List.of(expected("DFW", 20, 3), expected("ATL", 30, 3), expected("ATL", 6, 5)), 0), 50, "3:100", "5:106");
    }

    @Test
    void thoseWhoWaitAreServedBeforeAnyoneNew() {
        is(atp(Promising.EVERYTHING, List.of(stock("ATL", 10, 0, 0, 0)),
                List.of(expected("ATL", 30, 2), expected("DFW", 30, 4)), 45), 10, "4:25");
    }

    @Test
    void promisesThatLostTheirGoodsTakeWhatComesToTheirPlace() {
        is(atp(Promising.EVERYTHING, List.of(stock("ATL", 10, 0, 10, 15), stock("DFW", 0, 0, 0, 0)),
                List.of(expected("DFW", 5, 1), expected("ATL", 20, 2)), 0), 0, "1:5", "2:10");
    }

    @Test
    void goodsOnHoldBeyondWhatIsThereAreMadeUpForFirst() {
        is(atp(Promising.EVERYTHING, List.of(stock("ATL", 10, 25, 0, 0)), List.of(expected("ATL", 20, 2)), 0), 0, "2:5");
    }

    @Test
    void whatIsLateIsNotPromisedButNamed() {
        Atp atp = atp(Promising.EVERYTHING, List.of(), List.of(expected("ATL", 20, -1), expected("ATL", 7, 0)), 0);

        is(atp, 0, "0:7");
        assertThat(atp.late()).hasSize(1);
    }

    @Test
    void safetyStockIsKeptAtItsPlaceAndFilledUpFirst() {
        Promising rules = rules(List.of(new SafetyStock(Optional.empty(), Optional.empty(), new BigDecimal("5")),
                new SafetyStock(Optional.of(SKU), Optional.of(new LocationId("ATL")), new BigDecimal("20"))));

        is(atp(rules, List.of(stock("ATL", 12, 0, 0, 0), stock("DFW", 8, 0, 0, 0)), List.of(expected("ATL", 10, 1)), 0),
                3, "1:5");
    }

    @Test
    void aChannelKeepsItsBufferAndItsHorizon() {
        Promising rules = new Promising(30, 1, List.of(), Map.of(Channel.MARKETPLACE,
                new Buffer(BigDecimal.TEN, new BigDecimal("2"), Optional.of(7))), List.of(), List.of());
        List<Stock> stock = List.of(stock("ATL", 55, 0, 0, 0));
        List<Expected> expected = List.of(expected("ATL", 45, 6), expected("ATL", 100, 7));

        is(atp(rules, Channel.MARKETPLACE, Optional.empty(), stock, expected, 0), 47, "7:88");
        is(atp(rules, stock, expected, 0), 55, "7:100", "8:200");
    }

    @Test
    void aClassOfAccountsUsesItsShareAndNoMore() {
        Promising rules = new Promising(30, 0, List.of(), Map.of(), List.of(), List.of(
                new Priority("key", new BigDecimal("100"), Set.of(new AccountId("A-1"))),
                new Priority("standard", new BigDecimal("80"), Set.of())));
        List<Stock> stock = List.of(stock("ATL", 99, 0, 0, 0));

        is(atp(rules, Channel.PORTAL, Optional.of(new AccountId("A-1")), stock, List.of(), 0), 99);
        is(atp(rules, Channel.PORTAL, Optional.of(new AccountId("A-2")), stock, List.of(), 0), 79);
        is(atp(rules, Channel.PORTAL, Optional.empty(), stock, List.of(), 0), 79);
    }

    @Test
    void anItemIsSoldWithinItsWindowOnly() {
        Promising rules = new Promising(30, 0, List.of(), Map.of(), List.of(
                new Window(SKU, Optional.of(Channel.PORTAL), Optional.of(TODAY), Optional.empty()),
                new Window(SKU, Optional.empty(), Optional.of(TODAY.plusDays(1)), Optional.empty())), List.of());
        List<Stock> stock = List.of(stock("ATL", 9, 0, 0, 0));

        is(atp(rules, stock, List.of(), 0), 9);
        is(atp(rules, Channel.SALES, Optional.empty(), stock, List.of(), 0), 0);
    }

    @Test
    void oneDayHasManyWaysAndTheFirstThatIsEnoughCounts() {
        Atp atp = atp(Promising.EVERYTHING, List.of(stock("ATL", 10, 0, 0, 0)), List.of(expected("ATL", 5, 2),
                expected("ATL", 5, 4)), 0);

        assertThat(atp.when(BigDecimal.TEN, TODAY)).contains(TODAY);
        assertThat(atp.when(new BigDecimal("15"), TODAY)).contains(TODAY.plusDays(2));
        assertThat(atp.when(new BigDecimal("15.001"), TODAY)).contains(TODAY.plusDays(4));
        assertThat(atp.when(new BigDecimal("21"), TODAY)).isEmpty();
    }

    private static Promising rules(List<SafetyStock> safety) {
        return new Promising(365, 0, safety, Map.of(), List.of(), List.of());
    }

    /** Whoever follows the curve can be served by day: nothing is promised twice, and nothing free is withheld. */
    @Test
    void theCurveIsThatOfPiecesCountedOneByOne() {
        long seed = Long.getLong("atp.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int story = 0; story < 2_000; story++) {
            List<Stock> stock = new ArrayList<>();
            List<Expected> expected = new ArrayList<>();
            for (String place : List.of("ATL", "DFW", "RNO")) {
                int onHand = random.nextInt(20);
                int reserved = random.nextInt(onHand + 1);
                stock.add(stock(place, onHand, 0, reserved, reserved == onHand ? random.nextInt(5) : 0));
                for (int i = random.nextInt(4); i > 0; i--) {
                    expected.add(new Expected("RP-" + i, SKU, new LocationId(place), ea(1 + random.nextInt(9)),
                            TODAY.plusDays(random.nextInt(6)), NOW));
                }
            }
            int waiting = random.nextInt(15);
            Atp atp = atp(Promising.EVERYTHING, stock, expected, waiting);

            assertThat(byDay(atp)).as("seed %s, story %s", seed, story).isEqualTo(model(stock, expected, waiting));
        }
    }

    private static TreeMap<Integer, Integer> byDay(Atp atp) {
        TreeMap<Integer, Integer> days = new TreeMap<>();
        for (int day = 0; day < 6; day++) {
            LocalDate on = TODAY.plusDays(day);
            days.put(day, atp.later().stream().filter(step -> !step.on().isAfter(on)).reduce((a, b) -> b)
                    .map(Atp.Step::available).orElse(atp.now()).intValueExact());
        }
        return days;
    }

    private static TreeMap<Integer, Integer> model(List<Stock> stock, List<Expected> expected, int waiting) {
        TreeMap<Integer, Integer> days = new TreeMap<>();
        int free = stock.stream().mapToInt(each -> each.available().value().intValueExact()).sum();
        Map<String, Integer> uncovered = new TreeMap<>();
        stock.forEach(each -> uncovered.put(each.location().value(), each.uncovered().value().intValueExact()));
        int open = waiting;
        for (int day = 0; day < 6; day++) {
            for (String place : List.of("ATL", "DFW", "RNO")) {
                LocalDate on = TODAY.plusDays(day);
                int pieces = expected.stream().filter(each -> each.on().equals(on)
                        && each.location().value().equals(place)).mapToInt(each -> each.quantity().value().intValueExact())
                        .sum();
                for (; pieces > 0; pieces--) {
                    if (uncovered.getOrDefault(place, 0) > 0) {
                        uncovered.merge(place, -1, Integer::sum);
                    } else if (open > 0) {
                        open--;
                    } else {
                        free++;
                    }
                }
            }
            days.put(day, free);
        }
        return days;
    }
}

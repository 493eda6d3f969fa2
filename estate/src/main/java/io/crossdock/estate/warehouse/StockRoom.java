package io.crossdock.estate.warehouse;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Site;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;

/** What lies in the warehouses and what is on its way there. Goods that run low are ordered again. */
final class StockRoom {

    private static final BigDecimal LOW = new BigDecimal("0.4");
    private static final BigDecimal COST_SHARE = new BigDecimal("0.6");
    private static final Duration REPLENISHED_AFTER = Duration.ofSeconds(40);
    private static final double EXPECTED_AT_FIRST = 0.5;

    private final Books books;
    private final World world;
    private final Clock clock;
    private final Shift shift;
    private final Announcer announcer;
    private final Book<Shelf> shelves;
    private final Book<Receipt> receipts;
    private volatile boolean replenishing = true;

    StockRoom(Books books, World world, Clock clock, Shift shift, Announcer announcer) {
        this.books = books;
        this.world = world;
        this.clock = clock;
        this.shift = shift;
        this.announcer = announcer;
        shelves = books.book("shelves", Shelf.class);
        receipts = books.book("receipts", Receipt.class);
    }

    /** Fills the shelves on the first day, or takes up again what was on its way. */
    void open(Dice dice) {
        if (shelves.size() == 0) {
            books.change(() -> {
                for (Site site : Site.values()) {
                    world.items().stream().filter(item -> world.keeps(item, site))
                            .forEach(item -> fill(item, site, dice));
                }
            });
        }
        receipts.all().forEach(this::await);
    }

    private void fill(Item item, Site site, Dice dice) {
        BigDecimal cost = item.listPrice().multiply(COST_SHARE).setScale(4, RoundingMode.HALF_UP);
        Shelf shelf = Shelf.opening(item.sku(), site, item.baseUnit(), cost, world.opening(item, site));
        shelves.put(shelf.key(), shelf);
        if (world.seeds(site) && shelf.opening().signum() == 0 && dice.happens(EXPECTED_AT_FIRST, "expected", shelf.key())) {
            BigDecimal pack = item.packs().isEmpty() ? BigDecimal.TEN : item.packs().getFirst().quantity();
            expect(item, shelf,
                    pack.multiply(BigDecimal.valueOf(dice.between(5, 30, "receipt", shelf.key()))));
        }
    }

    List<Shelf> shelves() {
        return shelves.all().toList();
    }

    List<Receipt> receipts() {
        return receipts.all().toList();
    }

    boolean replenishing() {
        return replenishing;
    }

    void replenishing(boolean on) {
        replenishing = on;
    }

    void commit(Site site, String sku, BigDecimal more) {
        change(site, sku, shelf -> shelf.committing(more));
    }

    /** Takes as much as there is, up to the quantity, and returns it. */
    BigDecimal stage(Site site, String sku, BigDecimal quantity) {
        BigDecimal found = shelf(site, sku).pickable().min(quantity);
        change(site, sku, shelf -> shelf.staging(found));
        return found;
    }

    void unstage(Site site, String sku, BigDecimal quantity) {
        change(site, sku, shelf -> shelf.staging(quantity.negate()));
    }

    Movement ship(Site site, String sku, BigDecimal quantity) {
        Shelf after = change(site, sku, shelf -> shelf.shipping(quantity));
        replenish(after);
        return Movement.of(after, quantity.negate());
    }

    Movement adjust(Site site, String sku, BigDecimal delta) {
        Shelf after = change(site, sku, shelf -> shelf.adjusting(delta));
        replenish(after);
        return Movement.of(after, delta);
    }

    /** What a buyer has sent back lies there again. */
    Movement takeBack(Site site, String sku, BigDecimal quantity) {
        return Movement.of(change(site, sku, shelf -> shelf.receiving(quantity)), quantity);
    }

    Shelf shelf(Site site, String sku) {
        return shelves.find(Shelf.key(site, sku)).orElseThrow();
    }

    private Shelf change(Site site, String sku, UnaryOperator<Shelf> by) {
        Shelf after = by.apply(shelf(site, sku));
        shelves.put(after.key(), after);
        return after;
    }

    private void replenish(Shelf shelf) {
        boolean low = shelf.onHand().subtract(shelf.committed())
                .compareTo(shelf.opening().multiply(LOW)) <= 0;
        boolean coming = receipts.all()
                .anyMatch(each -> each.sku().equals(shelf.sku()) && each.location() == shelf.location());
        if (replenishing && world.seeds(shelf.location()) && low && !coming && shelf.opening().signum() > 0) {
            Item item = world.item(shelf.sku()).orElseThrow();
            Receipt receipt = expect(item, shelf, shelf.opening());
            books.then(() -> await(receipt));
        }
    }

    private Receipt expect(Item item, Shelf shelf, BigDecimal quantity) {
        String reference = "RP-" + shelf.location() + "-" + item.sku() + "-" + books.next("receipt", 1);
        Receipt receipt = new Receipt(reference, item.sku(), shelf.location(), quantity, item.baseUnit(),
                LocalDate.now(clock).plusDays(item.leadTimeDays()));
        receipts.put(reference, receipt);
        return receipt;
    }

    /** The first day's receipts take their lead time in quarters of an hour; what ran low comes soon. */
    private void await(Receipt receipt) {
        BigDecimal opening = shelf(receipt.location(), receipt.sku()).opening();
        Item item = world.item(receipt.sku()).orElseThrow();
        Duration after = opening.signum() > 0 ? REPLENISHED_AFTER
                : Duration.ofMinutes(15L * item.leadTimeDays());
        shift.after(after, () -> arrive(receipt));
    }

    private void arrive(Receipt receipt) {
        books.change(() -> {
            receipts.remove(receipt.reference());
            Shelf after = change(receipt.location(), receipt.sku(),
                    shelf -> shelf.receiving(receipt.quantity()));
            announcer.received(receipt, Movement.of(after, receipt.quantity()));
        });
    }
}

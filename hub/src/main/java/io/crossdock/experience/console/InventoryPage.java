package io.crossdock.experience.console;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Holder;
import io.crossdock.process.promising.Offer;
import io.crossdock.process.promising.Offers;
import io.crossdock.process.promising.Wish;
import io.crossdock.process.story.Finder;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Expected;
import io.crossdock.system.inventory.ExpectedReceipts;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Positions;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservations;
import io.crossdock.system.inventory.Stock;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** What lies where, who holds it, and how it came to be so. */
@Controller
class InventoryPage {

    private static final int PAGE = 50;
    private static final int HISTORY = 50;
    /** Units of the bar's width in its drawing. */
    private static final int WIDTH = 400;

    private final Frames frames;
    private final Shelves shelves;
    private final Fulfilment fulfilment;
    private final Finder finder;
    private final Outlook outlook;

    InventoryPage(Frames frames, Shelves shelves, Fulfilment fulfilment, Finder finder, Outlook outlook) {
        this.frames = frames;
        this.shelves = shelves;
        this.fulfilment = fulfilment;
        this.finder = finder;
        this.outlook = outlook;
    }

    /** Where it reads. */
    @Component
    record Shelves(Inventory inventory, Positions positions, Catalog catalog, SoftReservations reservations) {
    }

    /** What is to come. */
    @Component
    record Outlook(Offers offers, ExpectedReceipts expected, Landscapes landscapes, Clock clock) {

        /** As the portal would answer somebody without a class of their own, in the base unit. */
        Ahead of(Item item) {
            LocalDate today = clock.instant().atZone(landscapes.current().zone()).toLocalDate();
            Offer offer = offers.offer(new Wish(item, item.packs().base(), Optional.empty(), Channel.PORTAL,
                    Optional.empty(), Optional.empty()));
            return new Ahead(offer, SupplyCurve.of(today, offer.available(), offer.dates()),
                    expected.of(item.sku()).stream().map(each -> new Coming(each, each.on().isBefore(today))).toList());
        }
    }

    /** What can be promised from now on, and what comes in. */
    record Ahead(Offer offer, SupplyCurve curve, List<Coming> coming) {
    }

    /** @param late it should have come in before today: nothing is promised from it */
    record Coming(Expected receipt, boolean late) {
    }

    /** One item of the list. */
    record Row(Positions.Total total, String description) {
    }

    /** @param next the following page; empty at the end */
    record Listing(List<Row> rows, String search, boolean uncovered, Optional<String> next) {
    }

    /** Part of a bar. @param kind {@code reserved}, {@code held}, {@code free}, {@code uncovered} */
    record Part(String kind, int x, int width, String title) {
    }

    /** A place with its bar; bars of one item share their scale. */
    record Place(Stock stock, List<Part> bar) {
    }

    /** Who holds it. */
    record Claim(Holder holder, String customer) {
    }

    /** What a cart or a quote keeps in one place. */
    record Kept(SoftReservation reservation, String customer, String from, Quantity quantity) {
    }

    /** @param older the older movements; empty at the end */
    record View(Sku sku, String description, Optional<Item> item, List<Place> places, List<Claim> waiting,
            List<Claim> claims, List<Kept> kept, List<Positions.Held> holds, List<Positions.Movement> movements,
            Optional<String> older, Optional<Ahead> ahead) {
    }

    @GetMapping("/console/inventory")
    ModelAndView list(HttpServletRequest request, @RequestParam(required = false) Optional<String> item,
            @RequestParam(required = false) Optional<String> after,
            @RequestParam(required = false, defaultValue = "false") boolean uncovered) {
        String search = item.map(String::strip).map(text -> text.toUpperCase(Locale.ROOT)).orElse("");
        List<Positions.Total> found = shelves.positions().totals(search, uncovered, after.flatMap(Sku::parse), PAGE + 1);
        List<Row> rows = found.stream().limit(PAGE).map(total -> new Row(total, description(total.sku()))).toList();
        Optional<String> next = found.size() <= PAGE ? Optional.empty() : Optional.of(UriComponentsBuilder
                .fromPath("/console/inventory").queryParam("item", search).queryParam("uncovered", uncovered)
                .queryParam("after", rows.getLast().total().sku()).encode().toUriString());
        return frames.page("inventory", frames.frame(request, "Inventory", "inventory"),
                Map.of("listing", new Listing(rows, search, uncovered, next)));
    }

    @GetMapping("/console/inventory/{sku}")
    ModelAndView one(HttpServletRequest request, @PathVariable String sku,
            @RequestParam(required = false) Optional<Long> before) {
        Sku id = Sku.parse(sku).orElseThrow(() -> new NotHere("There is no item " + sku + "."));
        List<Stock> stock = shelves.inventory().stock(List.of(id));
        Optional<Item> item = shelves.catalog().item(id);
        if (stock.isEmpty() && item.isEmpty()) {
            throw new NotHere("There is no item " + sku + ".");
        }
        List<Claim> claims = fulfilment.holders(id).stream().map(holder -> new Claim(holder, customer(holder.account())))
                .toList();
        List<Positions.Movement> movements = shelves.positions().movements(id, before, HISTORY + 1);
        Optional<String> older = movements.size() <= HISTORY ? Optional.empty()
                : Optional.of("/console/inventory/" + id + "?before=" + movements.get(HISTORY - 1).id() + "#history");
        View view = new View(id, description(id), item, places(stock),
                claims.stream().filter(claim -> claim.holder().from().isEmpty()).toList(),
                claims.stream().filter(claim -> claim.holder().from().isPresent()).toList(), kept(id),
                shelves.positions().holds(id),
                movements.stream().limit(HISTORY).toList(), older, item.map(outlook::of));
        return frames.page("item", frames.frame(request, id.value(), "inventory"), Map.of("view", view));
    }

    /** With its sign. */
    static String signed(BigDecimal delta) {
        return (delta.signum() > 0 ? "+" : "") + delta.stripTrailingZeros().toPlainString();
    }

    private List<Kept> kept(Sku sku) {
        return shelves.reservations().holding(sku).stream().flatMap(soft -> soft.parts().stream()
                .filter(part -> part.sku().equals(sku))
                .map(part -> new Kept(soft, customer(soft.account()), part.location().value(), part.quantity()))).toList();
    }

    private String description(Sku sku) {
        return shelves.catalog().item(sku).map(Item::description).orElse("");
    }

    private String customer(AccountId account) {
        return finder.customer(account);
    }

    private static List<Place> places(List<Stock> stock) {
        BigDecimal most = stock.stream().map(each -> each.onHand().plus(each.uncovered()).value())
                .reduce(BigDecimal.ONE, BigDecimal::max);
        return stock.stream().map(each -> new Place(each, bar(each, most))).toList();
    }

    private static List<Part> bar(Stock stock, BigDecimal most) {
        List<Part> parts = new ArrayList<>();
        Function<Quantity, Integer> scaled = quantity -> quantity.value().multiply(BigDecimal.valueOf(WIDTH))
                .divide(most, 0, RoundingMode.HALF_UP).intValue();
        int x = 0;
        for (var part : List.of(Map.entry("reserved", stock.reserved()),
                Map.entry("held", stock.onHold().min(stock.onHand())),
                Map.entry("free", stock.available()), Map.entry("uncovered", stock.uncovered()))) {
            int width = part.getValue().isPositive() ? Math.max(2, scaled.apply(part.getValue())) : 0;
            if (width > 0) {
                parts.add(new Part(part.getKey(), x, width, part.getValue() + " " + part.getKey()));
                x += width;
            }
        }
        return parts;
    }
}

package io.crossdock.estate.traffic;

import io.crossdock.estate.books.Json;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.edi.EdiBuyer;
import io.crossdock.estate.edi.PurchaseOrder850;
import io.crossdock.estate.erp.Pricing;
import io.crossdock.estate.world.Account;
import io.crossdock.estate.world.Address;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Pack;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What example buyers want: order number n of a seed is always the same. */
final class Basket {

    private static final int LINES_MAX = 5;
    private static final double EDI_SHARE = 0.12;
    private static final double DROP_SHIPPED_SHARE = 0.08;
    private static final double PACK_SHARE = 0.3;
    private static final double PRICED_SHARE = 0.5;
    private static final BigDecimal CREDIT_NEEDED = new BigDecimal("50000");

    private final World world;
    private final Pricing pricing;
    private final EdiBuyer ediBuyer;
    private final Dice dice;

    Basket(World world, Pricing pricing, EdiBuyer ediBuyer, Dice dice) {
        this.world = world;
        this.pricing = pricing;
        this.ediBuyer = ediBuyer;
        this.dice = dice;
    }

    boolean byEdi(long n) {
        return dice.happens(EDI_SHARE, "edi", n);
    }

    Account account(long n) {
        if (byEdi(n)) {
            return world.account(EdiBuyer.ACCOUNT).orElseThrow();
        }
        List<Account> all = world.accounts().stream().filter(
                account -> account.status().equals("active") && !account.id().equals(EdiBuyer.ACCOUNT))
                .filter(account -> account.creditLimit().compareTo(CREDIT_NEEDED) >= 0).toList();
        return dice.pick(all, "account", n);
    }

    /** The body of a portal order. */
    String portalOrder(long n, String buyerReference, LocalDate today) {
        Account account = account(n);
        ObjectNode order = Json.object().put("account", account.id()).put("buyerReference", buyerReference)
                .put("requestedDate", requested(n, today).toString());
        order.putObject("shipTo").put("id", shipTo(account, n).id());
        ArrayNode lines = order.putArray("lines");
        for (Item item : items(account, n)) {
            String unit = unit(item, n);
            BigDecimal quantity = quantity(item, unit, n);
            ObjectNode line = lines.addObject().put("sku", item.sku())
                    .put("quantity", quantity.toPlainString()).put("unit", unit);
            if (dice.happens(PRICED_SHARE, "priced", n, item.sku())) {
                line.put("expectedPrice", price(account, item, quantity, unit).toPlainString());
            }
        }
        return order.toString();
    }

    /** What the EDI buyer orders. */
    PurchaseOrder850.Content ediOrder(long n, String buyerReference, LocalDate today) {
        Account account = account(n);
        List<PurchaseOrder850.Line> lines = new ArrayList<>();
        for (Item item : choose(ediBuyer.items().stream().filter(each -> !scarce(each)).toList(), n)) {
            String unit = unit(item, n);
            BigDecimal quantity = quantity(item, unit, n);
            lines.add(new PurchaseOrder850.Line(EdiBuyer.buyerItem(item), quantity, unit,
                    price(account, item, quantity, unit), item.description()));
        }
        return new PurchaseOrder850.Content(buyerReference, requested(n, today), shipTo(account, n), lines);
    }

    private LocalDate requested(long n, LocalDate today) {
        return today.plusDays(dice.between(3, 10, "requested", n));
    }

    private Address shipTo(Account account, long n) {
        return dice.pick(account.shipTos(), "shipTo", n);
    }

    private List<Item> items(Account account, long n) {
        boolean dropShipped = dice.happens(DROP_SHIPPED_SHARE, "drop-shipped", n);
        List<Item> stocked = world.items().stream()
                .filter(item -> item.stocked() && account.mayBuy(item) && !scarce(item)).toList();
        List<Item> chosen = new ArrayList<>(choose(stocked, n));
        List<Item> shippedBySuppliers = world.items().stream()
                .filter(item -> !item.stocked() && account.mayBuy(item)).toList();
        if (dropShipped && !shippedBySuppliers.isEmpty()) {
            chosen.add(dice.pick(shippedBySuppliers, "drop-shipped item", n));
        }
        return chosen;
    }

    private Set<Item> choose(List<Item> from, long n) {
        Set<Item> chosen = new LinkedHashSet<>();
        int count = dice.between(1, LINES_MAX, "lines", n);
        for (int i = 0; i < count; i++) {
            chosen.add(dice.pick(from, "item", n, i));
        }
        return chosen;
    }

    /** A few items are kept nearly empty for those who want to see what happens then. */
    private static boolean scarce(Item item) {
        return item.sku().compareTo("CD-10006") >= 0 && item.sku().compareTo("CD-10010") <= 0;
    }

    private String unit(Item item, long n) {
        return !item.packs().isEmpty() && dice.happens(PACK_SHARE, "pack", n, item.sku())
                ? item.packs().getFirst().unit() : item.baseUnit();
    }

    private BigDecimal quantity(Item item, String unit, long n) {
        int most = !item.stocked() ? 2 : unit.equals(item.baseUnit()) ? 24 : 2;
        int least = item.baseUnit().equals("FOT") && unit.equals("FOT") ? 20 : 1;
        return BigDecimal.valueOf(dice.between(least, most, "quantity", n, item.sku()));
    }

    private BigDecimal price(Account account, Item item, BigDecimal quantity, String unit) {
        BigDecimal pack = item.packs().stream().filter(each -> each.unit().equals(unit)).map(Pack::quantity)
                .findFirst().orElse(BigDecimal.ONE);
        long base = Objects.requireNonNull(quantity.multiply(pack)).longValueExact();
        return pricing.price(account, item, base).perBaseUnit().multiply(pack);
    }
}

package io.crossdock.estate.erp;

import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.world.Account;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Quantities;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks an order that was posted by the ERP's own rules, and answers the first fault it finds. */
final class OrderDesk {

    private static final int LINES_MAX = 999;
    private static final int PRICE_SCALE_MAX = 4;

    private final World world;
    private final Pricing pricing;

    OrderDesk(World world, Pricing pricing) {
        this.world = world;
        this.pricing = pricing;
    }

    /** An order that is right in itself, without a number yet; credit is the ledger's matter. */
    Order check(Fields posted, Instant now) {
        String reference = posted.text("externalReference");
        Account account = account(posted.text("account"));
        String currency = posted.text("currency");
        if (!currency.equals(account.currency())) {
            throw Refused.because("wrong_currency", account.id() + " buys in " + account.currency() + ".");
        }
        Fields shipTo = posted.object("shipTo");
        String region = shipTo.text("region");
        if (!world.taxRates().knows(region)) {
            throw Refused.because("unknown_region", "No tax rates for region " + region + ".");
        }
        List<OrderLine> lines = lines(posted, "lines", account, region);
        Amounts amounts = Amounts.of(lines, OrderLine::standingBase);
        BigDecimal freight = freight(posted);
        BigDecimal total = amounts.sum().add(freight);
        same("wrong_tax", "tax", posted.decimal("taxTotal"), amounts.tax());
        same("wrong_total", "total", posted.decimal("total"), total);
        return new Order("", reference, account.id(), posted.optionalText("buyerReference").orElse(null),
                "open", currency, lines, amounts.net(), freight, amounts.tax(), total, shipTo.node(),
                List.of(), total, now, 0, null);
    }

    BigDecimal freight(Fields posted) {
        BigDecimal freight = posted.optionalDecimal("freight").orElse(BigDecimal.ZERO);
        if (freight.signum() < 0 || freight.stripTrailingZeros().scale() > 2) {
            throw Refused.badRequest("freight must be 0 or more, with at most 2 decimals");
        }
        return Rounding.cents(freight);
    }

    private Account account(String id) {
        Account account = world.account(id)
                .orElseThrow(() -> Refused.because("unknown_account", "There is no account " + id + "."));
        return switch (account.status()) {
            case "active" -> account;
            case "blocked" -> throw Refused.because("account_blocked", id + " is blocked.");
            case "on_hold" -> throw Refused.because("account_on_hold", id + " is on hold.");
            default -> throw new IllegalStateException("status " + account.status());
        };
    }

    /** Lines that come to an order later, right in themselves. */
    List<OrderLine> added(Fields posted, Order order) {
        return posted.has("added") ? lines(posted, "added", account(order.account()),
                order.shipTo().path("region").asString("")) : List.of();
    }

    private List<OrderLine> lines(Fields posted, String field, Account account, String region) {
        List<OrderLine> lines = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (Fields each : posted.list(field, LINES_MAX)) {
            int lineNo = each.number("lineNo");
            if (lineNo < 1 || !numbers.add(lineNo)) {
                throw Refused.badRequest("lineNo " + lineNo + " must be 1 or more and unique");
            }
            lines.add(line(each, lineNo, account, region));
        }
        return lines;
    }

    private OrderLine line(Fields posted, int lineNo, Account account, String region) {
        String sku = posted.text("sku");
        Item item = world.item(sku)
                .orElseThrow(() -> Refused.line(lineNo, "unknown_item", "There is no item " + sku + "."));
        if (!account.mayBuy(item)) {
            throw Refused.line(lineNo, "not_in_assortment", account.id() + " may not buy " + sku + ".");
        }
        String unit = posted.text("unit");
        BigDecimal quantity = posted.quantity("quantity");
        long base = Quantities.base(item, quantity, unit, lineNo);
        BigDecimal pack = Quantities.packing(item, unit, lineNo);
        BigDecimal price = posted.decimal("unitPrice");
        if (price.signum() < 0 || price.stripTrailingZeros().scale() > PRICE_SCALE_MAX) {
            throw Refused.line(lineNo, "bad_price", "A price is 0 or more, with at most 4 decimals.");
        }
        BigDecimal rate = account.taxExempt() ? BigDecimal.ZERO
                : world.taxRates().rate(region, item.taxClass()).orElseThrow();
        BigDecimal own = pricing.price(account, item, base).perBaseUnit().multiply(pack);
        return new OrderLine(lineNo, sku, quantity, unit, price,
                Rounding.net(price, pack, BigDecimal.valueOf(base)), pack, item.baseUnit(), BigDecimal.ZERO,
                BigDecimal.ZERO, item.taxClass(), rate, own);
    }

    static void same(String code, String what, BigDecimal posted, BigDecimal own) {
        if (posted.compareTo(own) != 0) {
            throw Refused.because(code,
                    "The " + what + " comes to " + own + ", not " + posted.toPlainString() + ".");
        }
    }
}

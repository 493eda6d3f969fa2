package io.crossdock.process.ordering;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.landscape.Policies.Check;
import io.crossdock.platform.landscape.Policies.Source;
import io.crossdock.platform.replica.Known;
import io.crossdock.process.ordering.Draft.Evidence;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import io.crossdock.system.connectors.PriceSource.LivePrice;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.pricing.PriceAnswer;
import io.crossdock.system.pricing.Pricing;
import io.crossdock.system.pricing.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Checks the lines of a request: item, assortment, unit and price. */
@Component
class LineCapture {

    private final Catalog catalog;
    private final Pricing pricing;
    private final Clock clock;

    LineCapture(Catalog catalog, Pricing pricing, Clock clock) {
        this.catalog = catalog;
        this.pricing = pricing;
        this.clock = clock;
    }

    /** @param erpAnswered false when the ERP was asked for a price and did not answer */
    record Checked(List<Draft.Line> lines, List<Fault> faults, Map<String, Evidence> evidence, boolean erpAnswered) {
    }

    Checked check(OrderRequest request, Account account, Landscape landscape, Instant now) {
        Pass pass = new Pass(account, landscape, now);
        for (int i = 0; i < request.lines().size(); i++) {
            pass.line(i, request.lines().get(i));
        }
        return new Checked(List.copyOf(pass.lines), List.copyOf(pass.faults), Map.copyOf(pass.evidence),
                pass.erpAnswered);
    }

    /** One request's way through the checks. */
    private final class Pass {

        private final Account account;
        private final Landscape landscape;
        private final Optional<Partner> partner;
        private final LocalDate day;
        private final Source source;
        private final Instant until;
        private final List<Draft.Line> lines = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Map<String, Evidence> evidence = new TreeMap<>();
        private boolean erpAnswered = true;

        Pass(Account account, Landscape landscape, Instant now) {
            this.account = account;
            this.landscape = landscape;
            this.partner = landscape.partners().values().stream()
                    .filter(each -> each.account().filter(account.id()::equals).isPresent()).findFirst();
            this.day = LocalDate.ofInstant(now, ZoneOffset.UTC);
            this.source = landscape.policies().check(Check.PRICE);
            this.until = source instanceof Source.Live(Duration budget, var age) ? now.plus(budget) : now;
        }

        void line(int index, OrderRequest.Line asked) {
            switch (catalog.find(asked.item(), partner)) {
                case ItemAnswer.Unknown(var name, String why) -> fault(index, "", "item-unknown", why);
                case ItemAnswer.Found(Known<Item> item, Optional<Unit> unit) -> {
                    evidence.put("item", new Evidence("replicated", item.version(), item.asOf()));
                    known(index, asked, item.value());
                }
            }
        }

        private void known(int index, OrderRequest.Line asked, Item item) {
            if (item.status() == Item.Status.DISCONTINUED) {
                fault(index, "", "item-discontinued", item.sku() + " is no longer sold.");
            } else if (!account.entitledTo(item)) {
                fault(index, "", "item-not-in-assortment",
                        item.sku() + " is not in the assortment of account " + account.id() + ".");
            } else {
                switch (item.packs().toBase(asked.quantity())) {
                    case Conversion.Exact(Quantity base) when wholeEnough(base) -> priced(index, asked, item, base);
                    case Conversion.Exact(Quantity base) -> fault(index, "/quantity", "quantity-inexact", asked.quantity()
                            + " is not a whole number of " + base.unit().label() + ".");
                    case Conversion.Inexact(String why) -> fault(index, "/quantity", "quantity-inexact", why + ".");
                    case Conversion.UnknownUnit(Unit unit) -> fault(index, "/unit", "unit-unknown", item.sku()
                            + " is not sold by " + unit.code() + ", but by " + item.packs().units().stream()
                                    .map(Unit::code).sorted().toList() + ".");
                }
            }
        }

        private boolean wholeEnough(Quantity base) {
            return base.isWhole() || base.unit().measured();
        }

        private void priced(int index, OrderRequest.Line asked, Item item, Quantity base) {
            Optional<Price> price = live(asked, item).or(() -> replicated(index, asked, item));
            price.ifPresent(found -> {
                BigDecimal factor = item.packs().factor(asked.quantity().unit()).orElseThrow()
                        .divide(item.packs().factor(found.unit()).orElseThrow(), 12, RoundingMode.HALF_UP);
                BigDecimal unitPrice = found.unitPrice().amount().multiply(factor);
                if (expected(index, asked, unitPrice)) {
                    lines.add(new Draft.Line(index, asked, item, base, found, unitPrice));
                }
            });
        }

        private Optional<Price> replicated(int index, OrderRequest.Line asked, Item item) {
            return switch (pricing.price(account, item, asked.quantity(), day)) {
                case PriceAnswer.Found(Known<Quote> quote) -> {
                    evidence.put("price", new Evidence("replicated", quote.version(), quote.asOf()));
                    yield Optional.of(quote.value().basis());
                }
                case PriceAnswer.None(String why) -> {
                    fault(index, "", "price-missing", why);
                    yield Optional.empty();
                }
            };
        }

        private Optional<Price> live(OrderRequest.Line asked, Item item) {
            if (!(source instanceof Source.Live) || !erpAnswered) {
                return Optional.empty();
            }
            Duration left = Duration.between(clock.instant(), until);
            try {
                return pricing.ask(account, item, asked.quantity(), left.isNegative() ? Duration.ofMillis(1) : left)
                        .map(answer -> found(answer, asked, item));
            } catch (SystemUnavailable e) {
                erpAnswered = false;
                return Optional.empty();
            }
        }

        private Price found(LivePrice answer, OrderRequest.Line asked, Item item) {
            evidence.put("price", new Evidence("live", answer.contract().orElse("list"), answer.asOf()));
            return new Price(item.sku(), answer.unitPrice(), asked.quantity().unit(),
                    Quantity.zero(asked.quantity().unit()), answer.source(), day, Optional.empty(),
                    answer.contract().orElse("list") + "@" + answer.asOf());
        }

        private boolean expected(int index, OrderRequest.Line asked, BigDecimal unitPrice) {
            if (asked.expectedPrice().isEmpty()) {
                return true;
            }
            BigDecimal wanted = asked.expectedPrice().get().amount();
            BigDecimal allowed = unitPrice.multiply(landscape.policies().priceTolerancePercent()).movePointLeft(2);
            if (wanted.subtract(unitPrice).abs().compareTo(allowed) <= 0) {
                return true;
            }
            fault(index, "/expectedPrice", "price-differs", "You expect " + wanted.toPlainString() + " and our price is "
                    + unitPrice.stripTrailingZeros().toPlainString() + " per " + asked.quantity().unit().label() + ".");
            return false;
        }

        private void fault(int index, String field, String code, String message) {
            faults.add(new Fault("/lines/" + index + field, code, message));
        }
    }
}

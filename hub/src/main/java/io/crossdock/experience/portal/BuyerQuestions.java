package io.crossdock.experience.portal;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipTo;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.portal.OrderReading.Parameters;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.replica.Known;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.system.invoicing.IssuedInvoice;
import io.crossdock.system.pricing.PriceAnswer;
import io.crossdock.system.pricing.Pricing;
import io.crossdock.system.pricing.Quote;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what a buyer asks before and after an order: prices, the account, invoices. */
@RestController
@RequestMapping("/portal/v1")
@Tag(name = "Questions")
class BuyerQuestions {

    private final Shelves shelves;
    private final Customers customers;
    private final Credit credit;
    private final Invoicing invoicing;
    private final Clock clock;

    BuyerQuestions(Shelves shelves, Customers customers, Credit credit, Invoicing invoicing, Clock clock) {
        this.shelves = shelves;
        this.customers = customers;
        this.credit = credit;
        this.invoicing = invoicing;
        this.clock = clock;
    }

    /** What is sold and what it costs. */
    @org.springframework.stereotype.Component
    record Shelves(Catalog catalog, Pricing pricing) {
    }

    record PriceView(AccountId account, Sku sku, Quantity quantity, BigDecimal unitPrice, String currency, String source,
            Optional<String> contract, Quantity minQuantity, Instant asOf) {
    }

    record AccountView(AccountId id, String name, String status, String currency, Set<String> assortments,
            String shortage, String completeness, List<ShipTo> shipTos, Optional<CreditView> credit) {
    }

    record CreditView(BigDecimal limit, BigDecimal used, BigDecimal available, Instant asOf) {
    }

    private static RuntimeException unknownUnit(Parameters in, Item item, Unit unit) {
        in.fault("unit", "unit-unknown", item.sku() + " is not sold by " + unit.code() + ", but by "
                + item.packs().units() + ".");
        in.refuseIfFaulty();
        return new IllegalStateException("a fault was added");
    }

    @GetMapping("/prices")
    @Operation(summary = "What an account pays", description = "`account`, `sku`, `quantity` (1 when left out) and `unit` "
            + "(the base unit when left out).")
    PriceView price(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("prices:read");
        Parameters in = new Parameters(parameters, Set.of("account", "sku", "quantity", "unit"));
        Optional<AccountId> id = in.required("account", AccountId::parse, "an account number");
        Optional<Sku> sku = in.required("sku", Sku::parse, "an item number");
        Optional<BigDecimal> quantity = in.value("quantity", BuyerQuestions::quantity, "a decimal above 0");
        Optional<Unit> unit = in.value("unit", Unit::parse, "a UN/CEFACT Rec 20 unit code");
        in.refuseIfFaulty();
        Account account = account(caller, id.orElseThrow());
        Item item = shelves.catalog().item(sku.orElseThrow()).filter(account::entitledTo)
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no item " + sku.get() + ".").exception());
        Quantity wish = new Quantity(quantity.orElse(BigDecimal.ONE), unit.orElse(item.packs().base()));
        if (item.packs().toBase(wish) instanceof Conversion.UnknownUnit(Unit unknown)) {
            throw unknownUnit(in, item, unknown);
        }
        return switch (shelves.pricing().price(account, item, wish, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            case PriceAnswer.Found(Known<Quote> known) -> new PriceView(account.id(), item.sku(), wish,
                    known.value().unitPrice().amount(), known.value().unitPrice().currency().getCurrencyCode(),
                    known.value().basis().source().name().toLowerCase(java.util.Locale.ROOT), known.value().contract(),
                    known.value().basis().minQuantity(), known.asOf());
            case PriceAnswer.None(String why) -> throw Problems.NOT_FOUND.problem(why).exception();
        };
    }

    @GetMapping("/account")
    @Operation(summary = "An account: entitlements, ship-tos, credit", description = "`account` may be left out by a "
            + "consumer of one account.")
    AccountView account(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("account:read");
        Parameters in = new Parameters(parameters, Set.of("account"));
        Optional<AccountId> named = in.value("account", AccountId::parse, "an account number").or(() -> only(caller));
        if (named.isEmpty()) {
            in.fault("account", "required", "You act for several accounts; say which.");
        }
        in.refuseIfFaulty();
        Account account = account(caller, named.orElseThrow());
        return new AccountView(account.id(), account.name(), account.status().name().toLowerCase(java.util.Locale.ROOT),
                account.currency().getCurrencyCode(), account.assortments(),
                account.backorderPolicy().name().toLowerCase(java.util.Locale.ROOT),
                account.completeness().name().toLowerCase(java.util.Locale.ROOT), account.shipTos(),
                credit.line(account.id()).map(line -> new CreditView(line.limit(), line.exposure().add(line.reserved()),
                        line.available(), line.asOf())));
    }

    private static Optional<AccountId> only(Caller caller) {
        return caller.accounts() instanceof io.crossdock.platform.landscape.Consumer.Accounts.Only(var ids)
                && ids.size() == 1 ? ids.stream().findFirst() : Optional.empty();
    }

    @GetMapping("/invoices/{number}")
    @Operation(summary = "One invoice as the ERP posted it")
    IssuedInvoice invoice(Caller caller, @PathVariable String number, @RequestParam Optional<String> order) {
        caller.require("invoices:read");
        List<IssuedInvoice> found = invoicing.invoices(number).stream()
                .filter(each -> caller.sees(each.account()))
                .filter(each -> order.filter(of -> !of.equals(each.order().value())).isEmpty()).toList();
        if (found.size() > 1) {
            throw Problems.INVALID_PARAMETER.problem("Several ERPs have an invoice " + number + "; say of which order: "
                    + found.stream().map(each -> "?order=" + each.order()).collect(Collectors.joining(" or ")) + ".")
                    .exception();
        }
        return found.stream().findFirst()
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no invoice " + number + ".").exception());
    }

    private Account account(Caller caller, AccountId id) {
        caller.requireToSee(id);
        return customers.account(id)
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no account " + id + ".").exception());
    }

    static Optional<BigDecimal> quantity(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
                ? Optional.of(new BigDecimal(text)).filter(value -> value.signum() > 0) : Optional.empty();
    }
}

package io.crossdock.canonical;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A customer account as the ERP keeps it.
 *
 * @param creditLimit in the account's currency, not negative
 * @param assortments groups of items the account may buy; an item is open to it when they share one, every item when it has
 *     {@link #EVERYTHING}
 * @param completeness what holds when an order says nothing else
 * @param priceContract the contract its prices come from, empty when list prices apply
 * @param substitution whether it takes other items for missing ones; empty when the ERP does not say
 */
public record Account(AccountId id, String name, Status status, Currency currency, Money creditLimit,
        Set<String> assortments, BackorderPolicy backorderPolicy, Completeness completeness,
        List<ShipTo> shipTos, Optional<String> priceContract, TaxStatus taxStatus,
        Optional<Substitution> substitution) {

    /** The assortment of accounts whose ERP knows of none, also where another one keeps the items. */
    public static final String EVERYTHING = "all";

    /** Whether the account may order. */
    public enum Status {
        ACTIVE,
        /** Orders are not accepted until finance releases the account. */
        ON_HOLD,
        /** Never, until the ERP says otherwise. */
        BLOCKED
    }

    public Account {
        Text.required(name, 120, "account name");
        Text.refuse(!creditLimit.currency().equals(currency),
                "credit limit is not in the account's currency");
        Text.refuse(creditLimit.signum() < 0, "credit limit is negative");
        assortments = Set.copyOf(assortments);
        shipTos = List.copyOf(shipTos);
        Text.refuse(shipTos.stream().map(ShipTo::id).distinct().count() != shipTos.size(),
                "account " + id + " has two ship-to addresses of one id");
    }

    public Optional<ShipTo> shipTo(ShipToId wanted) {
        return shipTos.stream().filter(each -> each.id().equals(wanted)).findFirst();
    }

    /** True when the account may buy the item: they share an assortment, or the account may buy everything. */
    public boolean entitledTo(Item item) {
        return assortments.contains(EVERYTHING) || item.assortments().stream().anyMatch(assortments::contains);
    }
}

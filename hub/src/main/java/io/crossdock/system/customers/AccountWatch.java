package io.crossdock.system.customers;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.MasterData;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Difference;
import io.crossdock.platform.stewardship.Judgement;
import io.crossdock.platform.stewardship.Watch;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What is risky about accounts: another price contract and another tax status. Whether an account may order, and its credit,
 * take effect at once, always.
 */
@Component
class AccountWatch implements Watch<Sourced<Account>> {

    private final CustomerStore store;
    private final Json json;

    AccountWatch(CustomerStore store, Json json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public String feed() {
        return Customers.FEED;
    }

    @Override
    public String title() {
        return "Accounts";
    }

    @Override
    public List<Judgement<Sourced<Account>>> judge(List<Sourced<Account>> rows, MasterData policy) {
        Map<AccountId, Account> inForce = store.inForce(rows.stream().map(row -> row.value().id().value()).toList())
                .stream().collect(Collectors.toMap(Account::id, account -> account));
        return rows.stream().map(row -> Optional.ofNullable(inForce.get(row.value().id()))
                .filter(before -> policy.holds(Risk.TERMS)).map(before -> judge(before, row))
                .orElseGet(() -> Judgement.harmless(row.value().id().value(), row.value().name(), row))).toList();
    }

    private static Judgement<Sourced<Account>> judge(Account before, Sourced<Account> row) {
        Account after = row.value();
        List<Difference> held = new ArrayList<>();
        if (!before.priceContract().equals(after.priceContract())) {
            held.add(new Difference(Risk.TERMS, "Price contract", contract(before), contract(after)));
        }
        if (before.taxStatus() != after.taxStatus()) {
            held.add(new Difference(Risk.TERMS, "Sales tax", tax(before), tax(after)));
        }
        Account merged = new Account(after.id(), after.name(), after.status(), after.currency(), after.creditLimit(),
                after.assortments(), after.backorderPolicy(), after.completeness(), after.shipTos(),
                before.priceContract(), before.taxStatus(), after.substitution());
        return new Judgement<>(after.id().value(), after.name(), Optional.of(row),
                Optional.of(new Sourced<>(merged, row.modifiedAt())), held, Set.of(), Set.of());
    }

    private static String contract(Account account) {
        return account.priceContract().orElse("none: list prices");
    }

    private static String tax(Account account) {
        return account.taxStatus() == TaxStatus.EXEMPT ? "exempt" : "taxable";
    }

    @Override
    public String write(Sourced<Account> row) {
        return json.write(row);
    }

    @Override
    public Sourced<Account> read(String document) {
        JsonNode node = json.parse(document);
        return new Sourced<>(json.read(node.path("value"), Account.class),
                json.read(node.path("modifiedAt"), Instant.class));
    }

    @Override
    public void put(List<Sourced<Account>> rows) {
        store.store(rows);
    }
}

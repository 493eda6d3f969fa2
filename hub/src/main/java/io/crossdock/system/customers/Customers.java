package io.crossdock.system.customers;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.replica.Known;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The accounts we sell to. Answers come from memory; none touches the database or the network. */
@Component
public class Customers {

    static final String FEED = "customers.accounts";

    private final Replica<Directory> replica;
    private final Landscapes landscapes;

    /** An account with the time at which the ERP last changed it. */
    record Row(Account account, Instant modifiedAt) {
    }

    /** @param byContract the first account of each price contract */
    private record Directory(Map<AccountId, Row> rows, Map<String, AccountId> byContract) {

        static Directory of(Map<AccountId, Row> rows) {
            Map<String, AccountId> byContract = new HashMap<>();
            rows.values().stream().map(Row::account).sorted(Comparator.comparing(Account::id)).forEach(account ->
                    account.priceContract().ifPresent(contract -> byContract.putIfAbsent(contract, account.id())));
            return new Directory(rows, byContract);
        }
    }

    Customers(Replicas replicas, CustomerStore store, Landscapes landscapes) {
        this.replica = replicas.hold(Set.of(FEED), () -> Directory.of(store.all()));
        this.landscapes = landscapes;
    }

    public Optional<Account> account(AccountId id) {
        return Optional.ofNullable(replica.held().snapshot().rows().get(id)).map(Row::account);
    }

    /** The account with its version and age, for a decision receipt. */
    public Optional<Known<Account>> known(AccountId id) {
        Replica.Held<Directory> held = replica.held();
        Instant asOf = landscapes.current().erp(id).map(erp -> held.asOf(erp.id())).orElse(held.asOf());
        return Optional.ofNullable(held.snapshot().rows().get(id))
                .map(row -> new Known<>(row.account(), row.modifiedAt().toString(), asOf));
    }

    /** All accounts, by id. */
    public List<Account> accounts() {
        return replica.held().snapshot().rows().values().stream().map(Row::account)
                .sorted(Comparator.comparing(Account::id)).toList();
    }

    /** The account that buys by a price contract, of several the first; empty while none does. */
    public Optional<AccountId> byContract(String contract) {
        return Optional.ofNullable(replica.held().snapshot().byContract().get(contract));
    }

    /** The ERP still said so at this time; the epoch while it was never asked. */
    public Instant asOf() {
        return replica.held().asOf();
    }
}

package io.crossdock.system.customers;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.platform.replica.Known;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The accounts we sell to. Answers come from memory; none touches the database or the network. */
@Component
public class Customers {

    static final String FEED = "customers.accounts";

    private final Replica<Map<AccountId, Row>> replica;

    /** An account with the time at which the ERP last changed it. */
    record Row(Account account, Instant modifiedAt) {
    }

    Customers(Replicas replicas, CustomerStore store) {
        this.replica = replicas.hold(Set.of(FEED), store::all);
    }

    public Optional<Account> account(AccountId id) {
        return Optional.ofNullable(replica.held().snapshot().get(id)).map(Row::account);
    }

    /** The account with its version and age, for a decision receipt. */
    public Optional<Known<Account>> known(AccountId id) {
        Replica.Held<Map<AccountId, Row>> held = replica.held();
        return Optional.ofNullable(held.snapshot().get(id))
                .map(row -> new Known<>(row.account(), row.modifiedAt().toString(), held.asOf()));
    }

    /** All accounts, by id. */
    public List<Account> accounts() {
        return replica.held().snapshot().values().stream().map(Row::account)
                .sorted(Comparator.comparing(Account::id)).toList();
    }

    /** The ERP still said so at this time; the epoch while it was never asked. */
    public Instant asOf() {
        return replica.held().asOf();
    }
}

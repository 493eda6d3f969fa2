package io.crossdock.system.credit;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.credit.Credit.Standing;
import io.crossdock.system.customers.Customers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the ERP for the credit standing of every account, a few accounts at a time. */
@Component
class CreditFeed implements Feed<Standing> {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int PAGE = 25;

    private final List<CreditSource> sources;
    private final Landscapes landscapes;
    private final Customers customers;
    private final Credit credit;

    CreditFeed(List<CreditSource> sources, Landscapes landscapes, Customers customers, Credit credit) {
        this.sources = sources;
        this.landscapes = landscapes;
        this.customers = customers;
        this.credit = credit;
    }

    @Override
    public String name() {
        return "credit.standings";
    }

    @Override
    public List<String> systems() {
        return customers.accounts().isEmpty() ? List.of()
                : Role.played(sources, landscapes.current(), SystemSettings.Kind.ERP);
    }

    @Override
    public Schedule schedule(String id) {
        Duration every = source(id).system().setting("creditEvery", EVERY);
        return new Schedule(every, every);
    }

    @Override
    public Page<Standing> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Landscape landscape = landscapes.current();
        List<AccountId> accounts = customers.accounts().stream().map(Account::id)
                .filter(id -> landscape.books(system, id))
                .filter(id -> after.isEmpty() || id.value().compareTo(after.get()) > 0).limit(PAGE).toList();
        Optional<String> next = accounts.size() < PAGE ? Optional.empty() : Optional.of(accounts.getLast().value());
        return new Page<>(accounts.stream().map(id -> standing(system, id)).toList(), next);
    }

    private Standing standing(String system, AccountId account) {
        Role.Bound<CreditSource> source = source(system);
        return switch (source.role().credit(source.system(), account)) {
            case CreditSource.Answer.Standing s ->
                new Standing(account, s.currency(), s.limit(), s.exposure(), s.position(), s.asOf());
            case CreditSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
        };
    }

    @Override
    public String key(Standing row) {
        return row.account().value();
    }

    @Override
    public Optional<Instant> modifiedAt(Standing row) {
        return Optional.empty();
    }

    @Override
    public int store(List<Standing> rows) {
        credit.report(rows);
        return rows.size();
    }

    /** An account that is gone keeps its reservations until they end. */
    @Override
    public int keepOnly(Collection<String> keys) {
        return 0;
    }

    private Role.Bound<CreditSource> source(String system) {
        return Role.of(sources, landscapes.current(), system);
    }
}

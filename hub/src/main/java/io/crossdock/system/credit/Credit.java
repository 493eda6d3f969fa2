package io.crossdock.system.credit;

import io.crossdock.canonical.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Credit lines. The amount of an accepted order is held here until the ERP's own exposure contains it, so that it is
 * never counted too little, whoever is faster.
 */
@Component
public class Credit {

    private final CreditStore store;
    /** Bounded by the number of accounts. */
    private final Set<AccountId> known = ConcurrentHashMap.newKeySet();

    Credit(CreditStore store) {
        this.store = store;
    }

    /** What the ERP says of an account. */
    public record Standing(AccountId account, Currency currency, BigDecimal limit, BigDecimal exposure, long position,
            Instant asOf) {
    }

    /** An order's claim on a credit line. @param orderNumber or the name of what was added to an order, once each */
    public record Claim(String orderNumber, AccountId account, BigDecimal amount) {
    }

    public Optional<CreditLine> line(AccountId account) {
        return store.read(List.of(account)).stream().findFirst();
    }

    /** Whether the account has a credit line at all; remembered, because credit lines do not disappear. */
    public Optional<AccountId> known(AccountId account) {
        if (known.contains(account)) {
            return Optional.of(account);
        }
        return line(account).map(line -> {
            known.add(account);
            return account;
        });
    }

    /** Locks and returns credit lines until the transaction ends; accounts without one are missing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<AccountId, CreditLine> lock(Collection<AccountId> accounts) {
        return store.lock(accounts).stream().collect(Collectors.toMap(CreditLine::account, Function.identity()));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void reserve(List<Claim> claims) {
        if (!claims.isEmpty()) {
            store.reserve(claims);
        }
    }

    /** The ERP has booked an order; its claim ends when the exposure contains that booking. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void booked(String orderNumber, long position) {
        store.booked(orderNumber, position);
    }

    /** The order will not be booked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(String orderNumber) {
        store.release(orderNumber);
    }

    /** Of some claims those that the ERP has not booked will not be booked any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseUnbooked(Collection<String> claims) {
        claims.forEach(store::releaseUnbooked);
    }

    /** Takes over what the ERP says, unless something newer is known, and ends the claims that it contains. */
    @Transactional
    public void report(List<Standing> standings) {
        if (!standings.isEmpty()) {
            store.report(standings);
        }
    }
}

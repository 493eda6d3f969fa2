package io.crossdock.estate.world;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer of the distributor. */
public record Account(String id, String name, String status, String currency, BigDecimal creditLimit,
        String paymentTerms, List<String> assortments, List<Address> shipTos, String backorderPolicy,
        boolean shipComplete, @Nullable String priceContract, boolean taxExempt, @Nullable String substitution,
        Instant modifiedAt) {

    /** The same account with another standing. */
    public Account changed(String newStatus, BigDecimal newCreditLimit, @Nullable String newSubstitution, Instant now) {
        return new Account(id, name, newStatus, currency, newCreditLimit, paymentTerms, assortments, shipTos,
                backorderPolicy, shipComplete, priceContract, taxExempt, newSubstitution, now);
    }

    public boolean mayBuy(Item item) {
        return item.assortments().stream().anyMatch(assortments::contains);
    }
}

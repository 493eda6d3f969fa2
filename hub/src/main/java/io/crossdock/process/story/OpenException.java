package io.crossdock.process.story;

import io.crossdock.canonical.OrderNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that needs a person.
 *
 * @param cause    stable code, for grouping
 * @param title    the cause in business words
 * @param sentence what is the matter with this one
 * @param customer who waits
 * @param atRisk   worth of the order
 * @param links    where it can be looked up
 */
public record OpenException(String cause, String title, Family family, String sentence, Instant since,
        Optional<OrderNumber> order, Optional<String> customer, Optional<Stake> atRisk, Entry.Links links,
        List<Fix> fixes) {

    /** Business refusals stand apart from system faults. */
    public enum Family {
        /** Somebody said no, or nobody knows what was meant. */
        BUSINESS,
        /** Something does not work. */
        SYSTEM
    }

    /** An amount. */
    public record Stake(BigDecimal amount, String currency) {
    }

    public OpenException {
        fixes = List.copyOf(fixes);
    }
}

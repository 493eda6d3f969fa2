package io.crossdock.process.story;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that needs a person.
 *
 * @param id       stable while it is open: {@code effect:018f…}
 * @param cause    stable key of the root cause: the same for all that one answer mends
 * @param title    the cause in business words
 * @param domain   the part of the business that answers for it
 * @param sentence what is the matter with this one
 * @param customer who waits
 * @param atRisk   worth of the order
 * @param due      by when somebody should have acted, and what happens otherwise
 * @param links    where it can be looked up
 */
public record OpenException(String id, String cause, String title, Kind kind, Domain domain, String sentence,
        Instant since, Optional<OrderNumber> order, Optional<String> customer, Optional<Stake> atRisk, Due due,
        Entry.Links links, List<Fix> fixes) {

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

    /** @param then what happens when nobody has acted by then */
    public record Due(Instant at, String then) {

        static final String LATE = "Nothing happens by itself; it then counts as late.";
    }

    public OpenException {
        fixes = List.copyOf(fixes);
    }

    public Family family() {
        return switch (kind) {
            case BUSINESS_REFUSAL, BAD_DATA, UNKNOWN_REFERENCE, DRIFT, DEADLINE_MISSED -> Family.BUSINESS;
            case TARGET_FAULT, IN_DOUBT, INVARIANT_BROKEN -> Family.SYSTEM;
        };
    }

    /** Where it says what to do, relative to the documentation. */
    public String runbook() {
        return "guides/repair.md#" + kind.key();
    }

    public boolean late(Instant now) {
        return due.at().isBefore(now);
    }

    OpenException about(Optional<OrderNumber> number) {
        return new OpenException(id, cause, title, kind, domain, sentence, since, number, customer, atRisk, due, links,
                fixes);
    }

    /** @param later steps of the same order that go on only after it */
    OpenException before(int later) {
        return later == 0 ? this : new OpenException(id, cause, title, kind, domain, sentence + " "
                + Wording.count(later, "later step") + (later == 1 ? " waits" : " wait") + " behind it.", since, order,
                customer, atRisk, due, links, fixes);
    }

    OpenException waiting(String who) {
        return new OpenException(id, cause, title, kind, domain, sentence, since, order, Optional.of(who), atRisk, due,
                links, fixes);
    }

    OpenException worth(Optional<Stake> stake) {
        return new OpenException(id, cause, title, kind, domain, sentence, since, order, customer, stake, due, links,
                fixes);
    }

    OpenException until(Due other) {
        return new OpenException(id, cause, title, kind, domain, sentence, since, order, customer, atRisk, other, links,
                fixes);
    }
}

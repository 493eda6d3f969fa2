package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who looks after what goes wrong, and by when, from {@code policies.attention}.
 *
 * @param owners names of those who answer for a domain, where they are not called as the domain is
 * @param within how long each kind may stay open before it counts as late
 * @param documents what happens to a document that only a missing reference keeps from being taken (held for 4 hours)
 * @param alerts what somebody is told of by a call of its own (nothing)
 * @param mail how e-mails are sent; empty: not at all
 */
public record Attention(Map<Domain, String> owners, Map<Kind, Duration> within, Documents documents, List<Alert> alerts,
        Optional<MailServer> mail) {

    /** What can be the matter. */
    public enum Kind {
        /** Somebody understood and said no. */
        BUSINESS_REFUSAL("business-refusal", "Somebody said no", Duration.ofHours(4)),
        /** What came cannot be read, or contradicts what came before. */
        BAD_DATA("bad-data", "Something came that cannot be right", Duration.ofHours(4)),
        /** It names something that nobody knows: an item, a unit, a partner, a shipment. */
        UNKNOWN_REFERENCE("unknown-reference", "Something is named that nobody knows", Duration.ofHours(4)),
        /** Another system does not do what it is there for. */
        TARGET_FAULT("target-fault", "A system does not answer or does not work", Duration.ofHours(1)),
        /** Nobody knows whether another system has done it. */
        IN_DOUBT("in-doubt", "Nobody knows whether it is done", Duration.ofMinutes(15)),
        /** Two systems hold different things to be true. */
        DRIFT("drift", "Two systems differ", Duration.ofDays(1)),
        /** Something did not happen in time. */
        DEADLINE_MISSED("deadline-missed", "Something did not happen in time", Duration.ofHours(4)),
        /** What must always hold does not. */
        INVARIANT_BROKEN("invariant-broken", "It does not add up", Duration.ofHours(1));

        private final String key;
        private final String title;
        private final Duration within;

        Kind(String key, String title, Duration within) {
            this.key = key;
            this.title = title;
            this.within = within;
        }

        /** Its name in the landscape, in answers and in addresses. */
        public String key() {
            return key;
        }

        /** For people. */
        public String title() {
            return title;
        }

        /** How long it may stay open unless the landscape says otherwise. */
        public Duration within() {
            return within;
        }

        public static Optional<Kind> of(String key) {
            return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
        }
    }

    /** A part of the business that answers for what goes wrong in it. */
    public enum Domain {
        ORDERS("orders", "Order desk"),
        EDI("edi", "EDI desk"),
        WAREHOUSE("warehouse", "Warehouse desk"),
        INVENTORY("inventory", "Inventory control"),
        FINANCE("finance", "Finance"),
        SUPPLIERS("suppliers", "Purchasing"),
        CARRIERS("carriers", "Transport desk"),
        MASTER_DATA("master-data", "Master data"),
        OPERATIONS("operations", "Operations");

        private final String key;
        private final String title;

        Domain(String key, String title) {
            this.key = key;
            this.title = title;
        }

        /** Its name in the landscape. */
        public String key() {
            return key;
        }

        /** What those who answer for it are called unless the landscape says otherwise. */
        public String title() {
            return title;
        }
    }

    /**
     * What happens to a document that would be taken if only a reference were known.
     *
     * @param hold how long it waits for somebody to mend that, before it is refused; empty: it is refused at once
     */
    public record Documents(Optional<Duration> hold) {
    }

    /**
     * A rule by which somebody is told of a cause.
     *
     * @param name    unique
     * @param kinds   none: all
     * @param domains none: all
     * @param atLeast so many exceptions of one cause (1)
     * @param value   so much money at risk in all; empty: any
     * @param after   open for at least so long (not at all)
     * @param quiet   nobody is told of the same cause again within this time (1 hour)
     * @param mail    addresses that get an e-mail; none: subscriptions alone are told
     */
    public record Alert(String name, Set<Kind> kinds, Set<Domain> domains, When when, int atLeast,
            Optional<BigDecimal> value, Duration after, Duration quiet, List<String> mail) {

        public Alert {
            kinds = Set.copyOf(kinds);
            domains = Set.copyOf(domains);
            mail = List.copyOf(mail);
        }
    }

    /** When somebody is told. */
    public enum When {
        AT_ONCE,
        /** Once its deadline is over. */
        LATE
    }

    public Attention {
        alerts = List.copyOf(alerts);
        owners = Map.copyOf(owners);
        within = Map.copyOf(within);
    }

    /** Who answers for it. */
    public String owner(Domain domain) {
        return owners.getOrDefault(domain, domain.title());
    }

    /** How long it may stay open before it counts as late. */
    public Duration within(Kind kind) {
        return within.getOrDefault(kind, kind.within());
    }

    /** How long a document of a partner is held; empty: not at all. */
    public Optional<Duration> hold(Partner partner) {
        return partner.unknowns().map(Documents::hold).orElseGet(documents::hold);
    }
}

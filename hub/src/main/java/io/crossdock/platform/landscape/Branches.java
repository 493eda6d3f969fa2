package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Rounding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which ERP books the orders of which accounts, and which warehouses serve them, from {@code branches} in
 * {@code landscape.yaml}. Without branches one ERP books everything and every warehouse serves everyone.
 *
 * @param all in the order of the file; one at most is without accounts
 */
public record Branches(List<Branch> all) {

    static final Branches NONE = new Branches(List.of());

    public Branches {
        all = List.copyOf(all);
    }

    /**
     * A part of the business with books of its own.
     *
     * @param erp        landscape id of the system that books its orders
     * @param accounts   account numbers, or how they begin: {@code W-*}; none: all accounts that no other branch names
     * @param warehouses that serve its accounts and no others; none: all that no other branch names
     * @param rounding   of its ERP; empty: that of the policies
     * @param taxOn      of its ERP; empty: that of the policies
     */
    public record Branch(String name, String erp, List<String> accounts, List<LocationId> warehouses,
            Optional<Rounding> rounding, Optional<Policies.TaxOn> taxOn) {

        public Branch {
            accounts = List.copyOf(accounts);
            warehouses = List.copyOf(warehouses);
        }

        /** How exactly it names an account: the length of what fits, 0 when it is the branch of all others. */
        private Optional<Integer> names(AccountId account) {
            if (accounts.isEmpty()) {
                return Optional.of(0);
            }
            return accounts.stream().filter(each -> fits(each, account.value())).map(String::length)
                    .max(Comparator.naturalOrder());
        }

        private static boolean fits(String pattern, String account) {
            return pattern.endsWith("*") ? account.startsWith(pattern.substring(0, pattern.length() - 1))
                    : account.equals(pattern);
        }
    }

    /** The branch that names an account most exactly; empty when none does. */
    public Optional<Branch> of(AccountId account) {
        return all.stream().filter(each -> each.names(account).isPresent())
                .max(Comparator.comparingInt(each -> each.names(account).orElseThrow()));
    }

    /** The branch of all accounts that no other names. */
    public Optional<Branch> ofOthers() {
        return all.stream().filter(each -> each.accounts().isEmpty()).findFirst();
    }

    /** Whether a warehouse may serve an account; without an account: whether it serves anyone. */
    public boolean serves(LocationId warehouse, Optional<AccountId> account) {
        Optional<Branch> keeps = all.stream().filter(each -> each.warehouses().contains(warehouse)).findFirst();
        return account.flatMap(this::of).map(own -> keeps.map(own::equals).orElse(own.warehouses().isEmpty()))
                .orElse(true);
    }

    /** Changes whenever the branches do, and is the same in every process: 8 hexadecimal digits. */
    String version() {
        return "%08x".formatted(all.toString().hashCode());
    }

    /** The ERP whose books contain a warehouse. */
    Optional<String> erp(LocationId warehouse) {
        return all.stream().filter(each -> each.warehouses().contains(warehouse)).findFirst().or(this::ofOthers)
                .map(Branch::erp);
    }
}

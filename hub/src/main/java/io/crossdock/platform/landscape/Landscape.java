package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One consistent reading of the landscape folder. Immutable.
 *
 * @param zone where the business keeps its days
 * @param currency of what the ERPs book
 * @param branches which ERP books what
 * @param inlets ways by which messages come in besides HTTP, by id
 * @param outlets places where messages are left, by id
 * @param version changes whenever any file, or any variable a file uses, changes: 12 hexadecimal digits
 */
public record Landscape(String name, ZoneId zone, Currency currency, Policies policies, Branches branches,
        Map<String, SystemSettings> systems, Map<String, Consumer> consumers, List<ConsoleUser> users,
        Map<String, Partner> partners, Map<String, Subscriber> subscribers, Map<String, Inlet> inlets,
        Map<String, Outlet> outlets, String version) {

    /** One without branches, sources and destinations. */
    public Landscape(String name, ZoneId zone, Currency currency, Policies policies, Map<String, SystemSettings> systems,
            Map<String, Consumer> consumers, List<ConsoleUser> users, Map<String, Partner> partners,
            Map<String, Subscriber> subscribers, String version) {
        this(name, zone, currency, policies, Branches.NONE, systems, consumers, users, partners, subscribers, Map.of(),
                Map.of(), version);
    }

    public Landscape {
        systems = Map.copyOf(systems);
        consumers = Map.copyOf(consumers);
        users = List.copyOf(users);
        partners = Map.copyOf(partners);
        subscribers = Map.copyOf(subscribers);
        inlets = Map.copyOf(inlets);
        outlets = Map.copyOf(outlets);
    }

    public Optional<SystemSettings> system(String id) {
        return Optional.ofNullable(systems.get(id));
    }

    /**
     * All systems of one kind: that of the branch of all others first, the rest by id. An ERP that is only tried beside a
     * live one owns nothing, and is none of them.
     */
    public List<SystemSettings> systems(SystemSettings.Kind kind) {
        String main = branches.ofOthers().map(Branches.Branch::erp).orElse("");
        return systems.values().stream().filter(each -> each.kind() == kind && !isTried(each))
                .sorted(Comparator.comparing((SystemSettings each) -> !each.id().equals(main))
                        .thenComparing(SystemSettings::id)).toList();
    }

    private boolean isTried(SystemSettings system) {
        return system.kind() == SystemSettings.Kind.ERP && system.isSandbox()
                && branches.all().stream().noneMatch(branch -> branch.erp().equals(system.id()))
                && systems.values().stream().anyMatch(each -> each.kind() == SystemSettings.Kind.ERP && !each.isSandbox());
    }

    /** The ERP that books the orders of an account; empty when the landscape has none. */
    public Optional<SystemSettings> erp(AccountId account) {
        return branches.of(account).flatMap(branch -> system(branch.erp())).or(this::mainErp);
    }

    /** How the ERP that books the orders of an account comes to their cents. */
    public Arithmetic arithmetic(AccountId account) {
        Optional<Branches.Branch> branch = branches.of(account);
        return new Arithmetic(branch.flatMap(Branches.Branch::rounding).orElseGet(policies::rounding),
                branch.flatMap(Branches.Branch::taxOn).orElseGet(policies::taxOn));
    }

    /** The ERP whose books contain a warehouse; empty when the landscape has none. */
    public Optional<SystemSettings> erp(LocationId warehouse) {
        return branches.erp(warehouse).flatMap(this::system).or(this::mainErp);
    }

    /** Whether it is this system that books the orders of an account. */
    public boolean books(String system, AccountId account) {
        return erp(account).filter(erp -> erp.id().equals(system)).isPresent();
    }

    /** Whether it is this system whose books contain a warehouse. */
    public boolean books(String system, LocationId warehouse) {
        return erp(warehouse).filter(erp -> erp.id().equals(system)).isPresent();
    }

    /** Changes whenever it may change what a system owns; at most 60 characters. */
    public String ownership(String system) {
        return system + "#" + branches.version();
    }

    /** The ERP that owns what all branches share: items, list prices, tax rates. */
    public Optional<SystemSettings> mainErp() {
        return systems(SystemSettings.Kind.ERP).stream().findFirst();
    }

    /** What of an item may be promised to an account on one day, of the stock of the warehouses that serve it. */
    public Promising.Terms terms(Sku sku, Channel channel, Optional<AccountId> account, LocalDate today) {
        return policies.promising().terms(sku, channel, account, today)
                .at(place -> branches.serves(place, account));
    }

    /** The system that works for a warehouse. */
    public Optional<SystemSettings> warehouse(LocationId location) {
        return systems.values().stream()
                .filter(each -> each.location().filter(location::equals).isPresent()).findFirst();
    }

    public Optional<Consumer> consumer(String id) {
        return Optional.ofNullable(consumers.get(id));
    }

    public Optional<Subscriber> subscriber(String id) {
        return Optional.ofNullable(subscribers.get(id));
    }

    public Optional<Inlet> inlet(String id) {
        return Optional.ofNullable(inlets.get(id));
    }

    public Optional<Outlet> outlet(String id) {
        return Optional.ofNullable(outlets.get(id));
    }

    public Optional<Partner> partner(String id) {
        return Optional.ofNullable(partners.get(id));
    }

    /** The partner who sends interchanges under this identity (X12 ISA05 and ISA06, blanks trimmed). */
    public Optional<Partner> partnerOf(String isaQualifier, String isaId) {
        return partners.values().stream()
                .filter(each -> each.theirs().qualifier().equals(isaQualifier)
                        && each.theirs().id().equals(isaId))
                .findFirst();
    }
}

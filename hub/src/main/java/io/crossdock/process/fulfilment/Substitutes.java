package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.customers.Customers;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which items may be sent for missing ones, and to whom. */
@Component
class Substitutes {

    private final Catalog catalog;
    private final Customers customers;
    private final Landscapes landscapes;
    private final Clock clock;
    private final ObjectProvider<AmendSink> sinks;

    Substitutes(Catalog catalog, Customers customers, Landscapes landscapes, Clock clock,
            ObjectProvider<AmendSink> sinks) {
        this.catalog = catalog;
        this.customers = customers;
        this.landscapes = landscapes;
        this.clock = clock;
        this.sinks = sinks;
    }

    /** Why the ERP of a leg's account cannot be told of another item, if it cannot: a clause. */
    Optional<String> notBookable(Leg leg) {
        Optional<SystemSettings> erp = landscapes.current().erp(leg.account());
        boolean adds = erp.flatMap(system -> Role.of(sinks.stream().toList(), system))
                .filter(bound -> bound.role().adds(bound.system())).isPresent();
        return adds ? Optional.empty() : Optional.of("lines are not added to orders in the books of "
                + erp.map(SystemSettings::id).orElse("its ERP"));
    }

    /** Whether the account of a leg takes other items at all. */
    boolean takenBy(Leg leg) {
        return customers.account(leg.account()).map(this::of).orElse(Substitution.NO) != Substitution.NO;
    }

    private Substitution of(Account account) {
        return account.substitution().orElse(landscapes.current().policies().substitutes().unlessSaid());
    }

    /**
     * What may be sent to the account of a leg for an item, the best first: what serves as well, then what replaces it
     * for good; sold to the account today, kept in our warehouses, and counted in the same unit.
     */
    List<Item> of(Leg leg, Sku missing) {
        Optional<Account> account = customers.account(leg.account()).filter(each -> of(each) != Substitution.NO);
        return account.flatMap(buyer -> catalog.item(missing).map(item -> named(item)
                .flatMap(sku -> catalog.item(sku).stream())
                .filter(other -> fits(other, item) && buyer.entitledTo(other) && sold(leg, other)).toList()))
                .orElse(List.of());
    }

    private static Stream<Sku> named(Item item) {
        return item.alternates().stream().flatMap(each -> Stream.concat(each.substitutes().stream(),
                each.supersededBy().stream())).filter(other -> !other.equals(item.sku())).distinct();
    }

    private static boolean fits(Item other, Item missing) {
        return other.status() == Item.Status.ACTIVE && other.stocking() == Item.Stocking.STOCKED
                && other.packs().base().equals(missing.packs().base());
    }

    /** An order of a former version, of which the channel is not known, gets nothing else than what it is for. */
    private boolean sold(Leg leg, Item other) {
        Landscape landscape = landscapes.current();
        LocalDate today = LocalDate.ofInstant(clock.instant(), landscape.zone());
        return leg.traits().filter(traits -> landscape.policies().promising()
                .terms(other.sku(), traits.channel(), Optional.of(leg.account()), today).sold()).isPresent();
    }

    /** The items of legs and whatever may be sent for them: who needs one of them locks all, in one order. */
    Set<Sku> goods(Collection<Leg> legs) {
        return legs.stream().flatMap(leg -> leg.lines().stream().map(Leg.Line::sku)
                .flatMap(sku -> Stream.concat(Stream.of(sku), of(leg, sku).stream().map(Item::sku))))
                .collect(Collectors.toSet());
    }

    Sourcing sourcing() {
        return new Sourcing(landscapes.current());
    }
}

package io.crossdock.system.pricing;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.replica.Known;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.PriceSource.LivePrice;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import io.crossdock.system.connectors.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What an account pays. Replicated answers come from memory; only {@link #ask} goes over the network. */
@Component
public class Pricing {

    static final String LIST_FEED = "pricing.list-prices";
    static final String LINE_FEED = "pricing.price-lines";

    private final Replica<PriceList> replica;
    private final List<PriceSource> sources;
    private final Landscapes landscapes;

    Pricing(Replicas replicas, PriceStore store, List<PriceSource> sources, Landscapes landscapes) {
        this.replica = replicas.hold(Set.of(LIST_FEED, LINE_FEED), store::all);
        this.sources = sources;
        this.landscapes = landscapes;
    }

    /**
     * The replicated price of a quantity in the unit it was ordered in.
     *
     * @param day the day whose prices hold
     */
    public PriceAnswer price(Account account, Item item, Quantity quantity, LocalDate day) {
        Replica.Held<PriceList> held = replica.held();
        Optional<PriceLine> line = held.snapshot().find(account.priceContract(), item, quantity, day);
        if (line.isEmpty()) {
            return new PriceAnswer.None("There is no price for " + item.sku() + " in " + quantity.unit()
                    .label() + ".");
        }
        Optional<Money> unitPrice = PriceList.per(quantity.unit(), line.get().price(), item);
        if (unitPrice.isEmpty()) {
            return new PriceAnswer.None("The price of " + item.sku() + " has no exact amount per "
                    + quantity.unit().label() + ".");
        }
        String version = LIST_FEED + "#" + held.versions().getOrDefault(LIST_FEED, 0L) + " " + LINE_FEED + "#"
                + held.versions().getOrDefault(LINE_FEED, 0L);
        Instant asOf = landscapes.current().erp(account.id()).map(erp -> held.asOf(erp.id())).orElse(held.asOf());
        return new PriceAnswer.Found(new Known<>(new Quote(unitPrice.get(), quantity.unit(), line.get()
                .price(),
                line.get().contract()), version, asOf));
    }

    /**
     * Asks the ERP for its price of today; empty when it has none, or when the landscape names no ERP.
     *
     * @param budget no answer is waited for longer than this
     * @throws io.crossdock.system.connectors.SystemUnavailable when it does not answer in time
     */
    public Optional<LivePrice> ask(Account account, Item item, Quantity quantity, Duration budget) {
        return landscapes.current().erp(account.id()).flatMap(erp -> Role.of(sources, erp)).flatMap(source -> source.role()
                .price(source.system(), account.id(), item.sku(), quantity, budget));
    }

    /** The replicated list price, in the unit it is given for; what goods are worth while nobody buys them. */
    public Optional<Price> listPrice(Sku sku) {
        return replica.held().snapshot().list(sku);
    }

    /** The ERP still said so at this time; the epoch while it was never asked. */
    public Instant asOf() {
        return replica.held().asOf();
    }
}

package io.crossdock.system.entered;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.LastingFeed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.EnteredOrderSource;
import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.entered.EnteredOrders.EnteredOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads the orders that people have entered in ERPs; {@code enteredOrdersEvery} in their settings says how often. */
@Component
class EnteredFeed implements LastingFeed<EnteredOrder> {

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration FULL = Duration.ofDays(1);

    private final List<EnteredOrderSource> sources;
    private final Landscapes landscapes;
    private final EnteredStore store;
    private final Journal journal;

    EnteredFeed(ObjectProvider<EnteredOrderSource> sources, Landscapes landscapes, EnteredStore store, Journal journal) {
        this.sources = sources.stream().toList();
        this.landscapes = landscapes;
        this.store = store;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "entered.orders";
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), Kind.ERP);
    }

    @Override
    public Schedule schedule(String system) {
        return new Schedule(Role.of(sources, landscapes.current(), system).system()
                .setting("enteredOrdersEvery", EVERY), FULL);
    }

    @Override
    public Page<EnteredOrder> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<EnteredOrderSource> source = Role.of(sources, landscapes.current(), system);
        Page<Entered> page = source.role().entered(source.system(), new Asking(modifiedSince, after));
        return new Page<>(page.rows().stream().map(order -> new EnteredOrder(system, order)).toList(), page.next());
    }

    @Override
    public String key(EnteredOrder row) {
        return row.system() + " " + row.order().number();
    }

    @Override
    public Optional<Instant> modifiedAt(EnteredOrder row) {
        return Optional.of(row.order().changedAt());
    }

    @Override
    public int store(List<EnteredOrder> rows) {
        List<EnteredOrder> changed = store.keep(rows);
        journal.append(changed.stream().map(row -> new NewFact(EnteredOrders.FACT, row.order().number(), key(row),
                Origin.start("entered-" + row.system() + "-" + row.order().number(), "system:" + row.system()), 1, row))
                .toList());
        return changed.size();
    }
}

package io.crossdock.experience.warehouse;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.LastingFeed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.ShipmentSource;
import io.crossdock.system.connectors.ShipmentSource.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Asks the warehouses and suppliers that do not call what has become of their releases. What they tell comes into the inbox
 * as if they had sent it, each step once, however often it is read.
 */
@Component
class ShipmentFeed implements LastingFeed<ShipmentFeed.Read> {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration FULL = Duration.ofDays(1);

    private final List<ShipmentSource> sources;
    private final Landscapes landscapes;
    private final Inbox inbox;
    private final StepStore steps;

    ShipmentFeed(ObjectProvider<ShipmentSource> sources, Landscapes landscapes, Inbox inbox, StepStore steps) {
        this.sources = sources.stream().toList();
        this.landscapes = landscapes;
        this.inbox = inbox;
        this.steps = steps;
    }

    /** A step and who told it. */
    record Read(String system, Step step) {
    }

    @Override
    public String name() {
        return "warehouse.shipments";
    }

    @Override
    public List<String> systems() {
        return Stream.of(Kind.WMS, Kind.SUPPLIER)
                .flatMap(kind -> Role.played(sources, landscapes.current(), kind).stream()).toList();
    }

    @Override
    public Schedule schedule(String system) {
        return new Schedule(Role.of(sources, landscapes.current(), system).system()
                .setting("shipmentsEvery", EVERY), FULL);
    }

    @Override
    public Page<Read> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<ShipmentSource> source = Role.of(sources, landscapes.current(), system);
        Page<Step> page = source.role().steps(source.system(), new Asking(modifiedSince, after));
        return new Page<>(page.rows().stream().map(step -> new Read(system, step)).toList(), page.next());
    }

    @Override
    public Duration overlap(String system) {
        Role.Bound<ShipmentSource> source = Role.of(sources, landscapes.current(), system);
        return source.role().overlap(source.system());
    }

    @Override
    public String key(Read row) {
        return row.system() + " " + row.step().key();
    }

    @Override
    public Optional<Instant> modifiedAt(Read row) {
        return Optional.of(row.step().changedAt());
    }

    @Override
    public int store(List<Read> rows) {
        Set<String> fresh = steps.unheard(rows.stream().map(this::key).collect(Collectors.toSet()));
        rows.stream().filter(row -> fresh.contains(key(row))).forEach(row -> inbox.receive(new Incoming(row.system(),
                row.step().key(), "application/json", row.step().event(),
                Origin.start("shipments-" + row.system() + "-" + row.step().key(), "system:" + row.system())),
                row.system() + ":" + row.step().leg()));
        return fresh.size();
    }
}

package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneClaims.Claim;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The effects ledger on a database, moved by hand: one claim, one answer at a time. */
final class EffectsBench implements AutoCloseable {

    static final String ERP = "erp";

    final SettableClock clock = SettableClock.standing();
    final FakeTarget erp = new FakeTarget("order.post");
    final SharedPostgres.Database database = TestDatabase.migrated();
    final TestHub hub = replica(LaneSettings.DEFAULT);

    TestHub replica(LaneSettings settings) {
        return TestHub.on(database, clock).with(Lanes.class, () -> Map.of(ERP, settings))
                .with(EffectExecutor.class, erp).open();
    }

    void begin() {
        hub.empty("effects", "journal");
        hub.get(LaneClaims.class).register(ERP);
    }

    Effects effects() {
        return hub.get(Effects.class);
    }

    static NewEffect effect(String orderingKey, String businessKey) {
        return effect(orderingKey, businessKey, Tier.CRITICAL);
    }

    static NewEffect effect(String orderingKey, String businessKey, Tier tier) {
        return new NewEffect(ERP, "order.post", businessKey, orderingKey, tier, Origin.start("story", "hub"),
                Map.of("order", businessKey));
    }

    void request(NewEffect... effects) {
        hub.inTransaction(() -> effects().request(Arrays.asList(effects)));
    }

    Claim claim() {
        return claim(LaneSettings.DEFAULT);
    }

    Claim claim(LaneSettings lane) {
        return hub.get(LaneClaims.class).claim(ERP, lane, LaneClaims.MOST);
    }

    List<String> claimed(LaneSettings lane) {
        return keys(claim(lane).toSend());
    }

    static List<String> keys(List<Leased> leased) {
        return leased.stream().map(l -> l.effect().businessKey()).toList();
    }

    void answer(Leased leased, Outcome outcome) {
        hub.get(Completions.class).write(List.of(new Completion.Sent(leased, outcome, erp.promise(ERP),
                clock.instant(), clock.instant())));
    }

    void answer(Leased leased, Sighting sighting) {
        hub.get(Completions.class).write(List.of(new Completion.LookedUp(leased, sighting, erp.visibleAfter(ERP),
                clock.instant(), clock.instant())));
    }

    /** Claims the one effect that is due to be sent. */
    Leased send() {
        List<Leased> due = claim().toSend();
        if (due.size() != 1) {
            throw new AssertionError("due are " + keys(due));
        }
        return due.getFirst();
    }

    /** Claims the one effect that is due to be looked up. */
    Leased lookUp() {
        List<Leased> due = claim().toLookUp();
        if (due.size() != 1) {
            throw new AssertionError("in doubt are " + keys(due));
        }
        return due.getFirst();
    }

    Effect state(String businessKey) {
        return effects().effect(ERP, "order.post", businessKey).orElseThrow();
    }

    /** Types of all facts, oldest first. */
    List<String> facts() {
        List<String> types = new ArrayList<>();
        hub.get(Journal.class).after(0).stream().map(Fact::type).forEach(types::add);
        return types;
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}

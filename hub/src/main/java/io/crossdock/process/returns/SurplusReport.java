package io.crossdock.process.returns;

import io.crossdock.canonical.Return;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has a person look at goods that came too much, each by itself, while what belongs to the return goes its way. Until
 * somebody says that it is settled, each waits. Thread-safe.
 */
@Component
public class SurplusReport implements FactHandler {

    /** The subscription whose facts wait. */
    public static final String SUBSCRIPTION = "return-surplus";

    private final Journal journal;
    private final SurplusStore store;
    private final Json json;
    private final Clock clock;

    SurplusReport(Journal journal, SurplusStore store, Json json, Clock clock) {
        this.journal = journal;
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /** @param document of the warehouse, which it takes once */
    void report(Return back, String document, List<Surplus> surplus, Origin origin) {
        for (int i = 0; i < surplus.size(); i++) {
            journal.append(new NewFact(Surplus.TYPE, back.number().value(),
                    back.number() + ":" + document + ":" + (i + 1), origin, 1, surplus.get(i)));
        }
    }

    /**
     * Somebody has settled one with the buyer; it ends in the transaction of the caller or soon after.
     *
     * @param fact its position in the journal
     * @return false if it does not wait any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean settle(long fact, String who, String why) {
        store.settle(fact, who, why, clock.instant());
        return journal.release(SUBSCRIPTION, fact);
    }

    @Override
    public String subscription() {
        return SUBSCRIPTION;
    }

    @Override
    public Set<String> types() {
        return Set.of(Surplus.TYPE);
    }

    @Override
    public void handle(Fact fact) {
        if (!store.isSettled(fact.position())) {
            throw json.read(fact.data(), Surplus.class).indigestible();
        }
    }
}

package io.crossdock.process.practice;

import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.ShadowEffects;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.PlannedDrill;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.practice.ShadowRun.Course;
import io.crossdock.process.practice.ShadowRun.Plan;
import io.crossdock.process.practice.ShadowRun.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drills on shadow lanes of this very hub: its database, its replicas, the settings of a system's lane, and a stand-in that
 * is called in the system's place. Everything about a drill is in the database, so it goes on when a replica dies.
 * Thread-safe.
 */
@Component
public class ShadowDrills {

    /** What stands for all that a system of some kind is asked for. */
    private static final Map<SystemSettings.Kind, String> ASKED = Map.of(SystemSettings.Kind.ERP, "order.post",
            SystemSettings.Kind.WMS, "leg.release", SystemSettings.Kind.SUPPLIER, "purchase.order");
    /** So long the books of a stand-in stay after the end. */
    private static final Duration KEPT = Duration.ofDays(2);
    /** One that could not begin for so long is left out. */
    private static final Duration LATE_AT_MOST = Duration.ofHours(1);
    private static final int BATCH = 500;
    private static final int BULK_PER_SECOND = 60;
    private static final int BULK_MOST = 2_000;
    /** Every third call is of the key of another. */
    private static final int OF_ONE_KEY = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ShadowDrillStore store;
    private final Landscapes landscapes;
    private final Ledger ledger;
    private final Practice practice;
    private final Clock clock;

    ShadowDrills(ShadowDrillStore store, Landscapes landscapes, Ledger ledger, Practice practice, Clock clock) {
        this.store = store;
        this.landscapes = landscapes;
        this.ledger = ledger;
        this.practice = practice;
        this.clock = clock;
    }

    /** The effects ledger, and what real systems promise there. */
    @Component("shadow-drills-ledger")
    record Ledger(Effects effects, ShadowEffects shadows, List<EffectExecutor> executors) {

        Promise promise(String kind, String system) {
            return executors.stream().filter(each -> each.kind().equals(kind)).findFirst()
                    .map(each -> each.promise(system)).orElse(Promise.NONE);
        }
    }

    /** What became of the wish to begin a drill. */
    public sealed interface Begun {

        record Running(ShadowRun run) implements Begun {
        }

        /** There is one on this lane already. */
        record Busy(ShadowRun other) implements Begun {
        }

        /** The landscape has no such system, or nothing is ever asked of it. */
        record NoLane(List<String> lanes) implements Begun {
        }
    }

    /** Systems on whose shadow lanes drills can run. */
    public List<String> possible() {
        return landscapes.current().systems().values().stream().filter(each -> ASKED.containsKey(each.kind()))
                .map(SystemSettings::id).sorted().toList();
    }

    /** @param who may be asked about it, and is named in the report */
    @Transactional
    public Begun begin(Plan plan, String who) {
        return begin(plan, who, Optional.empty());
    }

    /** Begins what the landscape has planned, once, on whichever replica comes first. */
    @Transactional
    public void beginDue() {
        Landscape landscape = landscapes.current();
        for (PlannedDrill planned : landscape.policies().drills()) {
            landscape.system(planned.system()).flatMap(system -> planned.due(clock.instant(), LATE_AT_MOST, system.zone()))
                    .filter(due -> !store.begunAsPlanned(planned.system(), planned.drill(), due.at()))
                    .ifPresent(due -> ShadowDrill.named(planned.drill()).ifPresent(drill -> begin(new Plan(planned.system(),
                            drill, due.seed(), planned.calls(), planned.traffic()), "landscape", Optional.of(due.at()))));
        }
    }

    private Begun begin(Plan plan, String who, Optional<Instant> plannedFor) {
        Optional<SystemSettings> system = landscapes.current().system(plan.system())
                .filter(each -> ASKED.containsKey(each.kind()));
        if (system.isEmpty()) {
            return new Begun.NoLane(possible());
        }
        Instant now = clock.instant();
        ShadowRun run = new ShadowRun(Ids.at(now), plan,
                new StandIn(ledger.promise(ASKED.getOrDefault(system.get().kind(), ""), plan.system()),
                        system.get().timeouts().call()),
                new Course(who, now, 0, 0, Optional.empty(), Optional.empty()));
        if (!store.begin(run, plannedFor)) {
            return new Begun.Busy(store.runningOn(plan.system()).orElse(run));
        }
        ledger.shadows().forget(plan.system());
        return new Begun.Running(run);
    }

    public Optional<ShadowRun> run(UUID id) {
        return store.byId(id);
    }

    public List<ShadowRun> running() {
        return store.running();
    }

    public ShadowProgress progress(ShadowRun run) {
        return store.progress(run);
    }

    /** Ends a drill before its time, without a report. Empty unless it is running. */
    @Transactional
    public Optional<ShadowRun> stop(UUID id, String who) {
        Optional<ShadowRun> run = store.await(id);
        run.ifPresent(each -> {
            ledger.shadows().abandon(each.plan().system(), "The drill was stopped by " + who + ".");
            store.end(id, Optional.of(who), clock.instant());
        });
        return run;
    }

    /** Takes a drill a step further, unless another replica does. Returns whether there was anything to do. */
    @Transactional
    public boolean step(UUID id) {
        Optional<ShadowRun> held = store.hold(id);
        held.ifPresent(run -> {
            Instant now = clock.instant();
            request(run, now);
            if (run.trafficIsOver(now) && run.course().requested() == run.plan().calls()) {
                conclude(run, now);
            }
        });
        return held.isPresent();
    }

    private void request(ShadowRun run, Instant now) {
        int from = run.course().requested();
        int to = Math.min(run.due(now), from + BATCH);
        int bulk = run.plan().drill() == ShadowDrill.BULK && run.course().bulk() == 0 && run.inTrouble(now)
                ? Math.toIntExact(Math.min(BULK_MOST, Math.max(1, run.plan().traffic().toSeconds() / 2 * BULK_PER_SECOND)))
                : 0;
        if (to == from && bulk == 0) {
            return;
        }
        List<NewEffect> calls = new ArrayList<>(IntStream.range(from, to)
                .mapToObj(number -> call(run, Integer.toString(number), Integer.toString(number / OF_ONE_KEY),
                        tier(run, number)))
                .toList());
        IntStream.range(0, bulk).mapToObj(number -> call(run, "b" + number, "b" + number, Tier.BULK)).forEach(calls::add);
        ledger.effects().request(calls);
        store.requested(run.id(), to, run.course().bulk() + bulk);
    }

    /** A tenth is critical, a third bulk, as it may be on a day; beside much bulk work there is only what is live. */
    private static Tier tier(ShadowRun run, int number) {
        return number % 10 == 0 ? Tier.CRITICAL : number % 10 < 7 || run.plan().drill() == ShadowDrill.BULK ? Tier.NORMAL
                : Tier.BULK;
    }

    private static NewEffect call(ShadowRun run, String number, String key, Tier tier) {
        return new NewEffect(run.target(), ShadowTarget.KIND, run.id() + "-" + number, run.id() + "-" + key, tier,
                Origin.start(run.id().toString(), run.course().begunBy()), new ShadowTarget.Call(run.id()));
    }

    private void conclude(ShadowRun run, Instant now) {
        if (run.course().bulk() > 0) {
            ledger.shadows().abandonBulk(run.plan().system(), "The drill is over.");
        }
        store.parked(run, BATCH).forEach(id -> decide(run, id));
        boolean settled = store.progress(run).open() == 0;
        if (settled || now.isAfter(run.trafficEnds().plus(PATIENCE))) {
            practice.tell(new ShadowJudge(run, store.figures(run), run.plan().drill() == ShadowDrill.BULK
                    ? Optional.of(store.beside(run)) : Optional.empty()).report(settled, now), run.course().begunBy());
            ledger.shadows().abandon(run.plan().system(), "The drill is over.");
            store.end(run.id(), Optional.empty(), now);
            store.forget(now.minus(KEPT));
        }
    }

    /** What a person would do about a call whose answer was lost where nobody can be asked: look into the books. */
    private void decide(ShadowRun run, UUID id) {
        Effects effects = ledger.effects();
        effects.effect(id).ifPresent(effect -> {
            List<String> booked = store.booked(run.id(), effect.businessKey());
            if (booked.isEmpty()) {
                effects.retry(id, run.course().begunBy());
            } else {
                effects.confirm(id, booked.getFirst(), run.course().begunBy());
            }
        });
    }
}

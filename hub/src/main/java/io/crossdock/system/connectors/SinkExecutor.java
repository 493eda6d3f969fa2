package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Role.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Does effects of one kind through the role that the connector of their target plays. */
final class SinkExecutor<R> implements EffectExecutor {

    private final String kind;
    private final List<? extends Sink<R>> sinks;
    private final Systems systems;
    private final Function<Effect, Prepared<R>> prepare;
    private final Missing missing;

    /** What is to be sent, or why nothing is. */
    sealed interface Prepared<R> {

        record Ready<R>(R request) implements Prepared<R> {
        }

        record Withheld<R>(Outcome outcome) implements Prepared<R> {
        }
    }

    /** The systems, and the versions of the connectors that are declared. */
    record Systems(Landscapes landscapes, DeclaredVersions versions) {
    }

    /** What it means that the connector of a system does not play the role. */
    enum Missing {
        /** The landscape is wrong: it is mended, and the work is done. */
        FAULT,
        /** Not every system can: a person does it there, and nothing else waits for that. */
        BY_HAND
    }

    SinkExecutor(String kind, List<? extends Sink<R>> sinks, Systems systems,
            Function<Effect, Prepared<R>> prepare) {
        this(kind, sinks, systems, prepare, Missing.FAULT);
    }

    SinkExecutor(String kind, List<? extends Sink<R>> sinks, Systems systems,
            Function<Effect, Prepared<R>> prepare, Missing missing) {
        this.missing = missing;
        this.kind = kind;
        this.sinks = List.copyOf(sinks);
        this.systems = systems;
        this.prepare = prepare;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Promise promise(String target) {
        return bound(target).map(each -> each.role().promise(each.system())).orElse(Promise.NONE);
    }

    @Override
    public Outcome execute(Effect effect) {
        return bound(effect.target())
                .map(each -> switch (prepare.apply(effect)) {
                    case Prepared.Ready<R>(R request) -> each.role().post(systems.versions().toSend(effect, each.system()),
                            request);
                    case Prepared.Withheld<R>(Outcome outcome) -> outcome;
                })
                .orElseGet(() -> missing == Missing.BY_HAND
                        && systems.landscapes().current().system(effect.target()).isPresent()
                        ? new Outcome.Refused("by-hand", "The connector of " + effect.target() + " cannot do this; it has "
                                + "to be done there by hand.")
                        : new Outcome.Failed(nobody(effect)));
    }

    @Override
    public Sighting lookup(Effect effect) {
        return bound(effect.target())
                .map(each -> switch (prepare.apply(effect)) {
                    case Prepared.Ready<R>(R request) -> each.role().find(each.system(),
                            each.role().number(effect.businessKey()), request);
                    case Prepared.Withheld<R> withheld -> each.role().find(each.system(),
                            each.role().number(effect.businessKey()));
                })
                .orElseGet(() -> new Sighting.Unknown(nobody(effect)));
    }

    @Override
    public Duration visibleAfter(String target) {
        return systems.landscapes().current().system(target).map(SystemSettings::visibleAfter).orElse(Duration.ZERO);
    }

    private Optional<? extends Bound<? extends Sink<R>>> bound(String target) {
        return systems.landscapes().current().system(target).flatMap(system -> Role.of(sinks, system));
    }

    private static String nobody(Effect effect) {
        return "The landscape has no system " + effect.target() + " whose connector can do " + effect.kind()
                + ".";
    }
}

package io.crossdock.process.practice;

import io.crossdock.platform.effects.ShadowLanes;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shadow lanes on which a drill runs, as this process saw it last. */
@Component
class OpenShadows implements ShadowLanes {

    private final ShadowDrillStore store;
    private volatile Set<String> systems = Set.of();

    OpenShadows(ShadowDrillStore store) {
        this.store = store;
    }

    void look() {
        systems = store.running().stream().map(run -> run.plan().system()).collect(Collectors.toSet());
    }

    @Override
    public Set<String> systems() {
        return systems;
    }
}

package io.crossdock.process.ordering;

import io.crossdock.platform.effects.Backlogs;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether the systems behind an order can take more. */
@Component
class Pressure {

    private final Effects effects;
    private final Backlogs backlogs;

    Pressure(Effects effects, Backlogs backlogs) {
        this.effects = effects;
        this.backlogs = backlogs;
    }

    /** Systems that take no calls right now. */
    Set<String> unavailable() {
        return Set.copyOf(effects.unavailable());
    }

    /** The same before it is known who books: where several ERPs are none of them is looked at yet. */
    Optional<Placement.Crowded> crowded(Landscape landscape) {
        List<String> erps = landscape.systems(SystemSettings.Kind.ERP).stream().map(SystemSettings::id).toList();
        return crowded(landscape, erps.size() == 1 ? erps : List.of());
    }

    /** The order's ERP, or a warehouse, for which so much waits that nothing may be added. */
    Optional<Placement.Crowded> crowded(Landscape landscape, String erp) {
        return crowded(landscape, List.of(erp));
    }

    private Optional<Placement.Crowded> crowded(Landscape landscape, List<String> erps) {
        List<String> behind = Stream.concat(erps.stream(),
                landscape.systems(SystemSettings.Kind.WMS).stream().map(SystemSettings::id)).toList();
        return backlogs.crowded(behind).map(crowd -> new Placement.Crowded("So much waits for " + crowd.target()
                + " (" + crowd.waiting() + " calls) that nothing is added for now.", crowd.comeBack()));
    }
}

package io.crossdock.platform.effects;

import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.platform.landscape.Partner.Delivery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** One lane per system, partner whose documents go to no system, subscriber and destination; and those of shadows. */
@Component
class LandscapeLanes implements Lanes {

    /** Orders by EDI are placed within the house: patiently, since accounts and prices may have to be read first. */
    private static final LaneSettings ORDERS_BY_EDI = settings(new Lane(8, BigDecimal.ZERO, 1_000,
            Duration.ofMillis(500), Duration.ofSeconds(15), 1_000, Duration.ofSeconds(1), Duration.ofSeconds(60),
            Duration.ofSeconds(1)));

    private final Landscapes landscapes;
    private final List<ShadowLanes> shadows;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known("", Set.of(), Map.of()));

    LandscapeLanes(Landscapes landscapes, List<ShadowLanes> shadows) {
        this.landscapes = landscapes;
        this.shadows = shadows;
    }

    private record Known(String version, Set<String> shadows, Map<String, LaneSettings> lanes) {
    }

    @Override
    public Map<String, LaneSettings> all() {
        Landscape landscape = landscapes.current();
        Set<String> shadowed = shadows.stream().flatMap(each -> each.systems().stream()).collect(Collectors.toSet());
        Known last = Objects.requireNonNull(known.get());
        if (!last.version().equals(landscape.version()) || !last.shadows().equals(shadowed)) {
            last = new Known(landscape.version(), shadowed, lanes(landscape, shadowed));
            known.set(last);
        }
        return last.lanes();
    }

    private static Map<String, LaneSettings> lanes(Landscape landscape, Set<String> shadowed) {
        Map<String, LaneSettings> lanes = lanes(landscape);
        shadowed.forEach(system -> Optional.ofNullable(lanes.get(system))
                .ifPresent(real -> lanes.put(ShadowLanes.of(system), real.atAnyTime())));
        return Map.copyOf(lanes);
    }

    private static Map<String, LaneSettings> lanes(Landscape landscape) {
        Map<String, LaneSettings> lanes = new TreeMap<>();
        landscape.systems().forEach((id, system) -> lanes.put(id, settings(system.lane(), system.zone())));
        if (!landscape.partners().isEmpty()) {
            lanes.put("edi", ORDERS_BY_EDI);
        }
        landscape.partners().values().stream()
                .filter(partner -> !(partner.delivery() instanceof Delivery.ToSystem)
                        && !(partner.delivery() instanceof Delivery.ToOutlet))
                .forEach(partner -> lanes.put("edi:" + partner.id(), settings(Lane.DEFAULT)));
        landscape.subscribers().values()
                .forEach(subscriber -> lanes.put(subscriber.target(), settings(subscriber.lane())));
        if (landscape.policies().attention().mail().isPresent()) {
            lanes.put(MailServer.TARGET, settings(MailServer.LANE));
        }
        landscape.outlets().values().forEach(outlet -> lanes.put(outlet.target(), settings(outlet.lane())));
        return lanes;
    }

    private static LaneSettings settings(Lane lane) {
        return settings(lane, ZoneOffset.UTC);
    }

    private static LaneSettings settings(Lane lane, ZoneId zone) {
        return new LaneSettings(lane.concurrency(), lane.ratePerSecond(), lane.maxAttempts(),
                lane.firstBackoff(), lane.maxBackoff(), lane.breakerFailures(), lane.breakerOpen(), lane.lease(),
                lane.settle(), new Shares(lane.livePercent(), lane.callsPerDay(), zone),
                lane.maintenance(), lane.bounds());
    }
}

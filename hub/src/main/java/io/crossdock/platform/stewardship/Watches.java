package io.crossdock.platform.stewardship;

import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MasterData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All watches, and the policy they judge by. */
@Component
class Watches {

    private final Map<String, Watch<?>> byFeed = new TreeMap<>();
    private final Landscapes landscapes;

    Watches(List<Watch<?>> watches, Landscapes landscapes) {
        this.landscapes = landscapes;
        for (Watch<?> watch : watches) {
            if (byFeed.put(watch.feed(), watch) != null) {
                throw new IllegalStateException("two watches for " + watch.feed());
            }
        }
    }

    Optional<Watch<?>> of(String feed) {
        return Optional.ofNullable(byFeed.get(feed));
    }

    /** Titles by feed, in the order of feeds. */
    Map<String, String> titles() {
        Map<String, String> titles = new TreeMap<>();
        byFeed.forEach((feed, watch) -> titles.put(feed, watch.title()));
        return titles;
    }

    MasterData policy() {
        return landscapes.current().policies().masterData();
    }
}

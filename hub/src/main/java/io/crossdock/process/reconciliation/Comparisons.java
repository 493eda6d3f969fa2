package io.crossdock.process.reconciliation;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** All comparisons there are, and the systems of the landscape in force that each can be made with. Thread-safe. */
@Component
class Comparisons {

    private final List<Comparison> all;
    private final Landscapes landscapes;

    Comparisons(List<Comparison> all, Copies copies, Json json, Landscapes landscapes) {
        this.all = Stream.concat(all.stream(), copies.all().stream().map(copy -> new CopiedRows(copies, json, copy)))
                .toList();
        this.landscapes = landscapes;
    }

    /** A comparison and a system. */
    record Pair(Comparison comparison, SystemSettings system) {
    }

    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Comparison comparison : all) {
            comparison.systems(landscapes.current()).forEach(system -> pairs.add(new Pair(comparison, system)));
        }
        return pairs;
    }

    /** Empty when the system has left the landscape, or is no longer one that can be compared with. */
    Optional<Pair> pair(String comparison, String system) {
        return pairs().stream().filter(pair -> pair.comparison().name().equals(comparison)
                && pair.system().id().equals(system)).findFirst();
    }

    Optional<Comparison> comparison(String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    Policies.Reconciliation policy() {
        return landscapes.current().policies().reconciliation();
    }
}

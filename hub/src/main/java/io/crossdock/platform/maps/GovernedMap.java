package io.crossdock.platform.maps;

import java.util.List;

/**
 * A map that is in force.
 *
 * @param sort   what kind of map it is, for people: {@code EDI in}, {@code declared connector}
 * @param usedBy partners, systems; empty for a map of the hub that everybody uses
 */
public record GovernedMap(MapVersion version, String sort, List<String> usedBy, List<Sample> samples) {

    public GovernedMap {
        usedBy = List.copyOf(usedBy);
        samples = List.copyOf(samples);
    }

    public String id() {
        return version.id();
    }
}

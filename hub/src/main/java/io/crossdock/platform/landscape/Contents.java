package io.crossdock.platform.landscape;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder as it was read, before it means anything.
 *
 * @param items cross-references by partner id
 * @param maps JSONata by path such as {@code maps/buildwell-850.jsonata}
 * @param labels version and owner of some of them
 * @param samples of them and of declared connectors, by path such as {@code maps/buildwell-850.first.sample.x12}
 */
record Contents(Optional<Source> landscape, List<Source> systems, List<Source> consumers,
        Optional<Source> users, List<Source> partners, List<Source> subscriptions, List<Source> connectors,
        List<Source> inlets, List<Source> outlets,
        Map<String, Map<String, Partner.ItemReference>> items,
        Map<String, String> maps, List<Source> labels, Map<String, String> samples) {
}

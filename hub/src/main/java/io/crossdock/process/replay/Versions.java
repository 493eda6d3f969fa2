package io.crossdock.process.replay;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Line;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which version of a map each line would be made with: said on the plan, and so part of its hash. */
@Component
class Versions {

    private static final int HASH_SHOWN = 12;

    private final Maps maps;
    private final MapCatalog catalog;
    private final Journal journal;

    Versions(Maps maps, MapCatalog catalog, Journal journal) {
        this.maps = maps;
        this.catalog = catalog;
        this.journal = journal;
    }

    /** The lines, each of which says the version where a map has a part in it. */
    List<Line> named(List<Line> lines, MapChoice choice) {
        Map<Line, String> stories = new HashMap<>();
        lines.stream().filter(line -> line.action() == Action.REPEAT)
                .forEach(line -> story(line).ifPresent(story -> stories.put(line, story)));
        Map<String, List<MapVersion>> first = maps.first(new HashSet<>(stories.values()));
        if (first.isEmpty()) {
            return lines;
        }
        Map<String, MapVersion> current = catalog.all().stream()
                .collect(Collectors.toMap(GovernedMap::id, GovernedMap::version));
        return lines.stream().map(line -> Optional.ofNullable(stories.get(line))
                .flatMap(story -> Optional.ofNullable(first.get(story)))
                .map(recorded -> line.with(says(recorded, current, choice))).orElse(line)).toList();
    }

    /** From now on what a line is about is made with the chosen versions. */
    void choose(Line line, MapChoice choice, String who) {
        story(line).ifPresent(story -> maps.choose(story, choice, who));
    }

    private Optional<String> story(Line line) {
        if (line.subject().startsWith(EffectLines.SUBJECT)) {
            return Optional.of(line.subject());
        }
        return line.subject().startsWith(Planning.FACT)
                ? journal.at(Long.parseLong(line.subject().substring(line.subject().lastIndexOf(':') + 1)))
                        .map(fact -> fact.origin().correlation()) : Optional.empty();
    }

    private static String says(List<MapVersion> recorded, Map<String, MapVersion> current, MapChoice choice) {
        return recorded.stream().map(map -> switch (choice) {
            case RECORDED -> " With the map as recorded: " + name(map) + ".";
            case CURRENT -> " With the map in force now; recorded is " + name(map) + ", "
                    + Optional.ofNullable(current.get(map.id())).map(now -> now.equals(map) ? "which is in force."
                            : "in force is " + name(now) + ".").orElse("which is in force no longer.");
        }).collect(Collectors.joining());
    }

    private static String name(MapVersion map) {
        return map.id() + " version " + map.version() + " (" + map.hash().substring(0, HASH_SHOWN) + ")";
    }
}

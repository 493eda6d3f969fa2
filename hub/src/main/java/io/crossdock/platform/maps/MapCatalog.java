package io.crossdock.platform.maps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All maps there are, to look at and to try. Thread-safe. */
@Component
public class MapCatalog {

    private final ObjectProvider<MapShelf> shelves;

    MapCatalog(ObjectProvider<MapShelf> shelves) {
        this.shelves = shelves;
    }

    private record Shelved(MapShelf shelf, GovernedMap map) {
    }

    /** By id. */
    public List<GovernedMap> all() {
        return shelves.stream().flatMap(shelf -> shelf.maps().stream())
                .sorted(Comparator.comparing(GovernedMap::id)).toList();
    }

    public Optional<GovernedMap> one(String id) {
        return shelved(id).map(Shelved::map);
    }

    private Optional<Shelved> shelved(String id) {
        return shelves.stream().flatMap(shelf -> shelf.maps().stream().filter(map -> map.id().equals(id))
                .map(map -> new Shelved(shelf, map))).findFirst();
    }

    /** Empty when there is no such map. */
    public Optional<Trial> trial(String id, String input) {
        return shelved(id).map(found -> found.shelf().trial(found.map(), input));
    }

    /** A map against its samples; empty when there is no such map. */
    public Optional<Tested> test(String id) {
        return shelved(id).map(MapCatalog::tested);
    }

    private static Tested tested(Shelved found) {
        List<Tested.Case> cases = new ArrayList<>();
        TreeSet<String> fields = new TreeSet<>();
        TreeSet<String> read = new TreeSet<>();
        for (Sample sample : found.map().samples()) {
            switch (found.shelf().trial(found.map(), sample.input())) {
                case Trial.Made made -> {
                    boolean same = found.shelf().isSame(made.output(), sample.expected());
                    cases.add(new Tested.Case(sample, same ? Tested.Result.AS_EXPECTED : Tested.Result.DIFFERS,
                            same ? "" : made.output()));
                    Set<String> dropped = Set.copyOf(made.dropped());
                    made.fields().stream().map(MapCatalog::anywhere).forEach(fields::add);
                    made.fields().stream().filter(field -> !dropped.contains(field)).map(MapCatalog::anywhere)
                            .forEach(read::add);
                }
                case Trial.Failed(String why) -> cases.add(new Tested.Case(sample, Tested.Result.FAILED, why));
            }
        }
        return new Tested(found.map(), cases, List.copyOf(fields),
                fields.stream().filter(field -> !read.contains(field)).toList());
    }

    private static String anywhere(String pointer) {
        return pointer.replaceAll("/[0-9]+(?=/|$)", "/*");
    }
}

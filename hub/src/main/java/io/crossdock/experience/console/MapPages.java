package io.crossdock.experience.console;

import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Tested;
import io.crossdock.platform.maps.Trial;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Maps: who answers for them, whether they do what their samples say, and a bench to try them on. */
@Controller
class MapPages {

    private static final String HERE = "/console/maps";
    private static final int PAGE = 50;
    private static final int INPUT_MAX = 256 << 10;

    private final Frames frames;
    private final MapCatalog catalog;
    private final Maps maps;

    MapPages(Frames frames, MapCatalog catalog, Maps maps) {
        this.frames = frames;
        this.catalog = catalog;
        this.maps = maps;
    }

    /** @param changed its text is another one than before, and its version is not */
    record Row(GovernedMap map, boolean changed) {

        public String hash() {
            return shortened(map.version().hash());
        }
    }

    record Listing(List<Row> rows, Optional<String> more) {
    }

    /**
     * @param input what it is tried with
     * @param fault why it cannot be tried
     */
    record One(Row row, Tested tested, String input, Optional<Trial> trial, Optional<String> fault) {

        public Optional<Trial.Made> made() {
            return trial.filter(Trial.Made.class::isInstance).map(Trial.Made.class::cast);
        }

        public Optional<Trial.Failed> failed() {
            return trial.filter(Trial.Failed.class::isInstance).map(Trial.Failed.class::cast);
        }
    }

    static String shortened(String hash) {
        return hash.substring(0, 12);
    }

    private Row row(GovernedMap map) {
        return new Row(map, maps.isChangedSilently(map.version()));
    }

    @GetMapping(HERE)
    ModelAndView list(HttpServletRequest request, @RequestParam(defaultValue = "") String after) {
        List<Row> rows = catalog.all().stream().filter(map -> map.id().compareTo(after) > 0).limit(PAGE).map(this::row)
                .toList();
        Listing listing = new Listing(rows, rows.size() < PAGE ? Optional.empty()
                : Optional.of(HERE + "?after=" + rows.getLast().map().id()));
        return frames.page("maps", frames.frame(request, "Maps", "maps"), Map.of("listing", listing));
    }

    @GetMapping(HERE + "/{id}")
    ModelAndView one(HttpServletRequest request, @PathVariable String id) {
        GovernedMap map = map(id);
        return shown(request, map, map.samples().isEmpty() ? "" : map.samples().getFirst().input(), Optional.empty(),
                Optional.empty());
    }

    /** Looks only: nothing is kept of a trial. */
    @PostMapping(HERE + "/{id}")
    ModelAndView trial(HttpServletRequest request, @PathVariable String id, @RequestParam(defaultValue = "") String input) {
        GovernedMap map = map(id);
        if (input.isBlank() || input.length() > INPUT_MAX) {
            return shown(request, map, "", Optional.empty(), Optional.of(input.isBlank()
                    ? "Give an input to try the map with." : "That is more than 256 KiB; take a shorter input."));
        }
        return shown(request, map, input, catalog.trial(id, input), Optional.empty());
    }

    private GovernedMap map(String id) {
        return catalog.one(id).orElseThrow(() -> new NotHere("There is no map " + id + "."));
    }

    private ModelAndView shown(HttpServletRequest request, GovernedMap map, String input, Optional<Trial> trial,
            Optional<String> fault) {
        One one = new One(row(map), catalog.test(map.id()).orElseThrow(), input, trial, fault);
        return frames.page("map", frames.frame(request, "Map " + map.id(), "maps"), Map.of("one", one));
    }
}

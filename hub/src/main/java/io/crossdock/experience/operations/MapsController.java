package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Pinned;
import io.crossdock.platform.maps.Sample;
import io.crossdock.platform.maps.Tested;
import io.crossdock.platform.maps.Trial;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Maps: which there are, what they make of an input, and what was made with them. */
@RestController
@RequestMapping("/ops/v1/maps")
@Tag(name = "Maps")
class MapsController {

    private static final String READ = "operations:read";
    private static final int PAGE = 100;
    /** Characters of an input. */
    private static final int INPUT_MAX = 256 << 10;

    private final MapCatalog catalog;
    private final Maps maps;

    MapsController(MapCatalog catalog, Maps maps) {
        this.catalog = catalog;
        this.maps = maps;
    }

    /** @param changedSilently the text is another one than before, the declared version is not */
    record View(String id, String version, String owner, String hash, String sort, List<String> usedBy, int samples,
            boolean changedSilently) {
    }

    /** @param next cursor of the following page; absent on the last one */
    record Page(List<View> items, Optional<String> next) {
    }

    record SampleView(String name, String input, String expected) {

        static SampleView of(Sample sample) {
            return new SampleView(sample.name(), sample.input(), sample.expected());
        }
    }

    record One(View map, String source, List<SampleView> samples) {
    }

    /** @param output empty when the map failed; @param dropped JSON pointers of what the map did not read */
    record TrialView(String version, String hash, Optional<String> output, List<String> dropped, Optional<String> failure) {
    }

    /**
     * @param result   {@code as_expected}, {@code differs} or {@code failed}
     * @param says     what came out instead of {@code expected}, or why nothing did
     * @param expected absent when it came out so
     */
    record CaseView(String sample, String result, String says, Optional<String> expected) {

        static CaseView of(Tested.Case each) {
            return new CaseView(each.sample().name(), each.result().name().toLowerCase(Locale.ROOT), each.says(),
                    each.result() == Tested.Result.AS_EXPECTED ? Optional.empty() : Optional.of(each.sample().expected()));
        }
    }

    /** @param coverage percent of the samples' fields that the map reads; @param unread the others */
    record TestView(View map, boolean good, int coverage, List<CaseView> cases, List<String> unread) {
    }

    record PinView(String made, UUID id, String map, String version, String hash, Instant at) {

        static PinView of(Pinned pin) {
            return new PinView(pin.produced().kind().name().toLowerCase(Locale.ROOT), pin.produced().id(), pin.map(),
                    pin.version(), pin.hash(), pin.at());
        }
    }

    record Pins(List<PinView> items) {
    }

    @GetMapping
    @Operation(summary = "Maps in force, by id", description = "Pass `next` of one page as `after` of the following.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("after", "limit"));
        String after = in.text("after").orElse("");
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        List<GovernedMap> page = catalog.all().stream().filter(map -> map.id().compareTo(after) > 0).limit(limit).toList();
        return new Page(page.stream().map(this::view).toList(), page.size() < limit ? Optional.empty()
                : Optional.of(page.getLast().id()));
    }

    private View view(GovernedMap map) {
        return new View(map.id(), map.version().version(), map.version().owner(), map.version().hash(), map.sort(),
                map.usedBy(), map.samples().size(), maps.isChangedSilently(map.version()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "A map with its text and its samples")
    One one(Caller caller, @PathVariable String id) {
        caller.require(READ);
        GovernedMap map = catalog.one(id).orElseThrow(MapsController::unknown);
        return new One(view(map), map.version().source(), map.samples().stream().map(SampleView::of).toList());
    }

    @PostMapping("/{id}/trials")
    @Operation(summary = "See what a map makes of an input, and what of it the map does not read",
            description = "Keeps and sends nothing. `input` is a text: an X12 interchange or its neutral JSON, or what a "
            + "document is made from.")
    TrialView trial(Caller caller, @PathVariable String id, @RequestBody byte[] body) {
        caller.require(READ);
        ObjectReader in = StrictJson.object(body);
        Optional<String> input = in.requiredText("input", INPUT_MAX);
        in.refuseIfFaulty();
        GovernedMap map = catalog.one(id).orElseThrow(MapsController::unknown);
        return switch (catalog.trial(id, input.orElseThrow()).orElseThrow(MapsController::unknown)) {
            case Trial.Made(String output, var _, List<String> dropped) -> new TrialView(map.version().version(),
                    map.version().hash(), Optional.of(output), dropped, Optional.empty());
            case Trial.Failed(String why) -> new TrialView(map.version().version(), map.version().hash(), Optional.empty(),
                    List.of(), Optional.of(why));
        };
    }

    @PostMapping("/{id}/tests")
    @Operation(summary = "Run a map on its samples", description = "Keeps and sends nothing.")
    TestView test(Caller caller, @PathVariable String id) {
        caller.require(READ);
        Tested tested = catalog.test(id).orElseThrow(MapsController::unknown);
        return new TestView(view(tested.map()), tested.isGood(), tested.coverage(), tested.cases().stream()
                .map(CaseView::of).toList(), tested.unread());
    }

    @GetMapping("/pins/{id}")
    @Operation(summary = "Which versions of maps a message, an effect or a document was made with")
    Pins pins(Caller caller, @PathVariable UUID id) {
        caller.require(READ);
        return new Pins(maps.pinned(List.of(id)).stream().map(PinView::of).toList());
    }

    private static ProblemException unknown() {
        return Problems.NOT_FOUND.problem("There is no such map.").exception();
    }
}

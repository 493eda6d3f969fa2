package io.crossdock.experience.edi.maps;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapShelf;
import io.crossdock.platform.maps.Sample;
import io.crossdock.platform.maps.Trace;
import io.crossdock.platform.maps.Trial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The maps of EDI documents: those of the hub, and those that partners' profiles name. */
@Component
class DocumentShelf implements MapShelf {

    private static final Set<String> READ = Set.of("850", "860", "944", "945", "947", "846");

    private final Landscapes landscapes;
    private final Json json;
    private final BuiltInSamples samples = new BuiltInSamples();
    private final Documents documents = new Documents();

    DocumentShelf(Landscapes landscapes, Json json) {
        this.landscapes = landscapes;
        this.json = json;
    }

    /** @param document such as {@code 850}; {@code 846-out} is the 846 we send */
    private record Named(String document, DocumentMap map, Set<String> partners, List<Sample> samples) {

        GovernedMap governed() {
            return new GovernedMap(map.governed(), (READ.contains(document) ? "reads X12 " : "writes X12 ")
                    + document.substring(0, 3), List.copyOf(partners), samples);
        }
    }

    @Override
    public List<GovernedMap> maps() {
        return named().map(Named::governed).toList();
    }

    private Stream<Named> named() {
        Map<String, Named> own = new TreeMap<>();
        landscapes.current().partners().values().forEach(partner -> partner.maps().forEach((document, file) ->
                own.computeIfAbsent(file.file(), _ -> of(document, file)).partners().add(partner.id())));
        return Stream.concat(BuiltIn.byDocument().entrySet().stream().map(entry -> new Named(entry.getKey(),
                entry.getValue(), Set.of(), samples.of(entry.getValue().name()))), own.values().stream());
    }

    private static Named of(String document, Partner.MapFile file) {
        return new Named(document, DocumentMap.of(file), new TreeSet<>(), file.samples().stream()
                .map(each -> new Sample(each.name(), each.input(), each.expected())).toList());
    }

    @Override
    public Trial trial(GovernedMap map, String input) {
        Named named = named().filter(each -> each.map().governed().equals(map.version())).findFirst().orElseThrow();
        try {
            return READ.contains(named.document()) ? read(named, input) : written(named, input);
        } catch (Documents.Unreadable unreadable) {
            return new Trial.Failed(String.valueOf(unreadable.getMessage()));
        } catch (MapFailed wrong) {
            return new Trial.Failed(String.valueOf(wrong.getMessage()));
        } catch (JacksonException noJson) {
            return new Trial.Failed("The input is no JSON: " + noJson.getOriginalMessage());
        } catch (IllegalArgumentException unfit) {
            return new Trial.Failed("What the map yields is no X12: " + unfit.getMessage());
        }
    }

    private Trial read(Named named, String input) {
        Trace trace = Trace.of(input.stripLeading().startsWith("{") ? json.read(json.parse(input), Map.class)
                : documents.neutral(input));
        String output = json.mapper().writerWithDefaultPrettyPrinter()
                .writeValueAsString(named.map().apply(trace.input()));
        return new Trial.Made(output, trace.fields(), trace.unread());
    }

    private Trial written(Named named, String input) {
        Trace trace = Trace.of(json.read(json.parse(input), Map.class));
        String output = documents.written(named.document().substring(0, 3), Drafts.of(named.map().name(),
                named.map().apply(trace.input())));
        return new Trial.Made(output, trace.fields(), trace.unread());
    }

    @Override
    public boolean isSame(String output, String expected) {
        return expected.stripLeading().startsWith("{") ? sameJson(output, expected)
                : MapShelf.super.isSame(output, expected);
    }

    private boolean sameJson(String output, String expected) {
        try {
            return json.parse(output).equals(json.parse(expected));
        } catch (JacksonException noJson) {
            return false;
        }
    }
}

package io.crossdock.experience.edi.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.LandscapeRefused;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Mistake;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Pinned;
import io.crossdock.platform.maps.Produced;
import io.crossdock.platform.maps.Sample;
import io.crossdock.platform.maps.Tested;
import io.crossdock.platform.maps.Trial;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of documents as governed data. */
class DocumentShelfTest {

    private static final String OWN = """
            { "reference": BEG.BEG03, "lines": [PO1.{ "line": PO101, "quantity": PO102 }] }
            """;

    private ExampleLandscape landscape;
    private Landscapes landscapes;
    private TestHub hub;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        landscape.write("maps/buildwell-850.jsonata", OWN);
        landscape.replace("partners/buildwell.yaml", "id: buildwell", "id: buildwell\nmaps: {\"850\": maps/buildwell-850.jsonata}");
        landscapes = landscape.landscapes(Clock.systemUTC());
        hub = TestHub.on(TestDatabase.migrated(), Clock.systemUTC()).scan("io.crossdock.experience.edi.maps")
                .with(Landscapes.class, landscapes).open();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private MapCatalog catalog() {
        return hub.get(MapCatalog.class);
    }

    private GovernedMap own() {
        return catalog().one("maps.buildwell-850").orElseThrow();
    }

    @Test
    void everyMapOfTheHubHasAnOwnerAndDoesWhatItsSamplesSay() {
        List<GovernedMap> builtIn = catalog().all().stream().filter(map -> !map.id().startsWith("maps.")).toList();

        assertThat(builtIn).hasSize(11).allSatisfy(map -> {
            Tested tested = catalog().test(map.id()).orElseThrow();
            assertThat(tested.cases()).as(map.id()).isNotEmpty()
                    .allSatisfy(each -> assertThat(each.says()).isEmpty());
            assertThat(tested.isGood()).isTrue();
            assertThat(tested.coverage()).as(map.id() + " never reads " + tested.unread()).isGreaterThan(40);
            assertThat(map.version().owner()).isEqualTo("crossdock");
        });
    }

    @Test
    void aMapOfTheHubThatIsChangedGetsAnotherVersion() throws IOException {
        Map<String, String> declared = Files.readAllLines(Path.of("src/main/resources/maps/versions.txt")).stream()
                .filter(line -> !line.startsWith("#")).map(line -> line.split(" ", 3))
                .collect(Collectors.toMap(words -> words[0], words -> words[2]));

        assertThat(BuiltIn.byDocument().values()).allSatisfy(map -> assertThat(declared)
                .as("give " + map.name() + " another version in maps/versions.txt, with the hash of its new text")
                .containsEntry(map.name(), map.governed().hash()));
    }

    @Test
    void aPartnersMapWithoutALabelIsNobodysAndOneWithItHasVersionOwnerAndSamples() throws IOException {
        assertThat(own().version()).isEqualTo(new MapVersion("maps.buildwell-850", MapVersion.UNDECLARED,
                MapVersion.UNOWNED, OWN));

        landscape.write("maps/buildwell-850.yaml", "version: \"7\"\nowner: EDI desk\n");
        landscape.write("maps/buildwell-850.plain.sample.json",
                "{\"BEG\": {\"BEG03\": \"PO-1\", \"BEG05\": \"20261101\"}, \"PO1\": [{\"PO101\": \"1\", \"PO102\": \"5\"}]}");
        landscape.write("maps/buildwell-850.plain.sample.expected.json",
                "{\"lines\": [{\"line\": \"1\", \"quantity\": \"5\"}], \"reference\": \"PO-1\"}");
        landscapes.refresh();

        assertThat(own().version().version()).isEqualTo("7");
        assertThat(own().version().owner()).isEqualTo("EDI desk");
        assertThat(own().usedBy()).containsExactly("buildwell");
        assertThat(own().samples()).extracting(Sample::name).containsExactly("plain");
        Tested tested = catalog().test("maps.buildwell-850").orElseThrow();
        assertThat(tested.isGood()).isTrue();
        assertThat(tested.unread()).containsExactly("/BEG/BEG05");
        assertThat(tested.coverage()).isEqualTo(75);
    }

    @Test
    void aLabelThatIsWrongIsRefusedWithFileLineAndHint() throws IOException {
        landscape.write("maps/buildwell-850.yaml", "version: \"7 8\"\nowne: EDI desk\n");
        landscape.write("maps/gone.yaml", "version: \"1\"\nowner: EDI desk\n");

        assertThat(catchThrowableOfType(LandscapeRefused.class, () -> landscape.landscapes(Clock.systemUTC())).mistakes())
                .extracting(Mistake::toString).anySatisfy(each -> assertThat(each)
                        .startsWith("maps/buildwell-850.yaml:1: version: '7 8' has the wrong form (letters, digits"))
                .anySatisfy(each -> assertThat(each)
                        .startsWith("maps/buildwell-850.yaml:2: unknown key 'owne' (did you mean 'owner'?)"))
                .anySatisfy(each -> assertThat(each).startsWith("maps/buildwell-850.yaml:1: 'owner' is missing"))
                .anySatisfy(each -> assertThat(each).startsWith("maps/gone.yaml:1: there is no map 'maps/gone.jsonata'"));
    }

    @Test
    void aTrialSaysWhatWasDroppedAndWhyAMapFails() throws IOException {
        assertThat(catalog().trial("maps.buildwell-850", "{\"BEG\": {\"BEG03\": \"PO-1\"}, \"FOB\": [{\"FOB01\": \"CC\"}]}"))
                .hasValueSatisfying(trial -> {
                    assertThat(trial).isInstanceOf(Trial.Made.class);
                    assertThat(((Trial.Made) trial).output()).contains("PO-1");
                    assertThat(((Trial.Made) trial).dropped()).containsExactly("/FOB/0/FOB01");
                });
        assertThat(catalog().trial("850-order", "no interchange")).contains(new Trial.Failed(
                "The input is neither neutral JSON nor an X12 interchange with a transaction set."));
        assertThat(catalog().trial("850-order", "{\"BEG\": ")).hasValueSatisfying(trial ->
                assertThat(((Trial.Failed) trial).why()).startsWith("The input is no JSON: "));
        assertThat(catalog().trial("order-855", "{\"lines\": 3}")).hasValueSatisfying(trial ->
                assertThat(trial).isInstanceOf(Trial.Failed.class));
        assertThat(catalog().trial("no-such-map", "{}")).isEmpty();
        landscape.write("maps/buildwell-850.jsonata", "BEG.(");
        landscapes.refresh();
        assertThat(catalog().trial("maps.buildwell-850", "{\"BEG\": {\"BEG03\": \"PO-1\"}}")).hasValueSatisfying(trial ->
                assertThat(((Trial.Failed) trial).why()).startsWith("map maps/buildwell-850.jsonata: "));
    }

    @Test
    void aTextChangedWithoutItsVersionIsFoundAndWhatWasMadeKeepsTheTextOfItsDay() {
        Maps maps = hub.get(Maps.class);
        Produced message = new Produced(Produced.Kind.MESSAGE, UUID.randomUUID());
        MapVersion first = new MapVersion("maps.x", "1", "EDI desk", "BEG.BEG03");
        maps.pin(message, first);
        maps.pin(message, first);

        assertThat(maps.isChangedSilently(first)).isFalse();
        assertThat(maps.isChangedSilently(new MapVersion("maps.x", "1", "EDI desk", "BEG.BEG04"))).isTrue();
        assertThat(maps.isChangedSilently(new MapVersion("maps.x", "2", "EDI desk", "BEG.BEG04"))).isFalse();
        List<Pinned> pins = maps.pinned(List.of(message.id()));
        assertThat(pins).hasSize(1);
        assertThat(maps.recorded(pins.getFirst())).contains(first);
    }
}

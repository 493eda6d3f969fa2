package io.crossdock.experience.edi.maps;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.experience.edi.x12.Delimiters;
import io.crossdock.experience.edi.x12.Dictionary;
import io.crossdock.experience.edi.x12.Envelope;
import io.crossdock.experience.edi.x12.Group;
import io.crossdock.experience.edi.x12.GroupDraft;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.NeutralJson;
import io.crossdock.experience.edi.x12.Party;
import io.crossdock.experience.edi.x12.SetChecker;
import io.crossdock.experience.edi.x12.SetDraft;
import io.crossdock.experience.edi.x12.Understood;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.experience.edi.x12.X12Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every map against its pairs of sample and expectation; {@code -Dgolden.write=true} writes them anew. */
class MapGoldenTest {

    private static final Path MAPS = Path.of("src/main/resources/maps");
    private static final List<String> INCOMING = List.of("850-order", "860-change", "receipt-944", "shipping-945", "adjustment-947",
            "inventory-846");
    private static final Map<String, String> OUTGOING = Map.of(
            "order-855", "855:PR", "change-865", "865:CA", "shipment-856", "856:SH", "invoice-810", "810:IN",
            "846-inventory", "846:IB");

    private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TestFactory
    Stream<DynamicTest> everySampleMapsToItsExpectation() {
        return INCOMING.stream().flatMap(map -> samples(map, ".x12").map(sample -> DynamicTest.dynamicTest(
                sample.toString(), () -> compare(sample, ".x12", ".expected.json",
                        json.writeValueAsString(mapped(map, sample))))));
    }

    @TestFactory
    Stream<DynamicTest> everyOutgoingSampleMapsToAnInterchangeWithoutFaults() {
        return OUTGOING.keySet().stream().sorted().flatMap(map -> samples(map, ".json")
                .filter(sample -> !sample.toString().endsWith(".expected.json"))
                .map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> {
                    String text = written(map, sample);
                    compare(sample, ".json", ".expected.x12", text);
                    assertThat(faults(text)).isEmpty();
                    assertThat(StaediReading.faults(text)).isEmpty();
                })));
    }

    private Object mapped(String map, Path sample) throws IOException {
        Interchange interchange = new X12Reader(Limits.usual()).read(Files.readAllBytes(sample)).interchanges()
                .getFirst();
        Group group = interchange.groups().getFirst();
        Understood understood = new SetChecker(Dictionary.standard(), Limits.usual())
                .check(group.sets().getFirst(), group, interchange.delimiters());
        assertThat(map.equals("850-order") ? List.of() : understood.faults()).isEmpty();
        Map<String, Object> neutral = new NeutralJson(Dictionary.standard()).of(understood, interchange.delimiters());
        return DocumentMap.builtIn(map).apply(neutral);
    }

    @SuppressWarnings("unchecked")
    private String written(String map, Path sample) throws IOException {
        Map<String, Object> input = json.readValue(Files.readAllBytes(sample), Map.class);
        Object output = DocumentMap.builtIn(map).apply(input);
        String[] kind = OUTGOING.getOrDefault(map, "").split(":", 2);
        GroupDraft group = new GroupDraft(kind[1], 7, List.of(new SetDraft(kind[0], Drafts.of(map, output))));
        Envelope envelope = new Envelope(new Party("ZZ", "CROSSDOCK"), new Party("ZZ", "BUILDWELL"), "CROSSDOCK",
                "BUILDWELL", "004010", true, Delimiters.usual(), "\n", 42, LocalDateTime.of(2026, 9, 1, 8, 15));
        return new X12Writer(Dictionary.standard()).write(envelope, List.of(), List.of(group));
    }

    private static List<String> faults(String text) {
        Interchange interchange = new X12Reader(Limits.usual()).read(text.getBytes(StandardCharsets.US_ASCII))
                .interchanges().getFirst();
        SetChecker checker = new SetChecker(Dictionary.standard(), Limits.usual());
        Stream<String> inside = interchange.groups().stream().flatMap(group -> group.sets().stream()
                .flatMap(set -> checker.check(set, group, interchange.delimiters()).faults().stream())
                .map(fault -> fault.sentence()));
        return Stream.concat(interchange.allFaults().stream().map(fault -> fault.sentence()), inside).toList();
    }

    private static void compare(Path sample, String ending, String expectedEnding, String actual) throws IOException {
        String name = sample.getFileName().toString();
        Path expected = sample.resolveSibling(name.substring(0, name.length() - ending.length()) + expectedEnding);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, actual.stripTrailing() + "\n");
        }
        assertThat(actual.stripTrailing()).isEqualToNormalizingNewlines(Files.readString(expected).stripTrailing());
    }

    private static Stream<Path> samples(String map, String ending) {
        try (Stream<Path> files = Files.list(MAPS.resolve(map).resolve("samples"))) {
            return files.filter(file -> file.toString().endsWith(ending) && !file.toString().contains(".expected."))
                    .sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

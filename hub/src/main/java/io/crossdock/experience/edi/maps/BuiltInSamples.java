package io.crossdock.experience.edi.maps;

import io.crossdock.platform.maps.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The pairs of input and expectation that lie beside the maps of the hub. */
final class BuiltInSamples {

    private static final String EXPECTED = ".expected.";

    private final Map<String, List<Sample>> byFolder = new HashMap<>();

    BuiltInSamples() {
        BuiltIn.byDocument().values().forEach(map -> byFolder.put(map.name(), read(map.name())));
    }

    /** By name. */
    List<Sample> of(String folder) {
        return byFolder.getOrDefault(folder, List.of());
    }

    private static List<Sample> read(String folder) {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver(BuiltInSamples.class.getClassLoader())
                    .getResources("classpath:/maps/" + folder + "/samples/*");
            Map<String, String> inputs = new HashMap<>();
            Map<String, String> expected = new HashMap<>();
            for (Resource file : files) {
                String name = Objects.requireNonNull(file.getFilename());
                String text = file.getContentAsString(name.endsWith(".json") ? StandardCharsets.UTF_8
                        : StandardCharsets.ISO_8859_1);
                if (name.contains(EXPECTED)) {
                    expected.put(name.substring(0, name.indexOf(EXPECTED)), text);
                } else {
                    inputs.put(name.substring(0, name.lastIndexOf('.')), text);
                }
            }
            List<Sample> samples = new ArrayList<>();
            inputs.forEach((name, input) -> samples.add(new Sample(name, input, expected.getOrDefault(name, ""))));
            samples.sort(Comparator.comparing(Sample::name));
            return List.copyOf(samples);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.crossdock.experience.edi.maps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The maps a hub brings along, by document; {@code 846-out} is the 846 we send. */
final class BuiltIn {

    static final String OWNER = "crossdock";

    private static final Map<String, String> FOLDERS = Map.ofEntries(Map.entry("850", "850-order"),
            Map.entry("860", "860-change"), Map.entry("944", "receipt-944"), Map.entry("945", "shipping-945"),
            Map.entry("947", "adjustment-947"), Map.entry("846", "inventory-846"), Map.entry("855", "order-855"),
            Map.entry("865", "change-865"), Map.entry("856", "shipment-856"), Map.entry("810", "invoice-810"),
            Map.entry("846-out", "846-inventory"));
    private static final Map<String, String> VERSIONS = text("/maps/versions.txt").lines()
            .filter(line -> !line.startsWith("#")).map(line -> line.split(" ", 3))
            .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    private static final Map<String, DocumentMap> MAPS = FOLDERS.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));

    private BuiltIn() {
    }

    static Map<String, DocumentMap> byDocument() {
        return MAPS;
    }

    static Optional<DocumentMap> of(String document) {
        return Optional.ofNullable(MAPS.get(document));
    }

    static DocumentMap map(String folder) {
        return new DocumentMap(folder, text("/maps/" + folder + "/map.jsonata"),
                Objects.requireNonNull(VERSIONS.get(folder), folder), OWNER);
    }

    private static String text(String resource) {
        try (InputStream in = BuiltIn.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Address;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Unit;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import io.crossdock.system.connectors.tryton.Fault.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The numbers of Tryton's rows by the codes both sides know. Looked up each time: the numbers are another database's
 * own, and change when it is restored. What is not there is a refusal.
 */
record Directory(Conversation tryton) {

    long party(String code) {
        return one("party.party", List.of(List.of("code", "=", code)), "account " + code);
    }

    long currency(String code) {
        return one("currency.currency", List.of(List.of("code", "=", code)), "currency " + code);
    }

    long warehouse(String code) {
        return one("stock.location", List.of(List.of("code", "=", code), List.of("type", "=", "warehouse")),
                "warehouse " + code);
    }

    /** By code. Names all that are missing at once. */
    Map<String, JsonNode> products(Collection<String> codes) {
        List<JsonNode> rows = tryton.search("product.product", List.of(List.of("code", "in", List.copyOf(codes))),
                Paging.all(), List.of("code", "default_uom", "sale_uom"));
        Map<String, JsonNode> byCode = new HashMap<>();
        for (JsonNode row : rows) {
            Wire.text(row, "code").ifPresent(code -> {
                if (byCode.put(code, row) != null) {
                    throw refused("There are two items " + code + ".");
                }
            });
        }
        Set<String> missing = new TreeSet<>(codes);
        missing.removeAll(byCode.keySet());
        if (!missing.isEmpty()) {
            throw refused("There is no item " + String.join(", ", missing) + ".");
        }
        return byCode;
    }

    Map<Unit, Long> units(Set<Unit> wanted) {
        Units units = Units.of(tryton.system());
        Map<String, Unit> byName = new HashMap<>();
        for (Unit unit : wanted) {
            byName.put(units.name(unit).orElseThrow(() -> refused("The setting units of " + tryton.system().id()
                    + " does not say what " + unit + " is called there.")), unit);
        }
        Map<Unit, Long> numbers = tryton.search("product.uom",
                List.of(List.of("name", "in", List.copyOf(byName.keySet()))), Paging.all(), List.of("name")).stream()
                .collect(Collectors.toMap(row -> byName.getOrDefault(Wire.needed(row, "name"), Unit.EACH), Wire::id,
                        (first, second) -> first));
        wanted.stream().filter(unit -> !numbers.containsKey(unit)).findFirst().ifPresent(unit -> {
            throw refused("There is no unit called " + units.name(unit).orElse("") + " (" + unit + ").");
        });
        return numbers;
    }

    /** The address on file with this number, or the one that reads the same, or a new one. */
    long address(long party, Optional<ShipToId> id, Address to) {
        List<JsonNode> known = tryton.search("party.address", List.of(List.of("party", "=", party)), Paging.all(),
                List.of("party_name", "street", "city", "postal_code", "country.code"));
        return known.stream().filter(row -> id.isPresent() && String.valueOf(Wire.id(row)).equals(id.get().value()))
                .findFirst()
                .or(() -> known.stream().filter(row -> same(row, to)).findFirst())
                .map(Wire::id).orElseGet(() -> make(party, to));
    }

    private static boolean same(JsonNode row, Address to) {
        return plain(Wire.text(row, "street").orElse("")).equals(plain(String.join("\n", to.lines())))
                && plain(Wire.text(row, "city").orElse("")).equals(plain(to.city()))
                && plain(Wire.text(row, "postal_code").orElse("")).equals(plain(to.postalCode()))
                && Wire.text(Wire.beyond(row, "country"), "code").orElse("").equals(to.country());
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private long make(long party, Address to) {
        ObjectNode values = Wire.object().put("party", party).put("party_name", to.name())
                .put("street", String.join("\n", to.lines())).put("city", to.city())
                .put("postal_code", to.postalCode()).put("delivery", true)
                .put("country", one("country.country", List.of(List.of("code", "=", to.country())),
                        "country " + to.country()));
        tryton.search("country.subdivision", List.of(List.of("code", "=", to.country() + "-" + to.region())),
                Paging.first(1), List.of("code")).stream().findFirst()
                .ifPresent(row -> values.put("subdivision", Wire.id(row)));
        return tryton.create("party.address", values);
    }

    private long one(String model, List<?> domain, String what) {
        List<JsonNode> rows = tryton.search(model, domain, Paging.first(2), List.of("id"));
        return switch (rows.size()) {
            case 0 -> throw refused("There is no " + what + ".");
            case 1 -> Wire.id(rows.getFirst());
            default -> throw refused("There is more than one " + what + ".");
        };
    }

    static Fault refused(String why) {
        return new Fault(Kind.REFUSED, Step.QUESTION, why, Optional.empty());
    }
}

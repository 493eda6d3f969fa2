package io.crossdock.canonical;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A postal address.
 *
 * @param lines street lines, one to four
 * @param region state or province, empty where a country has none
 * @param country ISO 3166-1 alpha-2, such as {@code US}
 */
public record Address(String name, List<String> lines, String city, String region, String postalCode,
        String country, Optional<Gln> gln) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    public Address {
        Text.required(name, 120, "name");
        lines = List.copyOf(lines);
        Text.refuse(lines.isEmpty() || lines.size() > 4, "an address has one to four lines");
        lines.forEach(line -> Text.required(line, 120, "address line"));
        Text.required(city, 80, "city");
        Text.bounded(region, 40, "region");
        Text.bounded(postalCode, 20, "postal code");
        Text.refuse(!COUNTRIES.contains(country), "'" + country + "' is not an ISO 3166 country code");
    }
}

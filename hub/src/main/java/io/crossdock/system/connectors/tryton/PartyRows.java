package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.ShipTo;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.TaxStatus;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A {@code party.party} as an account; {@link IllegalArgumentException} for one that cannot be one. */
final class PartyRows {

    static final List<String> FIELDS = List.of("code", "name", "active", "credit_limit_amount", "sale_price_list.name",
            "addresses.active", "addresses.name", "addresses.party_name", "addresses.street", "addresses.city",
            "addresses.postal_code",
            "addresses.country.code", "addresses.subdivision.code");

    private PartyRows() {
    }

    /** @param contract where prices come from for accounts without a price list of their own */
    static Account account(JsonNode row, Currency currency, Optional<String> contract) {
        String name = Wire.needed(row, "name");
        List<JsonNode> addresses = Wire.beyond(row, "addresses").valueStream()
                .filter(address -> address.path("active").asBoolean(true)).toList();
        List<ShipTo> shipTos = addresses.stream().flatMap(address -> shipTo(name, address, addresses).stream()).toList();
        return new Account(new AccountId(Wire.needed(row, "code")), name, row.path("active").asBoolean(true)
                ? Account.Status.ACTIVE : Account.Status.BLOCKED, currency,
                Money.of(TrytonCredit.limit(row), currency), Set.of(Account.EVERYTHING), BackorderPolicy.BACKORDER,
                Completeness.PARTIAL, shipTos, Wire.text(Wire.beyond(row, "sale_price_list"), "name").or(() -> contract),
                TaxStatus.TAXABLE, Optional.empty());
    }

    /** One that no parcel could find is left out. */
    private static Optional<ShipTo> shipTo(String party, JsonNode row, List<JsonNode> all) {
        try {
            return Optional.of(new ShipTo(id(row, all),
                    new Address(Wire.text(row, "party_name").orElse(party), Arrays.stream(Wire.needed(row, "street")
                            .split("\n")).map(String::strip).filter(line -> !line.isEmpty()).toList(),
                            Wire.needed(row, "city"), region(row), Wire.text(row, "postal_code").orElse(""),
                            Wire.needed(Wire.beyond(row, "country"), "code"), Optional.empty())));
        } catch (IllegalArgumentException incomplete) {
            return Optional.empty();
        }
    }

    /** Its building's name, if that can be an id and no other address of the party has it; else its number there. */
    static ShipToId id(JsonNode address, List<JsonNode> all) {
        return Wire.text(address, "name").filter(name -> all.stream().filter(each ->
                Wire.text(each, "name").equals(Optional.of(name))).count() == 1)
                .flatMap(ShipToId::parse).orElseGet(() -> new ShipToId(String.valueOf(Wire.id(address))));
    }

    /** {@code US-OH} is {@code OH}. */
    private static String region(JsonNode address) {
        String code = Wire.text(Wire.beyond(address, "subdivision"), "code").orElse("");
        return code.substring(code.indexOf('-') + 1);
    }
}

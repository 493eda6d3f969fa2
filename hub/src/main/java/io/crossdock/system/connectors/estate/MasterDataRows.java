package io.crossdock.system.connectors.estate;

import static io.crossdock.system.connectors.estate.EstateMasterData.decimal;
import static io.crossdock.system.connectors.estate.EstateMasterData.text;
import static io.crossdock.system.connectors.estate.EstateMasterData.unit;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Gln;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipTo;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.canonical.Unit;
import io.crossdock.system.connectors.PriceSource.ListPrice;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import io.crossdock.system.connectors.PriceSource.TaxRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The estate's rows as canonical nouns; {@link IllegalArgumentException} for a row that cannot be one. */
final class MasterDataRows {

    /** The estate names its quantity breaks like a contract of everybody. */
    private static final String BREAKS = "LIST";

    private MasterDataRows() {
    }

    static Account account(JsonNode row) {
        Currency currency = Currency.getInstance(text(row, "currency"));
        List<ShipTo> shipTos = new ArrayList<>();
        row.path("shipTos").forEach(each -> shipTos.add(shipTo(each)));
        return new Account(new AccountId(text(row, "id")), text(row, "name"), status(text(row, "status")),
                currency,
                Money.of(decimal(row, "creditLimit"), currency), texts(row.path("assortments")),
                text(row, "backorderPolicy").equals("cut") ? BackorderPolicy.CUT : BackorderPolicy.BACKORDER,
                row.path("shipComplete").asBoolean(false) ? Completeness.COMPLETE
                : Completeness.PARTIAL, shipTos,
                optional(row, "priceContract"),
                row.path("taxExempt").asBoolean(false) ? TaxStatus.EXEMPT : TaxStatus.TAXABLE,
                optional(row, "substitution").map(label -> Substitution.parse(label).orElseThrow(() ->
                        new IllegalArgumentException("substitution '" + label + "' is not known"))));
    }

    private static Account.Status status(String status) {
        return switch (status) {
            case "active" -> Account.Status.ACTIVE;
            case "on_hold" -> Account.Status.ON_HOLD;
            case "blocked" -> Account.Status.BLOCKED;
            default -> throw new IllegalArgumentException("account status '" + status + "' is not known");
        };
    }

    private static ShipTo shipTo(JsonNode row) {
        return new ShipTo(new ShipToId(text(row, "id")), new Address(text(row, "name"),
                List.of(text(row, "street")), text(row, "city"), text(row, "region"), text(row, "postalCode"),
                text(row, "country"), optional(row, "gln").flatMap(Gln::parse)));
    }

    static Item item(JsonNode row) {
        Unit base = unit(row, "baseUnit");
        Map<Unit, BigDecimal> factors = new HashMap<>();
        List<Item.Barcode> barcodes = new ArrayList<>();
        barcode(row, base).ifPresent(barcodes::add);
        for (JsonNode pack : row.path("packs")) {
            Unit unit = unit(pack, "unit");
            factors.put(unit, decimal(pack, "quantity"));
            barcode(pack, unit).ifPresent(barcodes::add);
        }
        Duration leadTime = Duration.ofDays(row.path("leadTimeDays").asInt(0));
        Optional<Item.Supply> supply = optional(row, "supplierId").map(supplier -> new Item.Supply(
                new SupplierId(supplier), text(row, "supplierSku"), leadTime));
        return new Item(new Sku(text(row, "sku")), text(row, "description"), Item.Status.ACTIVE,
                new Packs(base, factors), barcodes, new Quantity(decimal(row, "weightKg"), Unit.KILOGRAM),
                text(row, "taxClass"), texts(row.path("assortments")), leadTime,
                supply.isPresent() ? Item.Stocking.DROP_SHIP : Item.Stocking.STOCKED, supply, alternates(row),
                optional(row, "hazardClass"));
    }

    private static Optional<Item.Alternates> alternates(JsonNode row) {
        Optional<Sku> supersededBy = optional(row, "supersededBy").map(Sku::new);
        List<Sku> substitutes = new ArrayList<>();
        row.path("substitutes").forEach(each -> substitutes.add(new Sku(each.asString(""))));
        return supersededBy.isEmpty() && substitutes.isEmpty() ? Optional.empty()
                : Optional.of(new Item.Alternates(supersededBy, substitutes));
    }

    private static Optional<Item.Barcode> barcode(JsonNode row, Unit unit) {
        return optional(row, "gtin").flatMap(Gtin::parse).map(gtin -> new Item.Barcode(gtin, unit));
    }

    static ListPrice listPrice(JsonNode row) {
        return new ListPrice(new Sku(text(row, "sku")), unit(row, "baseUnit"),
                Money.of(text(row, "listPrice"), text(row, "currency")));
    }

    static PriceLine priceLine(JsonNode row) {
        boolean forEveryone = text(row, "contract").equals(BREAKS);
        Unit unit = unit(row, "unit");
        Price price = new Price(new Sku(text(row, "sku")),
                Money.of(text(row, "unitPrice"), text(row, "currency")),
                unit, new Quantity(decimal(row, "minQuantity"), unit),
                forEveryone ? Price.Source.BREAK
                : Price.Source.CONTRACT, LocalDate.parse(text(row, "validFrom")),
                optional(row, "validTo").map(LocalDate::parse), text(row, "validFrom"));
        return new PriceLine(forEveryone ? Optional.empty() : Optional.of(text(row, "contract")), price);
    }

    static TaxRate taxRate(JsonNode row) {
        return new TaxRate(text(row, "region"), text(row, "taxClass"), decimal(row, "rate"));
    }

    private static Optional<String> optional(JsonNode row, String name) {
        return Optional.of(text(row, name)).filter(text -> !text.isEmpty());
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}

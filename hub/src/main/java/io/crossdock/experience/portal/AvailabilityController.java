package io.crossdock.experience.portal;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.portal.OrderReading.Parameters;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.process.promising.Offer;
import io.crossdock.process.promising.Offers;
import io.crossdock.process.promising.Wish;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what can be promised, from memory. */
@RestController
@RequestMapping("/portal/v1/availability")
@Tag(name = "Questions")
class AvailabilityController {

    private static final int LINES_MAX = 500;
    private static final Decimals QUANTITY = Decimals.positiveUpTo("999999999", 6);

    private final Offers offers;
    private final Catalog catalog;
    private final Clock clock;

    AvailabilityController(Offers offers, Catalog catalog, Clock clock) {
        this.offers = offers;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** An offer with the age of what it was made of. */
    record Availability(@com.fasterxml.jackson.annotation.JsonUnwrapped Offer offer, Age age) {
    }

    /** Offers in the order of the lines. */
    record Availabilities(List<Offer> lines, Age age) {
    }

    /**
     * How old each ingredient is.
     *
     * @param stock    positions: what was committed until then is contained
     * @param expected receipts: their source still said so then; absent when it was never asked
     * @param waiting  orders that wait for supply
     */
    record Age(Ingredient stock, Optional<Ingredient> expected, Ingredient waiting) {
    }

    record Ingredient(Instant asOf, long milliseconds) {
    }

    @GetMapping
    @Operation(summary = "What can be promised, now and later", description = "`sku`, `quantity` (1 when left out) and "
            + "`unit` (the base unit when left out) of the wish; `account` for its priority class (the only one of a "
            + "consumer of one account when left out); `location` to ask about one place; `shipTo` is accepted and "
            + "reserved. Answered from memory; `age` says how old each ingredient is. Accepting an order decides.")
    Availability one(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("availability:read");
        Parameters in = new Parameters(parameters, Set.of("sku", "quantity", "unit", "shipTo", "account", "location"));
        Optional<Sku> sku = in.required("sku", Sku::parse, "an item number");
        Optional<BigDecimal> quantity = in.value("quantity", BuyerQuestions::quantity, "a decimal above 0");
        Optional<Unit> unit = in.value("unit", Unit::parse, "a UN/CEFACT Rec 20 unit code");
        in.value("shipTo", ShipToId::parse, "a ship-to id");
        Optional<AccountId> account = in.value("account", AccountId::parse, "an account number");
        Optional<LocationId> location = in.value("location", LocationId::parse, "a location such as ATL");
        in.refuseIfFaulty();
        account.ifPresent(caller::requireToSee);
        Item item = catalog.item(sku.orElseThrow())
                .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no item " + sku.get() + ".").exception());
        Unit asked = unit.orElse(item.packs().base());
        if (item.packs().factor(asked).isEmpty()) {
            in.fault("unit", "unit-unknown", notSold(item, asked));
            in.refuseIfFaulty();
        }
        Offer.Ages ages = offers.ages();
        return new Availability(offers.offer(new Wish(item, asked, quantity, caller.channel(),
                account.or(() -> only(caller)), location)), age(ages));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What can be promised of up to 500 items", description = "Answers in the order of the lines. "
            + "Each line is asked by itself: two lines of one item do not share what there is. All faults are named at "
            + "once, with JSON pointers; then nothing is answered.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
            schema = @Schema(implementation = PortalSchemas.AvailabilityWishes.class)))
    Availabilities bulk(Caller caller, @RequestBody byte[] body) {
        caller.require("availability:read");
        ObjectReader in = StrictJson.object(body);
        Optional<AccountId> account = in.value("account", 40, AccountId::parse, "an account number");
        Optional<LocationId> location = in.value("location", 40, LocationId::parse, "a location such as ATL");
        List<Wish> wishes = new ArrayList<>();
        for (ObjectReader line : in.requiredObjects("lines", 1, LINES_MAX)) {
            wish(line, caller, account.or(() -> only(caller)), location).ifPresent(wishes::add);
        }
        in.refuseIfFaulty();
        account.ifPresent(caller::requireToSee);
        Offer.Ages ages = offers.ages();
        return new Availabilities(wishes.stream().map(offers::offer).toList(), age(ages));
    }

    private Optional<Wish> wish(ObjectReader line, Caller caller, Optional<AccountId> account,
            Optional<LocationId> location) {
        Optional<ItemName> bySku = line.value("sku", 40, Sku::parse, "an item number").map(ItemName.BySku::new);
        Optional<ItemName> byGtin = line.value("gtin", 14, Gtin::parse, "a GTIN with a right check digit")
                .map(ItemName.ByGtin::new);
        Optional<BigDecimal> quantity = line.decimal("quantity", QUANTITY);
        Optional<Unit> unit = line.value("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
        if (line.has("sku") == line.has("gtin")) {
            line.fault("item-name", "Name the item by either sku or gtin.");
            return Optional.empty();
        }
        return bySku.or(() -> byGtin).flatMap(name -> switch (catalog.find(name, Optional.empty())) {
            case ItemAnswer.Found(var known, var ofPack) -> {
                Item item = known.value();
                Unit asked = unit.or(() -> ofPack).orElse(item.packs().base());
                if (item.packs().factor(asked).isEmpty()) {
                    line.fault("unit", "unit-unknown", notSold(item, asked));
                    yield Optional.<Wish>empty();
                }
                yield Optional.of(new Wish(item, asked, quantity, caller.channel(), account, location));
            }
            case ItemAnswer.Unknown(var same, String why) -> {
                line.fault(line.has("sku") ? "sku" : "gtin", "item-unknown", why);
                yield Optional.empty();
            }
        });
    }

    private static String notSold(Item item, Unit unit) {
        return item.sku() + " is not sold by " + unit.code() + ", but by " + item.packs().units() + ".";
    }

    private static Optional<AccountId> only(Caller caller) {
        return caller.accounts() instanceof Consumer.Accounts.Only(var ids) && ids.size() == 1
                ? ids.stream().findFirst() : Optional.empty();
    }

    private Age age(Offer.Ages ages) {
        return new Age(ingredient(ages.stock()), Optional.of(ages.expected()).filter(Instant.EPOCH::isBefore)
                .map(this::ingredient), ingredient(ages.waiting()));
    }

    private Ingredient ingredient(Instant asOf) {
        return new Ingredient(asOf, Math.max(0, Duration.between(asOf, clock.instant()).toMillis()));
    }
}

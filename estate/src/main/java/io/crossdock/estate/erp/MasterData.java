package io.crossdock.estate.erp;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes.Pains;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.world.Account;
import io.crossdock.estate.world.CheckDigit;
import io.crossdock.estate.world.ContractPrice;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Pack;
import io.crossdock.estate.world.Quantities;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The ERP's master data over HTTP: items, accounts, prices, taxes; and how control changes them. */
public final class MasterData {

    private static final Pains READ = new Pains(10, 60);
    private static final Pains ASK = new Pains(5, 30);
    private static final Set<String> STATUSES = Set.of("active", "on_hold", "blocked");
    private static final Set<String> SUBSTITUTIONS = Set.of("no", "never_dearer", "own_price");
    private static final int PACKS_MAX = 8;
    private static final int SUBSTITUTES_MAX = 10;

    private final World world;
    private final Pricing pricing;
    private final Books books;
    private final Clock clock;

    public MasterData(World world, Pricing pricing, Books books, Clock clock) {
        this.world = world;
        this.pricing = pricing;
        this.books = books;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.add("GET", "/erp/v1/items", READ, this::items);
        routes.add("GET", "/erp/v1/items/{sku}", ASK, request -> Answer.ok(item(request.place("sku"))));
        routes.add("GET", "/erp/v1/accounts", READ, this::accounts);
        routes.add("GET", "/erp/v1/accounts/{id}", ASK, request -> Answer.ok(account(request.place("id"))));
        routes.add("GET", "/erp/v1/price-contracts", READ, this::contracts);
        routes.add("GET", "/erp/v1/prices", ASK, this::price);
        routes.add("GET", "/erp/v1/tax-rates", READ, request -> Answer
                .ok(Json.object().set("items", Json.node(new Rates(world.taxRates().rows())).get("rows"))));
        routes.add("PUT", "/control/items/{sku}", this::changeItem);
        routes.add("PUT", "/control/accounts/{id}", this::changeAccount);
    }

    private record Rates(List<?> rows) {}

    private Item item(String sku) {
        return world.item(sku).orElseThrow(() -> Refused.notFound("item " + sku));
    }

    private Account account(String id) {
        return world.account(id).orElseThrow(() -> Refused.notFound("account " + id));
    }

    private Answer items(Request request) {
        Instant since = request.instant("modifiedSince").orElse(Instant.MIN);
        List<Item> found = world.items().stream().filter(item -> item.modifiedAt().isAfter(since)).toList();
        return Answer.ok(Page.ofSorted(request, found, Item::sku));
    }

    private Answer accounts(Request request) {
        Instant since = request.instant("modifiedSince").orElse(Instant.MIN);
        List<Account> found = world.accounts().stream().filter(each -> each.modifiedAt().isAfter(since))
                .toList();
        return Answer.ok(Page.ofSorted(request, found, Account::id));
    }

    private Answer contracts(Request request) {
        List<ContractPrice> found = request
                .query("contract").map(contract -> world.contracts().stream()
                        .filter(each -> each.contract().equals(contract)).toList())
                .orElseGet(world::contracts);
        return Answer.ok(Page.ofSorted(request, found, ContractPrice::cursor));
    }

    private Answer price(Request request) {
        Account account = account(request.require("account"));
        Item item = item(request.require("sku"));
        String unit = request.query("unit").orElse(item.baseUnit());
        BigDecimal quantity = request.decimal("quantity").orElse(BigDecimal.ONE);
        if (quantity.signum() <= 0) {
            throw Refused.badRequest("quantity must be above 0");
        }
        Pricing.Price price = pricing.price(account, item, Quantities.base(item, quantity, unit, 0));
        BigDecimal perUnit = price.perBaseUnit().multiply(Quantities.packing(item, unit, 0));
        ObjectNode answer = Json.object().put("account", account.id()).put("sku", item.sku())
                .put("quantity", quantity.toPlainString()).put("unit", unit)
                .put("unitPrice", perUnit.toPlainString()).put("currency", item.currency())
                .put("source", price.source()).put("asOf", clock.instant().toString());
        ContractPrice line = price.line();
        if (line != null) {
            answer.put("contract", line.contract()).put("minQuantity", line.minQuantity().toPlainString());
        }
        return Answer.ok(answer);
    }

    /** A change behind everybody's back leaves no time. */
    private Instant changedAt(Fields fields, Instant before) {
        return fields.optionalText("silent").filter("true"::equals).isPresent() ? before : clock.instant();
    }

    private Answer changeItem(Request request) {
        Fields fields = request.fields();
        return Answer.ok(books.change(() -> {
            Item item = item(request.place("sku"));
            Item changed = item.changed(fields.optionalDecimal("listPrice").orElse(item.listPrice()),
                    fields.optionalText("description").orElse(item.description()),
                    changedAt(fields, item.modifiedAt()))
                    .packed(fields.optionalText("gtin").map(MasterData::gtin).orElse(item.gtin()),
                            fields.has("packs") ? packs(item, fields) : item.packs())
                    .replaced(fields.optionalText("supersededBy").orElse(item.supersededBy()),
                            fields.has("substitutes") ? fields.texts("substitutes", SUBSTITUTES_MAX)
                                    : item.substitutes(),
                            fields.optionalText("hazardClass").orElse(item.hazardClass()));
            world.change(changed);
            return changed;
        }));
    }

    /** All packs of an item as they shall be. */
    private static List<Pack> packs(Item item, Fields fields) {
        List<Pack> packs = fields.list("packs", PACKS_MAX).stream().map(each -> new Pack(each.text("unit"),
                whole(each.quantity("quantity")), gtin(each.text("gtin")))).toList();
        if (packs.stream().map(Pack::unit).distinct().count() < packs.size()
                || packs.stream().anyMatch(pack -> pack.unit().equals(item.baseUnit()))) {
            throw Refused.badRequest("packs must be of different units, none of them the base unit");
        }
        return packs;
    }

    private static BigDecimal whole(BigDecimal quantity) {
        if (quantity.stripTrailingZeros().scale() > 0) {
            throw Refused.badRequest("a pack holds a whole number of base units, not " + quantity.toPlainString());
        }
        return quantity.setScale(0);
    }

    private static String gtin(String text) {
        if (!text.matches("[0-9]{13,14}") || !CheckDigit.append(text.substring(0, text.length() - 1)).equals(text)) {
            throw Refused.badRequest(text + " is not a GTIN of 13 or 14 digits with a right check digit");
        }
        return text;
    }

    private static @Nullable String substitution(Fields fields, Account account) {
        String said = fields.optionalText("substitution").orElse(account.substitution());
        if (said != null && !SUBSTITUTIONS.contains(said)) {
            throw Refused.badRequest("substitution must be one of " + SUBSTITUTIONS);
        }
        return said;
    }

    private Answer changeAccount(Request request) {
        Fields fields = request.fields();
        return Answer.ok(books.change(() -> {
            Account account = account(request.place("id"));
            String status = fields.optionalText("status").orElse(account.status());
            if (!STATUSES.contains(status)) {
                throw Refused.badRequest("status must be one of " + STATUSES);
            }
            Account changed = account.changed(status,
                    fields.optionalDecimal("creditLimit").orElse(account.creditLimit()), substitution(fields, account),
                    changedAt(fields, account.modifiedAt()));
            world.change(changed);
            return changed;
        }));
    }
}

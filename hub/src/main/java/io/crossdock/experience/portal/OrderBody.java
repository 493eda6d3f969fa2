package io.crossdock.experience.portal;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Decimals;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.StrictJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the body of {@code POST /portal/v1/orders}; whatever is wrong with it is answered at once. */
final class OrderBody {

    private static final Decimals QUANTITY = Decimals.positiveUpTo("999999999", 6);
    private static final Decimals PRICE = Decimals.upTo("999999999", 6);

    private final ObjectReader in;
    private final Currency currency;
    private final Caller caller;
    private final int maxLines;

    private OrderBody(ObjectReader in, Currency currency, Caller caller, int maxLines) {
        this.in = in;
        this.currency = currency;
        this.caller = caller;
        this.maxLines = maxLines;
    }

    /**
     * @param currency what holds when the order names none
     */
    static OrderRequest read(byte[] body, Currency currency, Caller caller, int maxLines) {
        return new OrderBody(StrictJson.object(body), currency, caller, maxLines).order();
    }

    private OrderRequest order() {
        Optional<AccountId> account = in.requiredValue("account", 40, AccountId::parse, "an account number");
        account.ifPresent(caller::requireToActFor);
        Optional<String> buyerReference = in.text("buyerReference", 80);
        var requested = in.date("requestedDate");
        Optional<Currency> named = in.value("currency", 3, OrderBody::currency, "an ISO 4217 currency");
        Optional<Destination> shipTo = in.object("shipTo").flatMap(OrderBody::destination)
                .or(() -> in.has("shipTo") ? Optional.empty() : Optional.of(new Destination.Usual()));
        Optional<Completeness> completeness = in.flag("shipComplete")
                .map(complete -> complete ? Completeness.COMPLETE : Completeness.PARTIAL);
        Optional<String> notes = in.text("notes", 4_000);
        Optional<String> reservation = in.text("reservation", 40);
        List<OrderRequest.Line> lines = lines(in.requiredObjects("lines", 1, maxLines), named.orElse(currency));
        in.refuseIfFaulty();
        return new OrderRequest(caller.channel(), caller.consumer(), account.orElseThrow(), buyerReference, requested,
                shipTo.orElseThrow(), named.orElse(currency), lines, completeness, notes,
                reservation);
    }

    private static Optional<Currency> currency(String code) {
        return Currency.getAvailableCurrencies().stream().filter(each -> each.getCurrencyCode().equals(code)).findFirst();
    }

    private static Optional<Destination> destination(ObjectReader shipTo) {
        if (shipTo.has("id")) {
            return shipTo.requiredValue("id", 40, ShipToId::parse, "a ship-to id").map(Destination.OnFile::new);
        }
        Optional<String> name = shipTo.requiredText("name", 120);
        List<String> lines = shipTo.texts("lines", 4, 120);
        if (lines.isEmpty()) {
            shipTo.fault("lines", "required", "An address has one to four lines.");
        }
        Optional<String> city = shipTo.requiredText("city", 80);
        Optional<String> region = shipTo.requiredText("region", 40);
        Optional<String> postalCode = shipTo.requiredText("postalCode", 20);
        Optional<String> country = shipTo.requiredValue("country", 2, OrderBody::country, "an ISO 3166 country code");
        return name.isPresent() && !lines.isEmpty() && city.isPresent() && region.isPresent() && postalCode.isPresent()
                && country.isPresent()
                        ? Optional.of(new Destination.Given(new Address(name.get(), lines, city.get(), region.get(),
                                postalCode.get(), country.get(), Optional.empty())))
                        : Optional.empty();
    }

    private static Optional<String> country(String code) {
        return Set.of(java.util.Locale.getISOCountries()).contains(code) ? Optional.of(code) : Optional.empty();
    }

    private static List<OrderRequest.Line> lines(List<ObjectReader> readers, Currency currency) {
        List<OrderRequest.Line> lines = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        int next = 1;
        for (ObjectReader line : readers) {
            int lineNo = line.whole("lineNo", 1, 999_999).orElse(next);
            if (!numbers.add(lineNo)) {
                line.fault("lineNo", "duplicate", "Another line has the number " + lineNo + ".");
            }
            next = lineNo + 1;
            Optional<String> buyerLine = line.text("buyerLine", 20);
            Optional<ItemName> item = item(line);
            Optional<BigDecimal> quantity = line.requiredDecimal("quantity", QUANTITY);
            Optional<Unit> unit = line.requiredValue("unit", 3, Unit::parse, "a UN/CEFACT Rec 20 unit code");
            Optional<Money> price = line.decimal("expectedPrice", PRICE).map(amount -> Money.of(amount, currency));
            Optional<String> notes = line.text("notes", 1_000);
            if (item.isPresent() && quantity.isPresent() && unit.isPresent()) {
                lines.add(new OrderRequest.Line(lineNo, buyerLine, item.get(),
                        new Quantity(quantity.get(), unit.get()), price, notes));
            }
        }
        return lines;
    }

    /** A line names its item in one of three ways. */
    static Optional<ItemName> item(ObjectReader line) {
        Optional<ItemName> bySku = line.value("sku", 40, Sku::parse, "an item number").map(ItemName.BySku::new);
        Optional<ItemName> byGtin = line.value("gtin", 14, Gtin::parse, "a GTIN with a right check digit")
                .map(ItemName.ByGtin::new);
        Optional<ItemName> byBuyer = line.text("buyerItem", 80).map(ItemName.ByBuyerItem::new);
        long named = List.of("sku", "gtin", "buyerItem").stream().filter(line::has).count();
        if (named != 1) {
            line.fault("item-name", named == 0 ? "Name the item by sku, gtin or buyerItem."
                    : "Name the item in one way only: sku, gtin or buyerItem.");
            return Optional.empty();
        }
        return bySku.or(() -> byGtin).or(() -> byBuyer);
    }
}

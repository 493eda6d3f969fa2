package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.OrderPosting;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of an order in the words of a {@code sale.sale}. Tryton's create fills in nothing that its forms would: addresses,
 * terms and taxes are asked for as a form asks, prices and freight are the ones that were promised. Where the module
 * {@code web_shop} is active, our number is also given as {@code web_id}, which Tryton keeps unique.
 */
final class NewSale {

    /** After every line of an order, whose numbers are theirs. */
    static final int FREIGHT_SEQUENCE = 1_000_000;

    private static final String SALE = "sale.sale";
    private static final int PRICE_DIGITS = 4;
    private static final List<String> ASKED = List.of("invoice_address", "payment_term", "price_list");

    private final Conversation tryton;
    private final SystemSettings system;
    private final OrderPosting order;
    private final SalePart part;
    private final Directory directory;

    NewSale(Conversation tryton, OrderPosting order, SalePart part) {
        this.tryton = tryton;
        this.system = tryton.system();
        this.order = order;
        this.part = part;
        this.directory = new Directory(tryton);
    }

    ObjectNode values() {
        long party = directory.party(order.account().value());
        ObjectNode sale = Wire.object().put("company", tryton.company()).put("party", party)
                .put("currency", directory.currency(order.currency())).put("reference", part.reference())
                .put("shipment_method", "order").put("invoice_method", "shipment")
                .put("warehouse", directory.warehouse(part.warehouse()));
        order.buyerReference().ifPresent(number -> sale.put("description", number));
        if (tryton.has(SALE, "web_id")) {
            sale.put("web_id", part.reference());
        }
        if (tryton.has(SALE, "shipment_cost_method")) {
            sale.putNull("shipment_cost_method").putNull("carrier");
        }
        ObjectNode form = sale.deepCopy();
        form.putArray("lines");
        JsonNode filledIn = tryton.onChange(SALE, "on_change_party", form);
        ASKED.stream().filter(filledIn::hasNonNull).forEach(field -> sale.set(field, filledIn.path(field)));
        sale.put("shipment_address", directory.address(party, order.shipToId(), order.shipTo()));
        sale.putArray("lines").addArray().add("create").add(lines(sale));
        return sale;
    }

    private ArrayNode lines(ObjectNode sale) {
        Optional<String> freight = part.freight().signum() == 0 ? Optional.empty()
                : Optional.of(needed("freightItem"));
        Map<String, JsonNode> products = directory.products(Stream.concat(part.lines().stream()
                .map(line -> line.sku().value()), freight.stream()).collect(Collectors.toCollection(HashSet::new)));
        Set<Unit> units = part.lines().stream().map(line -> line.quantity().unit()).collect(Collectors.toSet());
        Map<Unit, Long> unitNumbers = directory.units(units);
        ArrayNode lines = sale.arrayNode();
        for (OrderPosting.Line line : part.lines()) {
            lines.add(line(sale, line.lineNo(), product(products, line.sku().value()),
                    unitNumbers.getOrDefault(line.quantity().unit(), 0L), line.quantity().value(), line.unitPrice()));
        }
        freight.ifPresent(code -> lines.add(line(sale, FREIGHT_SEQUENCE, product(products, code),
                product(products, code).path("sale_uom").asLong(0), BigDecimal.ONE, part.freight())));
        return lines;
    }

    private static JsonNode product(Map<String, JsonNode> products, String code) {
        return Optional.ofNullable(products.get(code)).orElseThrow();
    }

    private ObjectNode line(ObjectNode sale, int sequence, JsonNode product, long unit, BigDecimal quantity,
            BigDecimal unitPrice) {
        ObjectNode line = Wire.object().put("type", "line").put("sequence", sequence).put("product", Wire.id(product))
                .put("unit", unit);
        line.set("quantity", Wire.number(quantity));
        line.set("unit_price", Wire.decimal(priced(unitPrice)));
        ObjectNode form = line.deepCopy();
        form.putArray("taxes");
        for (String field : List.of("party", "price_list", "company", "currency", "warehouse")) {
            form.set("_parent_sale." + field, sale.path(field).isMissingNode() ? sale.nullNode() : sale.path(field));
        }
        JsonNode filledIn = tryton.onChange("sale.line", "on_change_product", form);
        ArrayNode taxes = line.putArray("taxes").addArray().add("add").addArray();
        filledIn.path("taxes").path("add").forEach(added -> taxes.add(Wire.id(added.path(1))));
        if (filledIn.hasNonNull("product_customer")) {
            line.set("product_customer", filledIn.path("product_customer"));
        }
        return line;
    }

    /** Tryton keeps four digits of a price, and refuses more in words about its own fields. */
    private static BigDecimal priced(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        if (stripped.scale() > PRICE_DIGITS) {
            throw Directory.refused("A unit price of " + price.toPlainString() + " has more than the " + PRICE_DIGITS
                    + " digits that prices can have.");
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private String needed(String setting) {
        return system.setting(setting).orElseThrow(() ->
                Fault.broken("The settings of " + system.id() + " do not say which " + setting + " to use."));
    }
}

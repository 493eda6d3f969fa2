package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the fake Tryton does when rows are made and buttons pressed: a small distributor with two warehouses. */
final class FakeBusiness {

    private static final BigDecimal TAX = new BigDecimal("0.07");
    private static final List<String> SALE_FIELDS = List.of("party", "company", "currency", "reference", "state",
            "shipment_cost_method", "carrier", "drop_shipments");

    private final FakeTables tables;
    private final FakeFulfilment fulfilment;
    /** Whether the module is active that keeps a {@code web_id} unique. */
    private boolean webIds = true;
    private long lastNumber;

    FakeBusiness(FakeTables tables) {
        this.tables = tables;
        this.fulfilment = new FakeFulfilment(tables);
        relations();
        seed();
    }

    void withoutWebIds() {
        webIds = false;
    }

    FakeFulfilment fulfilment() {
        return fulfilment;
    }

    private void relations() {
        tables.one("sale.sale", "party", "party.party");
        tables.one("sale.sale", "warehouse", "stock.location");
        tables.one("sale.sale", "currency", "currency.currency");
        tables.many("sale.sale", "lines", "sale.line", "sale");
        tables.one("sale.line", "product", "product.product");
        tables.one("sale.line", "sale", "sale.sale");
        tables.many("party.party", "addresses", "party.address", "party");
        tables.many("party.party", "identifiers", "party.identifier", "party");
        tables.one("party.party", "sale_price_list", "product.price_list");
        tables.one("party.address", "party", "party.party");
        tables.one("party.address", "country", "country.country");
        tables.one("party.address", "subdivision", "country.subdivision");
        tables.one("country.subdivision", "country", "country.country");
        tables.one("product.product", "template", "product.template");
        tables.many("product.product", "identifiers", "product.identifier", "product");
        tables.one("product.template", "account_category", "product.category");
        tables.one("product.product", "default_uom", "product.uom");
        tables.many("product.price_list", "lines", "product.price_list.line", "price_list");
        fulfilment.relations();
    }

    private void seed() {
        for (String model : List.of("sale.sale", "sale.line", "party.party", "party.address", "party.identifier",
                "product.product", "product.template", "product.identifier", "product.price_list",
                "product.price_list.line", "sale.configuration")) {
            tables.model(model);
        }
        // The company is number one, as the user's preferences say.
        long company = tables.add("company.company", Wire.object());
        tables.row("company.company", company).put("currency",
                tables.add("currency.currency", Wire.object().put("code", "USD")));
        long us = tables.add("country.country", Wire.object().put("code", "US"));
        tables.add("country.subdivision", Wire.object().put("code", "US-OH").put("country", us));
        tables.add("country.subdivision", Wire.object().put("code", "US-GA").put("country", us));
        tables.add("stock.location", Wire.object().put("code", "CMH").put("type", "warehouse"));
        tables.add("stock.location", Wire.object().put("code", "EWR").put("type", "warehouse"));
        uom("Unit", 1, 1.0, "1");
        uom("Kilogram", 2, 1.0, "0.01");
        uom("Gram", 2, 0.001, "0.01");
        uom("Box of 100", 1, 100.0, "1");
        ObjectNode tax = Wire.object().put("name", "Sales Tax 7%").put("type", "percentage").put("active", true)
                .putNull("parent");
        tax.set("rate", Wire.decimal(TAX));
        long taxId = tables.add("account.tax", tax);
        long goods = category("Goods (taxable)", List.of(taxId));
        category("Services", List.of());
        for (String[] item : new String[][] {{"SAF-2001", "Hard hat", "18.9500"}, {"FST-1001", "Hex bolt", "0.4200"},
                {"ABR-4002", "Flap disc", "5.6000"}}) {
            product(item[0], item[1], item[2], "goods", goods);
        }
        product("FRT-GND", "Freight", "12.5000", "service", category("Freight", List.of()));
        long gold = tables.add("product.price_list", Wire.object().put("name", "Gold").put("active", true));
        ObjectNode line = Wire.object().put("price_list", gold);
        line.set("quantity", Wire.number(new BigDecimal("50")));
        tables.add("product.price_list.line", line);
        tables.add("sale.configuration", Wire.object().putNull("sale_price_list"));
        party("C-ACME", "Acme Manufacturing Co", Optional.of("50000"), us, Optional.of(gold));
        party("C-TIGHT", "Tightrope Contracting", Optional.of("100"), us, Optional.empty());
        party("C-OPEN", "Openfield Mills LLC", Optional.empty(), us, Optional.empty());
    }

    private void uom(String name, int category, double factor, String rounding) {
        tables.add("product.uom", Wire.object().put("name", name).put("category", category).put("factor", factor)
                .put("rounding", Double.parseDouble(rounding)));
    }

    private long category(String name, List<Long> taxes) {
        ObjectNode row = Wire.object().put("name", name).put("accounting", true);
        ArrayNode list = row.putArray("customer_taxes_used");
        taxes.forEach(list::add);
        return tables.add("product.category", row);
    }

    long product(String code, String name, String price, String type, long category) {
        long template = tables.add("product.template", Wire.object().put("name", name)
                .put("account_category", category));
        long unit = tables.only("product.uom", "name", "Unit").path("id").asLong();
        ObjectNode row = Wire.object().put("code", code).put("template", template).put("type", type)
                .put("default_uom", unit).put("sale_uom", unit).put("salable", true).put("active", true)
                .put("weight", 400.0).put("weight_uom", tables.only("product.uom", "name", "Gram").path("id").asLong())
                .put("supply_on_sale", false).putNull("lead_time");
        row.set("list_price", Wire.decimal(new BigDecimal(price)));
        return tables.add("product.product", row);
    }

    long party(String code, String name, Optional<String> limit, long country, Optional<Long> priceList) {
        ObjectNode row = Wire.object().put("code", code).put("name", name).put("active", true);
        priceList.ifPresentOrElse(list -> row.put("sale_price_list", list), () -> row.putNull("sale_price_list"));
        limit.ifPresentOrElse(amount -> row.set("credit_limit_amount", Wire.decimal(new BigDecimal(amount))),
                () -> row.putNull("credit_limit_amount"));
        row.set("credit_amount", Wire.decimal(BigDecimal.ZERO));
        long party = tables.add("party.party", row);
        tables.add("party.address", Wire.object().put("party", party).put("street", "200 Plant Rd")
                .put("city", "Dayton").put("postal_code", "45402").put("country", country).put("active", true)
                .put("subdivision", tables.only("country.subdivision", "code", "US-OH").path("id").asLong()));
        return party;
    }

    JsonNode fields(String model) {
        ObjectNode fields = Wire.object();
        SALE_FIELDS.forEach(fields::putObject);
        if (webIds) {
            fields.putObject("web_id");
        }
        return fields;
    }

    long create(String model, ObjectNode values) {
        if (model.equals("sale.sale")) {
            return sale(values);
        }
        if (model.equals("account.invoice")) {
            return fulfilment.entered(values);
        }
        if (model.equals("res.user.warning")) {
            fulfilment.accept(values);
        }
        if (model.equals("stock.move")) {
            FakeFulfilment.outOfShipment(values);
        }
        if (model.equals("party.address") && !values.has("party")) {
            throw new UserErrors().required("party", model);
        }
        return tables.add(model, values);
    }

    void write(String model, long id, ObjectNode values) {
        fulfilment.mayWrite(model, id);
        if (model.equals("account.invoice")) {
            tables.row(model, id).remove("without_taxes");
        }
        if (model.equals("stock.move")) {
            FakeFulfilment.outOfShipment(values);
        }
        tables.change(model, id, values);
    }

    private long sale(ObjectNode values) {
        for (String field : List.of("party", "company", "currency", "invoice_address", "shipment_address")) {
            if (!values.hasNonNull(field)) {
                throw new UserErrors().required(field, "sale.sale");
            }
        }
        if (values.has("web_id")) {
            if (!webIds) {
                throw new FakeTables.Unknown("web_id");
            }
            if (tables.all("sale.sale").stream().anyMatch(row -> row.path("web_id").equals(values.path("web_id")))) {
                throw new FakeTryton.UserError("The web ID on the sale must be unique.", "");
            }
        }
        List<JsonNode> lines = values.path("lines").path(0).path(1).valueStream().toList();
        lines.forEach(line -> {
            if (FakeTables.money(line.path("unit_price")).scale() > 4) {
                throw new FakeTryton.UserError("The number of digits in the value of field \"Unit Price\" is too big.",
                        "");
            }
        });
        ObjectNode header = values.deepCopy();
        header.remove("lines");
        header.put("state", "draft").putNull("number");
        header.set("total_amount", Wire.decimal(total(lines)));
        long id = tables.add("sale.sale", header);
        for (JsonNode line : lines) {
            ObjectNode row = ((ObjectNode) line).deepCopy().put("sale", id);
            tables.add("sale.line", row);
        }
        return id;
    }

    private static BigDecimal total(List<JsonNode> lines) {
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal taxed = BigDecimal.ZERO;
        for (JsonNode line : lines) {
            BigDecimal amount = FakeTables.money(line.path("unit_price"))
                    .multiply(line.path("quantity").decimalValue()).setScale(2, RoundingMode.HALF_EVEN);
            net = net.add(amount);
            taxed = line.path("taxes").path(0).path(1).isEmpty() ? taxed : taxed.add(amount);
        }
        return net.add(taxed.multiply(TAX).setScale(2, RoundingMode.HALF_EVEN));
    }

    JsonNode onChange(String model, String change, JsonNode form) {
        ObjectNode filled = Wire.object();
        if (change.equals("on_change_party")) {
            long party = form.path("party").asLong();
            long address = tables.all("party.address").stream().filter(row -> row.path("party").asLong() == party)
                    .findFirst().orElseThrow().path("id").asLong();
            filled.put("invoice_address", address).put("shipment_address", address).put("payment_term", 1);
            filled.set("price_list", tables.row("party.party", party).path("sale_price_list"));
            return filled;
        }
        ObjectNode product = tables.row("product.product", form.path("product").asLong());
        ArrayNode added = filled.putObject("taxes").putArray("add");
        JsonNode taxes = tables.row("product.category", tables.row("product.template",
                product.path("template").asLong()).path("account_category").asLong()).path("customer_taxes_used");
        taxes.forEach(tax -> added.addArray().add(0).addObject().put("id", tax.asLong()));
        filled.set("unit_price", product.path("list_price"));
        return filled;
    }

    /** Buttons that do not fit the state do nothing, as over there. */
    JsonNode press(String model, String button, List<Long> ids) {
        JsonNode answer = Wire.object().nullNode();
        for (long id : ids) {
            if (model.equals("sale.sale")) {
                sale(button, tables.row(model, id));
            } else {
                answer = fulfilment.press(model, button, id);
            }
        }
        return answer;
    }

    private void sale(String button, ObjectNode sale) {
        String state = sale.path("state").asString();
        long id = sale.path("id").asLong();
        switch (button + " " + state) {
            case "quote draft" -> {
                inStock(id);
                move(id, "quotation", Wire.object().put("number", String.valueOf(++lastNumber)));
            }
            case "confirm quotation" -> {
                credit(sale);
                move(id, "processing", Wire.object());
                fulfilment.processed(id);
            }
            case "cancel draft", "cancel quotation" -> move(id, "cancelled", Wire.object());
            case String other when Set.of("quote", "confirm", "cancel").contains(button) -> { }
            case String other -> throw new FakeTables.Unknown(other);
        }
    }

    private void inStock(long sale) {
        long scarce = tables.only("product.product", "code", "ABR-4002").path("id").asLong();
        if (tables.all("sale.line").stream().anyMatch(line -> line.path("sale").asLong() == sale
                && line.path("product").asLong() == scarce
                && line.path("quantity").decimalValue().intValue() > 3)) {
            throw new FakeTryton.UserError("There is not enough stock of product ABR-4002.", "");
        }
    }

    private void credit(ObjectNode sale) {
        ObjectNode party = tables.row("party.party", sale.path("party").asLong());
        BigDecimal exposure = FakeTables.money(party.path("credit_amount"))
                .add(FakeTables.money(sale.path("total_amount")));
        if (party.hasNonNull("credit_limit_amount")
                && exposure.compareTo(FakeTables.money(party.path("credit_limit_amount"))) > 0) {
            throw new FakeTryton.UserError("You cannot exceed the credit limit of party \""
                    + party.path("name").asString() + "\".", "");
        }
        ObjectNode change = Wire.object();
        change.set("credit_amount", Wire.decimal(exposure));
        tables.change("party.party", party.path("id").asLong(), change);
    }

    private void move(long sale, String state, ObjectNode more) {
        tables.change("sale.sale", sale, more.put("state", state));
    }

    /** A row with the fields that are worked out when it is read. */
    ObjectNode computed(String model, ObjectNode row, JsonNode context) {
        return fulfilment.computed(model, row, context);
    }

    /** Refusals in the words of the real one. */
    private record UserErrors() {

        FakeTryton.UserError required(String field, String model) {
            return new FakeTryton.UserError("A value is required for field \"" + field + "\" in \"" + model + "\".", "");
        }
    }

}

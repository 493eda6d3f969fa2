package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of the fake that buys what is sold and has suppliers ship it, as the modules for that do. */
final class FakeSupply {

    static final String DROP = "stock.shipment.drop";
    static final String PURCHASE = "purchase.purchase";
    static final String REQUEST = "purchase.request";
    private static final String MOVE = "stock.move";
    private static final String LINE = "sale.line,";

    private final FakeTables tables;
    private final Consumer<List<Runnable>> queue;

    /** @param queue does what is put there: at once from the end, or from the beginning when the worker gets to it */
    FakeSupply(FakeTables tables, Consumer<List<Runnable>> queue) {
        this.tables = tables;
        this.queue = queue;
    }

    void relations() {
        for (String model : List.of(DROP, PURCHASE, REQUEST, "purchase.line", "purchase.product_supplier")) {
            tables.model(model);
        }
        tables.many("product.template", "product_suppliers", "purchase.product_supplier", "template");
        tables.one("purchase.product_supplier", "party", "party.party");
        tables.many("sale.sale", "drop_shipments", DROP, "sale");
        tables.many(PURCHASE, "drop_shipments", DROP, "purchase");
        tables.many(DROP, "moves", MOVE, "drop_of");
        tables.many(DROP, "customer_moves", MOVE, "drop_of");
        tables.many(DROP, "supplier_moves", MOVE, "supply_of");
        tables.one(DROP, "supplier", "party.party");
        tables.many(PURCHASE, "lines", "purchase.line", "purchase");
    }

    /** From now on a supplier ships an item to whoever buys it. */
    void sends(String sku, String supplier) {
        ObjectNode product = tables.only("product.product", "code", sku);
        product.put("supply_on_sale", true);
        tables.row("product.template", product.path("template").asLong()).put("supply_on_sale", true);
        long party = tables.add("party.party", Wire.object().put("code", supplier).put("name", supplier));
        tables.add("purchase.product_supplier", Wire.object().put("template", product.path("template").asLong())
                .put("party", party).put("code", "X-" + sku).put("drop_shipment", true).put("sequence", 1)
                .set("lead_time", Wire.object().put("seconds", 3 * 86_400)));
    }

    boolean supplied(JsonNode saleLine) {
        return tables.row("product.product", saleLine.path("product").asLong()).path("supply_on_sale").asBoolean();
    }

    /** A request for a line that has none, and goods that wait for what becomes of it. */
    void processed(ObjectNode line) {
        if (!line.hasNonNull("purchase_request")) {
            line.put("purchase_request", tables.add(REQUEST, Wire.object().put("line", Wire.id(line)).put("customer", 1)
                    .put("state", "draft").putNull("purchase")));
            move(line, Wire.quantity(line.path("quantity")), "staging");
        }
    }

    private long move(JsonNode line, BigDecimal quantity, String state) {
        ObjectNode move = Wire.object().put("state", state).put("product", line.path("product").asLong())
                .put("uom", line.path("unit").asLong()).put("origin", LINE + Wire.id(line));
        move.set("quantity", Wire.number(quantity));
        return tables.add(MOVE, move);
    }

    JsonNode wizard(String method, JsonNode params) {
        if (method.endsWith("execute")) {
            for (JsonNode id : params.path(params.size() - 1).path("active_ids")) {
                ObjectNode request = tables.row(REQUEST, id.asLong());
                if (method.contains("create_purchase") && !request.hasNonNull("purchase")) {
                    long purchase = tables.add(PURCHASE, Wire.object().put("state", "draft").putNull("reference"));
                    tables.add("purchase.line", Wire.object().put("purchase", purchase).put("request", Wire.id(request)));
                    tables.change(REQUEST, Wire.id(request), Wire.object().put("purchase", purchase)
                            .put("state", "purchased"));
                } else if (method.contains("cancellation")) {
                    tables.change(REQUEST, Wire.id(request), Wire.object().put("state", "cancelled"));
                }
            }
        }
        return Wire.object().arrayNode().add(1).add("start").add("end");
    }

    /** What left there, once it is done; else nothing. */
    List<ObjectNode> press(String model, String button, ObjectNode row) {
        switch (model + " " + button + " " + row.path("state").asString()) {
            case PURCHASE + " quote draft" -> state(PURCHASE, row, "quotation");
            case PURCHASE + " confirm quotation" -> {
                state(PURCHASE, row, "confirmed");
                queue.accept(List.of(() -> {
                    state(PURCHASE, row, "processing");
                    requests(row).forEach(request -> waits(tables.row("sale.line", request.path("line").asLong())));
                }));
            }
            case PURCHASE + " cancel draft", PURCHASE + " cancel quotation" -> {
                state(PURCHASE, row, "cancelled");
                requests(row).forEach(request -> state(REQUEST, request, "exception"));
            }
            case DROP + " ship waiting" -> ship(row);
            case DROP + " draft waiting" -> state(DROP, row, "draft");
            case DROP + " wait draft" -> {
                state(DROP, row, "waiting");
                requests(tables.row(PURCHASE, row.path("purchase").asLong())).forEach(request ->
                        loose(tables.row("sale.line", request.path("line").asLong())).forEach(move -> ties(move, row)));
            }
            case DROP + " done shipped" -> {
                state(DROP, row, "done");
                List<ObjectNode> left = moves("drop_of", row);
                left.forEach(move -> state(MOVE, move, "done"));
                return left;
            }
            case String other when Set.of(PURCHASE, DROP).contains(model) -> { }
            case String other -> throw new FakeTables.Unknown(other);
        }
        return List.of();
    }

    private List<ObjectNode> requests(JsonNode purchase) {
        return tables.all(REQUEST).stream().filter(each -> each.path("purchase").asLong(-1) == Wire.id(purchase)).toList();
    }

    private List<ObjectNode> moves(String field, JsonNode drop) {
        return tables.all(MOVE).stream().filter(each -> each.path(field).asLong(-1) == Wire.id(drop)).toList();
    }

    /** What of a line is in no shipment. */
    private List<ObjectNode> loose(ObjectNode line) {
        return tables.all(MOVE).stream().filter(move -> move.path("origin").asString("").equals(LINE + Wire.id(line))
                && !move.has("drop_of") && Set.of("staging", "draft").contains(move.path("state").asString())).toList();
    }

    /** A drop shipment for what of a line is in none. */
    private void waits(ObjectNode line) {
        for (ObjectNode move : loose(line)) {
            ObjectNode drop = drop(line);
            ties(move, drop);
            tables.add(MOVE, move.deepCopy().putNull("origin").putNull("drop_of").put("supply_of", Wire.id(drop)));
        }
    }

    private ObjectNode drop(ObjectNode line) {
        long drop = tables.add(DROP, Wire.object().put("state", "waiting").putNull("reference")
                .put("purchase", tables.row(REQUEST, line.path("purchase_request").asLong()).path("purchase").asLong())
                .put("supplier", tables.only("purchase.product_supplier", "code", "X-"
                        + tables.row("product.product", line.path("product").asLong()).path("code").asString())
                        .path("party").asLong()));
        return tables.row(DROP, drop).put("number", "D" + drop);
    }

    private void ties(ObjectNode move, ObjectNode drop) {
        move.put("state", "draft").put("drop_of", Wire.id(drop)).put("shipment", DROP + "," + Wire.id(drop));
        drop.put("sale", tables.row("sale.line", Long.parseLong(move.path("origin").asString().substring(LINE.length())))
                .path("sale").asLong());
    }

    /** The buyer gets what the supplier has sent, and the rest some other time. */
    private void ship(ObjectNode drop) {
        state(DROP, drop, "shipped");
        ObjectNode sent = moves("supply_of", drop).getFirst();
        state(MOVE, sent, "done");
        for (ObjectNode move : moves("drop_of", drop)) {
            ObjectNode line = tables.row("sale.line", Long.parseLong(move.path("origin").asString().substring(LINE.length())));
            ObjectNode change = Wire.object();
            change.set("quantity", sent.path("quantity"));
            tables.change(MOVE, Wire.id(move), change);
            queue.accept(List.of(() -> rest(drop, line), () -> leaves(line)));
        }
    }

    /** The supplier sends the rest: to the buyer, for no line of the sale if that has not said yet what it waits for. */
    private void rest(ObjectNode drop, ObjectNode line) {
        BigDecimal rest = Wire.quantity(line.path("quantity")).subtract(supplied(drop.path("purchase").asLong()));
        if (rest.signum() > 0 && loose(line).isEmpty()) {
            long next = Wire.id(drop(line));
            for (String side : List.of("supply_of", "drop_of")) {
                tables.row(MOVE, move(line, rest, "draft")).putNull("origin").put(side, next)
                        .put("shipment", DROP + "," + next);
            }
        } else if (rest.signum() > 0) {
            waits(line);
        }
    }

    private BigDecimal supplied(long purchase) {
        return tables.all(DROP).stream().filter(drop -> drop.path("purchase").asLong(-1) == purchase)
                .flatMap(drop -> moves("supply_of", drop).stream()).map(each -> Wire.quantity(each.path("quantity")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void leaves(ObjectNode line) {
        BigDecimal rest = open(line);
        if (rest.signum() > 0) {
            move(line, rest, "draft");
        }
    }

    private BigDecimal open(ObjectNode line) {
        return Wire.quantity(line.path("quantity")).subtract(tables.all(MOVE).stream().filter(each -> each.path("origin")
                .asString("").equals(LINE + Wire.id(line))).map(each -> Wire.quantity(each.path("quantity")))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private void state(String model, ObjectNode row, String state) {
        tables.change(model, Wire.id(row), Wire.object().put("state", state));
    }
}

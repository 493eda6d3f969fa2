package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shipments, stock and invoices of the fake Tryton. */
final class FakeFulfilment {

    private static final String SHIPMENT = "stock.shipment.out";
    private static final String MOVE = "stock.move";
    private static final String INVOICE = "account.invoice";
    private static final String INVOICE_LINE = "account.invoice.line";
    private static final BigDecimal TAX = new BigDecimal("0.07");
    private static final BigDecimal PLENTY = new BigDecimal("1000000");

    private final FakeTables tables;
    private final FakeSupply supply;
    private final Map<String, BigDecimal> stock = new HashMap<>();
    private final Set<String> accepted = new HashSet<>();
    private boolean worker;
    private long lastInvoice;

    FakeFulfilment(FakeTables tables) {
        this.tables = tables;
        this.supply = new FakeSupply(tables, this::queue);
    }

    FakeSupply supply() {
        return supply;
    }

    /** From now on shipments and invoices are made some time after the answer, when {@link #catchUp} is called. */
    void withWorker() {
        worker = true;
    }

    private final List<Runnable> later = new ArrayList<>();

    void catchUp() {
        later.forEach(Runnable::run);
        later.clear();
    }

    private void soon(Runnable work) {
        queue(List.of(work));
    }

    private void queue(List<Runnable> work) {
        if (worker) {
            later.addAll(work);
        } else {
            work.reversed().forEach(Runnable::run);
        }
    }

    void stock(String sku, String warehouse, String quantity) {
        stock.put(sku + "@" + warehouse, new BigDecimal(quantity));
    }

    BigDecimal stock(String sku, String warehouse) {
        return stock.getOrDefault(sku + "@" + warehouse, PLENTY);
    }

    void relations() {
        for (String model : List.of(INVOICE, INVOICE_LINE, SHIPMENT, MOVE, "res.user.warning", "account.move.line")) {
            tables.model(model);
        }
        supply.relations();
        tables.many("sale.sale", "shipments", SHIPMENT, "sale");
        tables.many("sale.sale", "invoices", INVOICE, "sale");
        tables.many(SHIPMENT, "moves", MOVE, "outgoing_of");
        tables.many(SHIPMENT, "outgoing_moves", MOVE, "outgoing_of");
        tables.many(SHIPMENT, "inventory_moves", MOVE, "inventory_of");
        tables.one(SHIPMENT, "warehouse", "stock.location");
        tables.one(SHIPMENT, "customer", "party.party");
        tables.one(MOVE, "product", "product.product");
        tables.many(INVOICE, "lines", INVOICE_LINE, "invoice");
        tables.many(INVOICE, "lines_to_pay", "account.move.line", "invoice");
        tables.many(INVOICE, "payment_lines", "account.move.line", "pays");
        tables.one(INVOICE, "currency", "currency.currency");
        tables.one(INVOICE_LINE, "product", "product.product");
        tables.one(INVOICE_LINE, "invoice", INVOICE);
        tables.one("company.company", "currency", "currency.currency");
        tables.one("sale.configuration", "sale_price_list", "product.price_list");
        tables.one("product.product", "sale_uom", "product.uom");
    }

    void processed(long sale) {
        soon(() -> {
            lines(sale).stream().filter(supply::supplied).forEach(supply::processed);
            ship(sale);
            List<ObjectNode> services = lines(sale).stream().filter(line -> !goods(line)).toList();
            if (!services.isEmpty()) {
                long invoice = invoice(sale);
                services.forEach(line -> invoiceLine(invoice, line, Wire.quantity(line.path("quantity")), List.of()));
            }
        });
    }

    private List<ObjectNode> lines(long sale) {
        return tables.all("sale.line").stream().filter(line -> line.path("sale").asLong() == sale).toList();
    }

    private boolean goods(JsonNode saleLine) {
        return tables.row("product.product", saleLine.path("product").asLong()).path("type").asString().equals("goods");
    }

    /** A shipment for whatever has not left and is in no other one. */
    private void ship(long sale) {
        Map<ObjectNode, BigDecimal> open = new HashMap<>();
        for (ObjectNode line : lines(sale)) {
            BigDecimal left = Wire.quantity(line.path("quantity"));
            for (ObjectNode move : tables.all(MOVE)) {
                if (move.path("origin").asString("").equals("sale.line," + Wire.id(line))) {
                    left = left.subtract(Wire.quantity(move.path("quantity")));
                }
            }
            if (goods(line) && !supply.supplied(line) && left.signum() > 0) {
                open.put(line, left);
            }
        }
        if (open.isEmpty()) {
            return;
        }
        long shipment = tables.add(SHIPMENT, Wire.object().put("sale", sale).put("state", "waiting")
                .putNull("reference").put("warehouse", tables.row("sale.sale", sale).path("warehouse").asLong())
                .put("customer", tables.row("sale.sale", sale).path("party").asLong()));
        tables.row(SHIPMENT, shipment).put("number", "S" + shipment);
        open.forEach((line, left) -> {
            long out = tables.add(MOVE, move(line, left).put("origin", "sale.line," + Wire.id(line))
                    .put("outgoing_of", shipment).put("shipment", SHIPMENT + "," + shipment));
            tables.add(MOVE, move(line, left).put("origin", "stock.move," + out).put("inventory_of", shipment));
        });
    }

    private static ObjectNode move(JsonNode line, BigDecimal quantity) {
        ObjectNode move = Wire.object().put("state", "draft").put("product", line.path("product").asLong())
                .put("uom", line.path("unit").asLong());
        move.set("quantity", Wire.number(quantity));
        return move;
    }

    /** Whose shipment is taken away belongs to none. */
    static void outOfShipment(ObjectNode move) {
        if (move.path("shipment").isNull()) {
            move.putNull("outgoing_of");
        }
    }

    /** The wizard that asks which cancelled moves are made again; the others are ignored. */
    JsonNode exception(String step, JsonNode params) {
        if (step.equals("execute")) {
            params.path(1).path("ask").path("domain_moves").forEach(id -> {
                ObjectNode move = tables.row(MOVE, id.asLong());
                ObjectNode line = tables.row("sale.line", Long.parseLong(move.path("origin").asString()
                        .substring("sale.line,".length())));
                line.withArray("moves_ignored").add(id);
            });
        }
        return Wire.object().arrayNode().add(1).add("ask").add("end");
    }

    /** What is picked is made anew from what leaves. */
    private void again(ObjectNode shipment) {
        picks(Wire.id(shipment)).forEach(pick -> tables.remove(MOVE, Wire.id(pick)));
        outgoing(Wire.id(shipment)).forEach(out -> tables.add(MOVE, out.deepCopy().put("state", "draft")
                .put("origin", MOVE + "," + Wire.id(out)).putNull("outgoing_of").putNull("shipment")
                .put("inventory_of", Wire.id(shipment))));
        state(SHIPMENT, List.of(shipment), "waiting");
    }

    void mayWrite(String model, long id) {
        ObjectNode row = tables.row(model, id);
        String state = row.path("state").asString("");
        if (model.equals(MOVE) && !state.equals("draft")) {
            throw new FakeTryton.UserError("You cannot modify a move in state \"" + state + "\".", "");
        }
        if (model.equals(INVOICE_LINE) && !tables.row(INVOICE, row.path("invoice").asLong()).path("state").asString()
                .equals("draft")) {
            throw new FakeTryton.UserError("You cannot modify a line of a posted invoice.", "");
        }
    }

    void accept(ObjectNode warning) {
        accepted.add(warning.path("name").asString());
    }

    JsonNode press(String model, String button, long id) {
        ObjectNode row = tables.row(model, id);
        String state = row.path("state").asString();
        ObjectNode nodes = Wire.object();
        if (Set.of(FakeSupply.PURCHASE, FakeSupply.DROP).contains(model)) {
            List<ObjectNode> left = supply.press(model, button, row);
            if (!left.isEmpty()) {
                soon(() -> invoiced(row.path("sale").asLong(), left));
            }
            return nodes.nullNode();
        }
        switch (model + " " + button + " " + state) {
            case SHIPMENT + " wait draft", SHIPMENT + " wait assigned", SHIPMENT + " wait waiting" -> again(row);
            case SHIPMENT + " cancel waiting" -> state(SHIPMENT, List.of(row), "cancelled");
            case MOVE + " cancel draft", MOVE + " cancel staging" -> state(MOVE, List.of(row), "cancelled");
            case SHIPMENT + " assign_try waiting" -> {
                return nodes.booleanNode(assign(row));
            }
            case SHIPMENT + " pick assigned" -> pick(row);
            case SHIPMENT + " pack picked" -> pack(row);
            case SHIPMENT + " done packed" -> leave(row);
            case MOVE + " draft assigned" -> state(MOVE, List.of(row), "draft");
            case INVOICE + " post draft" -> post(row);
            case String other when Set.of(SHIPMENT, MOVE, INVOICE).contains(model) -> { }
            case String other -> throw new FakeTables.Unknown(other);
        }
        return nodes.nullNode();
    }

    private List<ObjectNode> picks(long shipment) {
        return tables.all(MOVE).stream().filter(move -> move.path("inventory_of").asLong(-1) == shipment).toList();
    }

    private List<ObjectNode> outgoing(long shipment) {
        return tables.all(MOVE).stream().filter(move -> move.path("outgoing_of").asLong(-1) == shipment).toList();
    }

    private void state(String model, List<ObjectNode> rows, String state) {
        rows.forEach(row -> tables.change(model, Wire.id(row), Wire.object().put("state", state)));
    }

    private String place(JsonNode shipment, JsonNode move) {
        return tables.row("product.product", move.path("product").asLong()).path("code").asString() + "@"
                + tables.row("stock.location", shipment.path("warehouse").asLong()).path("code").asString();
    }

    private boolean assign(ObjectNode shipment) {
        List<ObjectNode> moves = picks(Wire.id(shipment));
        boolean enough = moves.stream().allMatch(move -> Wire.quantity(move.path("quantity"))
                .compareTo(stock.getOrDefault(place(shipment, move), PLENTY)) <= 0);
        if (enough) {
            state(MOVE, moves, "assigned");
            state(SHIPMENT, List.of(shipment), "assigned");
        }
        return enough;
    }

    private void pick(ObjectNode shipment) {
        for (ObjectNode move : picks(Wire.id(shipment))) {
            long out = Long.parseLong(move.path("origin").asString().substring("stock.move,".length()));
            ObjectNode change = Wire.object();
            change.set("quantity", move.path("quantity"));
            tables.change(MOVE, out, change);
        }
        state(MOVE, picks(Wire.id(shipment)), "done");
        state(SHIPMENT, List.of(shipment), "picked");
    }

    private void pack(ObjectNode shipment) {
        String warning = "shipment_out_no_carrier_stock.shipment.out," + Wire.id(shipment);
        if (!accepted.remove(warning)) {
            throw new FakeTryton.UserWarning(warning, "The shipment \"" + shipment.path("number").asString()
                    + "\" does not have a carrier set.");
        }
        state(SHIPMENT, List.of(shipment), "packed");
    }

    private void leave(ObjectNode shipment) {
        List<ObjectNode> left = new ArrayList<>();
        for (ObjectNode move : List.copyOf(outgoing(Wire.id(shipment)))) {
            BigDecimal quantity = Wire.quantity(move.path("quantity"));
            if (quantity.signum() == 0) {
                tables.remove(MOVE, Wire.id(move));
            } else {
                stock.put(place(shipment, move), stock.getOrDefault(place(shipment, move), PLENTY).subtract(quantity));
                left.add(move);
            }
        }
        state(MOVE, left, "done");
        state(SHIPMENT, List.of(shipment), "done");
        long sale = shipment.path("sale").asLong();
        soon(() -> {
            invoiced(sale, left);
            ship(sale);
        });
    }

    private void invoiced(long sale, List<ObjectNode> left) {
        long invoice = invoice(sale);
        for (ObjectNode move : left) {
            long line = Long.parseLong(move.path("origin").asString().substring("sale.line,".length()));
            invoiceLine(invoice, tables.row("sale.line", line), Wire.quantity(move.path("quantity")),
                    List.of(Wire.id(move)));
        }
    }

    private long invoice(long sale) {
        return tables.add(INVOICE, Wire.object().put("sale", sale).put("type", "out").put("state", "draft")
                .putNull("number").putNull("reference").putNull("invoice_date")
                .put("currency", tables.row("sale.sale", sale).path("currency").asLong()));
    }

    private void invoiceLine(long invoice, JsonNode saleLine, BigDecimal quantity, List<Long> moves) {
        ObjectNode line = Wire.object().put("invoice", invoice).put("origin", "sale.line," + Wire.id(saleLine))
                .put("unit", saleLine.path("unit").asLong()).put("product", saleLine.path("product").asLong())
                .put("taxed", !saleLine.path("taxes").path(0).path(1).isEmpty());
        line.set("taxes", saleLine.path("taxes").path(0).path(1));
        line.set("quantity", Wire.number(quantity));
        line.set("unit_price", saleLine.path("unit_price"));
        line.set("amount", Wire.decimal(FakeTables.money(saleLine.path("unit_price")).multiply(quantity)
                .setScale(2, RoundingMode.HALF_EVEN)));
        ArrayNode list = line.putArray("stock_moves");
        moves.forEach(list::add);
        tables.add(INVOICE_LINE, line);
    }

    /** An invoice that is written by hand, whose taxes are worked out when it is written the next time. */
    long entered(ObjectNode values) {
        ObjectNode head = values.deepCopy().put("state", "draft").putNull("number").put("without_taxes", true);
        head.remove("lines");
        long invoice = tables.add(INVOICE, head);
        for (JsonNode given : values.path("lines").path(0).path(1)) {
            ObjectNode line = ((ObjectNode) given.deepCopy()).put("invoice", invoice)
                    .put("taxed", !given.path("taxes").path(0).path(1).isEmpty());
            line.putArray("stock_moves");
            line.set("amount", Wire.decimal(FakeTables.money(given.path("unit_price"))
                    .multiply(Wire.quantity(given.path("quantity"))).setScale(2, RoundingMode.HALF_EVEN)));
            tables.add(INVOICE_LINE, line);
        }
        return invoice;
    }

    private void post(ObjectNode invoice) {
        LocalDate day = LocalDate.ofInstant(tables.now(), ZoneOffset.UTC);
        ObjectNode change = Wire.object().put("state", "posted").put("number", String.valueOf(++lastInvoice));
        if (!invoice.hasNonNull("invoice_date")) {
            change.set("invoice_date", Wire.date(day));
        }
        tables.change(INVOICE, Wire.id(invoice), change);
        ObjectNode due = Wire.object().put("invoice", Wire.id(invoice));
        due.set("maturity_date", Wire.date(day.plusDays(30)));
        tables.add("account.move.line", due);
    }

    /** Fields that Tryton works out when they are read, some of them by what is in the context of the question. */
    ObjectNode computed(String model, ObjectNode row, JsonNode context) {
        ObjectNode whole = row.deepCopy();
        if (model.equals(INVOICE)) {
            BigDecimal net = BigDecimal.ZERO;
            BigDecimal taxed = BigDecimal.ZERO;
            for (ObjectNode line : tables.related(INVOICE, row, "lines")) {
                net = net.add(FakeTables.money(line.path("amount")));
                taxed = line.path("taxed").asBoolean() && !row.has("without_taxes") ? taxed.add(FakeTables.money(line.path("amount"))) : taxed;
            }
            BigDecimal tax = taxed.multiply(TAX).setScale(2, RoundingMode.HALF_EVEN);
            whole.set("untaxed_amount", Wire.decimal(net));
            whole.set("tax_amount", Wire.decimal(tax));
            whole.set("total_amount", Wire.decimal(net.add(tax)));
        }
        if (model.equals("product.product")) {
            product(whole, context);
        }
        return whole;
    }

    /** Floats and long decimals as over there: 0.1 + 0.2, and fourteen digits behind the point. */
    private void product(ObjectNode row, JsonNode context) {
        if (context.has("locations")) {
            String warehouse = tables.row("stock.location", context.path("locations").path(0).asLong()).path("code")
                    .asString();
            row.put("quantity", stock(row.path("code").asString(), warehouse).doubleValue());
        }
        BigDecimal price = FakeTables.money(row.path("list_price"));
        if (context.path("price_list").isIntegralNumber()) {
            boolean broken = row.path("code").asString().equals("SAF-2001")
                    && context.path("quantity").asDouble(0) >= 50;
            price = broken ? new BigDecimal("15.50") : price.multiply(new BigDecimal("0.90"));
        }
        boolean box = context.path("uom").asLong(0) == tables.only("product.uom", "name", "Box of 100").path("id")
                .asLong();
        row.set("sale_price_uom", Wire.decimal(price.multiply(box ? new BigDecimal("100") : BigDecimal.ONE)
                .setScale(14, RoundingMode.HALF_EVEN)));
    }
}

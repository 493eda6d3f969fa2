package io.crossdock.system.connectors.tryton;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shipments, stock and invoices of the fake Tryton. */
final class FakeFulfilment {

    private final FakeTables tables;

    FakeFulfilment(FakeTables tables) {
        this.tables = tables;
    }

    void relations() {
        tables.model("account.invoice");
    }

    void processed(long sale) {
        tables.row("sale.sale", sale);
    }

    void mayWrite(String model, long id) {
        tables.row(model, id);
    }

    JsonNode press(String model, String button, long id) {
        throw new FakeTables.Unknown(model + "." + button + " " + id);
    }

    ObjectNode computed(String model, ObjectNode row, JsonNode context) {
        return row;
    }
}

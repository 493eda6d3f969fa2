package io.crossdock.platform.transports;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the ledger keeps of a message that was left somewhere. */
final class Receipts {

    private Receipts() {
    }

    static JsonNode of(Letter letter, String place) {
        return JsonNodeFactory.instance.objectNode().put("message", letter.id()).put("at", place);
    }
}

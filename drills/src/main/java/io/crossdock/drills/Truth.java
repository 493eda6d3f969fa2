package io.crossdock.drills;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What really happened, as the estate's own books tell it (section 8.2 of its contract). */
public record Truth(URI estate) {

    public List<JsonNode> orders() {
        return all("erp/orders", "");
    }

    public List<JsonNode> ordersOf(String number) {
        return all("erp/orders", "externalReference=" + number);
    }

    public List<JsonNode> invoices() {
        return all("erp/invoices", "");
    }

    public List<JsonNode> creditMemos() {
        return all("erp/credit-memos", "");
    }

    /** Goods that came back to warehouses. */
    public List<JsonNode> returns() {
        return all("returns", "");
    }

    /** Releases of warehouses and purchase orders of suppliers. */
    public List<JsonNode> shipments() {
        return all("shipments", "");
    }

    public List<JsonNode> stock() {
        return all("stock", "");
    }

    public List<JsonNode> credit() {
        return all("credit", "");
    }

    public List<JsonNode> calls() {
        return all("calls", "");
    }

    public List<JsonNode> callbacks() {
        return all("callbacks", "");
    }

    /** Those that have neither arrived nor been lost on purpose. */
    List<JsonNode> openCallbacks() {
        return Stream.of("waiting", "given_up").flatMap(state -> all("callbacks", "state=" + state).stream()).toList();
    }

    /** Interchanges that the EDI buyer received. */
    public List<JsonNode> documents() {
        return all("edi", "direction=received");
    }

    private List<JsonNode> all(String what, String filter) {
        List<JsonNode> rows = new ArrayList<>();
        String after = "";
        do {
            String more = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
            String path = "/control/truth/" + what + "?limit=1000&" + filter + more;
            JsonNode page = Http.get(estate.resolve(path)).ok();
            page.path("items").forEach(rows::add);
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return rows;
    }
}

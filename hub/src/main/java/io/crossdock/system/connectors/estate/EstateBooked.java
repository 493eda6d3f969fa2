package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.OrderSource;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.PostedOrder;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the ERP has booked, in our words; its own words are kept beside them as {@code answer}. */
@Component
class EstateBooked {

    private final Json json;

    EstateBooked(Json json) {
        this.json = json;
    }

    /** Contract §2.2. */
    Optional<Outcome.Done> order(JsonNode row) {
        return HttpOutcomes.text(row, "orderNumber").map(number -> done(number, row, new PostedOrder(number,
                Optional.of(row.path("position")).filter(JsonNode::isIntegralNumber).map(JsonNode::asLong),
                HttpOutcomes.text(row, "postedAt").flatMap(EstateBooked::instant))));
    }

    /** Contract §2.3. Empty if an amount is missing: an invoice cannot be half known. */
    Optional<Outcome.Done> invoice(JsonNode row) {
        return posted(row).map(invoice -> done(invoice.number(), row, invoice));
    }

    /** The same without the answer's own words. */
    Optional<PostedInvoice> posted(JsonNode row) {
        try {
            return HttpOutcomes.text(row, "invoiceNumber").map(number -> new PostedInvoice(number,
                    text(row, "currency"), decimal(row, "net"), decimal(row, "freight"), decimal(row, "tax"),
                    decimal(row, "gross"), Instant.parse(text(row, "postedAt")),
                    LocalDate.parse(text(row, "dueDate")), lines(row)));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static List<PostedInvoice.Line> lines(JsonNode row) {
        List<PostedInvoice.Line> lines = new ArrayList<>();
        for (JsonNode line : row.path("lines")) {
            lines.add(new PostedInvoice.Line(line.path("lineNo").asInt(0), new Sku(text(line, "sku")),
                    Quantity.of(text(line, "quantity"), text(line, "unit")), decimal(line, "unitPrice"),
                    decimal(line, "net")));
        }
        return lines;
    }

    /** An order in a list: contract §2.2. */
    static Optional<OrderSource.Booked> listed(JsonNode row) {
        try {
            List<OrderSource.Line> lines = new ArrayList<>();
            for (JsonNode line : row.path("lines")) {
                String base = text(line, "baseUnit");
                lines.add(new OrderSource.Line(line.path("lineNo").asInt(0), new Sku(text(line, "sku")),
                        Quantity.of(text(line, "quantity"), text(line, "unit")), decimal(line, "unitPrice"),
                        Quantity.of(text(line, "cancelledBase"), base),
                        new Quantity(decimal(line, "quantity").multiply(decimal(line, "pack"))
                                .subtract(decimal(line, "cancelledBase")).subtract(decimal(line, "invoicedBase")),
                                Unit.of(base)),
                        Quantity.of(text(line, "invoicedBase"), base)));
            }
            return HttpOutcomes.text(row, "orderNumber").map(number -> new OrderSource.Booked(number,
                    text(row, "externalReference"), text(row, "account"), text(row, "currency"),
                    decimal(row, "total"), lines));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Outcome.Done done(String number, JsonNode row, Object meaning) {
        ObjectNode response = (ObjectNode) json.tree(meaning);
        response.set("answer", row);
        return new Outcome.Done(number, response);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(text(node, field));
    }
}

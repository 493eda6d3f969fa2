package io.crossdock.experience.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crossdock.canonical.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What an event says: the whole order as it stood then, and what has changed. Additions are possible; what is here
 * stays.
 *
 * @param lines    the lines that the event is about
 * @param shipment for {@code shipment.*}
 * @param invoice  for {@code invoice.posted}
 * @param reason   why a promise has changed, where it is known
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EventData(Order order, List<Integer> lines, Optional<Shipment> shipment, Optional<Invoice> invoice,
        Optional<String> reason) {

    EventData {
        lines = List.copyOf(lines);
    }

    /** @param state {@code accepted}, {@code accepted_pending_erp}, {@code held}, {@code cancelled}, {@code closed} */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Order(String number, String account, Optional<String> buyerReference, String channel, String state,
            Instant acceptedAt, String currency, BigDecimal total, List<Line> lines) {
    }

    /**
     * Quantities in the item's base unit; {@code ordered = shipped + open + cancelled}, and {@code backordered} is the
     * part of {@code open} for which no goods are there yet.
     *
     * @param promisedFor the day on which the last open part arrives
     * @param insteadOf   number of the line for whose missing item this one is sent
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Line(int lineNo, Optional<String> buyerLine, String sku, String description, Quantity ordered,
            Quantity shipped, Quantity open, Quantity cancelled, Quantity backordered,
            Optional<LocalDate> promisedFor, Optional<Integer> insteadOf) {
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Shipment(String number, Optional<String> from, Optional<String> carrier, Instant occurredAt,
            List<Part> lines, List<Package> packages) {
    }

    record Part(int lineNo, String sku, Quantity quantity) {
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Package(String sscc, Optional<String> trackingNumber) {
    }

    record Invoice(String number, String shipment, String currency, BigDecimal net, BigDecimal freight, BigDecimal tax,
            BigDecimal total, Instant postedAt, LocalDate dueOn) {
    }
}

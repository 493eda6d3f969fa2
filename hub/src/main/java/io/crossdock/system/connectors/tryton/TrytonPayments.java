package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.PaymentSource;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is still to be paid of the posted invoices that carry our reference of a shipment. */
@Component
class TrytonPayments implements PaymentSource {

    private static final int PAGE = 500;
    /** A payment in part is a line that is added to the invoice; its own row is written with it. */
    private static final Changes CHANGES = new Changes(List.of("payment_lines"));
    private static final List<String> FIELDS = List.of("number", "reference", "amount_to_pay");

    private final Tryton tryton;
    private final Clock clock;

    TrytonPayments(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Page<Paid> payments(SystemSettings system, Asking asking) {
        Cursor cursor = Cursor.of(asking.after(), clock.instant());
        List<Object> domain = new ArrayList<>(List.of(List.of("type", "=", "out"),
                List.of("state", "in", List.copyOf(Invoices.POSTED)), List.of("reference", "like", "%-%"),
                List.of("id", ">", cursor.after())));
        asking.modifiedSince().ifPresent(since -> domain.add(CHANGES.since(since)));
        try {
            return tryton.reading(system, conversation -> {
                List<JsonNode> rows = conversation.search(Invoices.MODEL, domain, Paging.first(PAGE),
                        Stream.concat(FIELDS.stream(), CHANGES.fields().stream()).toList());
                List<JsonNode> ours = rows.stream().filter(row -> Wire.text(row, "reference").flatMap(LegNumber::parse)
                        .isPresent()).toList();
                return new Page<>(Listing.of(system.id(), ours, row -> new Paid(Wire.needed(row, "number"),
                        Wire.decimal(row.path("amount_to_pay")), cursor.notAfterBeginning(CHANGES.stamp(row)))),
                        rows.size() < PAGE ? Optional.empty()
                                : Optional.of(cursor.afterRow(Wire.id(rows.getLast())).text()));
            });
        } catch (Fault fault) {
            throw new SystemUnavailable(fault.why(), fault);
        }
    }
}

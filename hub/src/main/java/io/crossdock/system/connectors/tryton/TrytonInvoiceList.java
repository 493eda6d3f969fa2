package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.InvoiceSource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The posted invoices that carry our reference of a shipment; those that people make there are theirs alone. */
@Component
class TrytonInvoiceList implements InvoiceSource {

    private static final int PAGE = 200;

    private final Tryton tryton;
    private final Clock clock;

    TrytonInvoiceList(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Answer invoices(SystemSettings system, Instant since, Optional<String> after) {
        Cursor cursor = Cursor.of(after, clock.instant());
        List<Object> domain = List.of(List.of("type", "=", "out"), List.of("state", "in", List.copyOf(Invoices.POSTED)),
                List.of("reference", "like", "%-%"), List.of("id", ">", cursor.after()),
                List.of("OR", List.of("create_date", ">=", Wire.moment(since)),
                        List.of("write_date", ">=", Wire.moment(since))));
        try {
            return tryton.reading(system, conversation -> {
                List<JsonNode> rows = conversation.search(Invoices.MODEL, domain, Paging.first(PAGE),
                        Invoices.fields(conversation));
                Invoices.Reading reading = Invoices.Reading.of(rows, conversation);
                List<Booked> booked = new ArrayList<>();
                for (JsonNode row : rows) {
                    String reference = Wire.needed(row, "reference");
                    if (LegNumber.parse(reference).isPresent()) {
                        booked.add(new Booked(reference, Invoices.read(row, reading)));
                    }
                }
                return new Answer.Page(booked, rows.size() < PAGE ? Optional.empty()
                        : Optional.of(cursor.afterRow(Wire.id(rows.getLast())).text()));
            });
        } catch (Fault fault) {
            return new Answer.NoAnswer(fault.why());
        } catch (IllegalArgumentException unreadable) {
            return new Answer.NoAnswer(system.id() + " has an invoice that cannot be read: " + unreadable.getMessage());
        }
    }
}

package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditSink;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Credit memos for goods that came back: customer invoices of less than nothing, with our number of the return. */
@Component
class TrytonCreditMemos implements CreditSink {

    private final Tryton tryton;
    private final Clock clock;

    TrytonCreditMemos(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.LOOKUP;
    }

    @Override
    public Outcome post(SystemSettings system, CreditPosting credit) {
        try {
            List<Sold> sold = tryton.reading(system, conversation -> Sold.of(credit.request().order(), conversation));
            if (sold.isEmpty()) {
                return new Outcome.Refused("no-such-sale", system.id() + " has no sale for order "
                        + credit.request().order() + ".");
            }
            return tryton.writing(system, sold.getFirst().customer(), conversation -> new CreditBooking(conversation, sold,
                    credit.request(), LocalDate.ofInstant(clock.instant(), system.zone())).run());
        } catch (Fault fault) {
            return fault.outcome("not-credited");
        }
    }

    @Override
    public Sighting find(SystemSettings system, String reference) {
        try {
            List<JsonNode> posted = tryton.reading(system, conversation -> Invoices.under(reference, conversation)).stream()
                    .filter(Invoices::posted).toList();
            return switch (posted.size()) {
                case 0 -> new Sighting.Absent();
                case 1 -> new Sighting.Found(Wire.text(posted.getFirst(), "number").orElse(""), posted.getFirst());
                default -> new Sighting.Several(posted.stream()
                        .map(row -> Wire.text(row, "number").orElse("of id " + Wire.id(row))).toList());
            };
        } catch (Fault fault) {
            return new Sighting.Unknown(fault.why());
        }
    }
}

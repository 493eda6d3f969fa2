package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CreditSource;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Credit as Tryton checks it when a sale is confirmed: what is owed and what is confirmed and not invoiced yet. A sale
 * is stamped before it can be seen, so an answer is said to contain only what was stamped some time before the question.
 */
@Component
class TrytonCredit implements CreditSource {

    /** Longer than Tryton takes to confirm a sale, and than its clock differs from ours. */
    private static final Duration SETTLE = Duration.ofMinutes(1);
    /** For parties without a limit. */
    static final BigDecimal NO_LIMIT = new BigDecimal("999999999");

    private final Tryton tryton;
    private final Clock clock;

    TrytonCredit(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Answer credit(SystemSettings system, AccountId account, Duration budget) {
        Instant asOf = clock.instant();
        try {
            return tryton.reading(system, budget, conversation -> standing(conversation, account, asOf));
        } catch (Fault fault) {
            return new Answer.NoAnswer(fault.why());
        } catch (IllegalArgumentException malformed) {
            return new Answer.NoAnswer(system.id() + " answered something that cannot be read: "
                    + malformed.getMessage() + ".");
        }
    }

    private static Answer standing(Conversation tryton, AccountId account, Instant asOf) {
        List<JsonNode> rows = tryton.search("party.party", List.of(List.of("code", "=", account.value())),
                Paging.first(2), List.of("credit_amount", "credit_limit_amount"));
        if (rows.size() != 1) {
            return new Answer.NoAnswer(tryton.system().id() + " has " + (rows.isEmpty() ? "no" : "more than one")
                    + " account " + account + ".");
        }
        JsonNode row = rows.getFirst();
        return new Answer.Standing(limit(row), Wire.decimal(row.path("credit_amount")),
                TrytonOrders.position(asOf.minus(SETTLE)), asOf, currency(tryton));
    }

    static BigDecimal limit(JsonNode party) {
        return Wire.optionalDecimal(party.path("credit_limit_amount")).orElse(NO_LIMIT);
    }

    static Currency currency(Conversation tryton) {
        return tryton.read("company.company", List.of(tryton.company()), List.of("currency.code")).stream()
                .map(row -> Currency.getInstance(Wire.needed(Wire.beyond(row, "currency"), "code"))).findFirst()
                .orElseThrow(() -> Fault.broken("The company of " + tryton.system().id() + " is not there."));
    }
}

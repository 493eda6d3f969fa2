package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.Reply;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code operations.credit}: {@code limit}, {@code exposure}, {@code currency}, {@code position} and {@code asOf}. */
@Component
class DeclaredCredit implements CreditSource {

    private static final String CREDIT = "credit";

    private final DeclaredCalls calls;
    private final Clock clock;

    DeclaredCredit(DeclaredCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return system.declaration().flatMap(each -> each.operation(CREDIT)).isPresent();
    }

    @Override
    public Answer credit(SystemSettings system, AccountId account, Duration budget) {
        Declaration.Operation credit = DeclaredCalls.declaration(system).operation(CREDIT).orElseThrow();
        return switch (calls.send(system, credit.request(), calls.expressions().tree(Map.of("account", account.value())),
                budget)) {
            case Reply.NotSent(String why, var _) -> new Answer.NoAnswer(why);
            case Reply.Lost(String why) -> new Answer.NoAnswer(why);
            case Reply.Answered answer -> {
                try {
                    Answers.Understood said = new Answers(system, credit, calls.expressions()).understand(answer);
                    yield said.isWhole()
                            ? calls.expressions().evaluate(credit.meaning().orElse("$"), said.body())
                                    .<Answer>map(this::standing)
                                    .orElseGet(() -> new Answer.NoAnswer(system.id() + " says nothing of " + account + "."))
                            : new Answer.NoAnswer(said.reason());
                } catch (Expressions.Failed | DateTimeException | IllegalArgumentException unreadable) {
                    yield new Answer.NoAnswer(system.id() + " answered, but not where " + account + " stands: "
                            + unreadable.getMessage() + ".");
                }
            }
        };
    }

    private Answer.Standing standing(JsonNode row) {
        String asOf = row.path("asOf").asString("");
        return new Answer.Standing(new BigDecimal(row.path("limit").asString("")),
                new BigDecimal(row.path("exposure").asString("")), row.path("position").asLong(0),
                asOf.isEmpty() ? clock.instant() : Instant.parse(asOf),
                Currency.getInstance(row.path("currency").asString("")));
    }
}

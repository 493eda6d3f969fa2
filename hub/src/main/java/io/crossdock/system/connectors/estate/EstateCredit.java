package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.Reply;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Credit as the estate's ERP knows it (contract §2.1). */
@Component
class EstateCredit implements CreditSource {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateCredit(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "account");
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Answer credit(SystemSettings erp, AccountId account, Duration budget) {
        Reply reply = http.get(erp, "/credit/" + EstateHttp.encoded(account.value()), budget);
        return http.object(reply).flatMap(EstateCredit::standing).<Answer>map(standing -> standing)
                .orElseGet(() -> new Answer.NoAnswer(HttpOutcomes.noAnswer(erp, reply, reading)));
    }

    private static Optional<Answer.Standing> standing(JsonNode row) {
        if (!row.path("position").isIntegralNumber()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Answer.Standing(new BigDecimal(row.path("limit").asString("")),
                    new BigDecimal(row.path("exposure").asString("")), row.path("position").asLong(),
                    Instant.parse(row.path("asOf").asString("")),
                    Currency.getInstance(row.path("currency").asString(""))));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}

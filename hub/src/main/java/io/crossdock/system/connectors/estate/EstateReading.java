package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.HttpOutcomes;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * How an answer of the estate reads: what was made, and the errors of section 1 of its contract.
 *
 * @param made what a row of the estate means to us; empty when it is not such a row
 */
record EstateReading(EstateHttp http, Function<JsonNode, Optional<Outcome.Done>> made)
        implements HttpOutcomes.Reading {

    /** Answers that mean their number and nothing more. */
    static EstateReading ofNumber(EstateHttp http, String field) {
        return new EstateReading(http,
                row -> HttpOutcomes.text(row, field).map(number -> new Outcome.Done(number, row)));
    }

    @Override
    public Optional<Outcome.Done> done(byte[] body) {
        return http.parse(body).flatMap(made);
    }

    @Override
    public Optional<Outcome.Refused> refusal(byte[] body) {
        return http.parse(body).flatMap(error -> HttpOutcomes.text(error, "code")
                .map(code -> new Outcome.Refused(code, sentence(error, code))));
    }

    private static String sentence(JsonNode error, String code) {
        String message = HttpOutcomes.text(error, "message").orElse(code);
        return error.path("line").isIntegralNumber() ? "Line " + error.path("line").asInt() + ": " + message
                : message;
    }
}

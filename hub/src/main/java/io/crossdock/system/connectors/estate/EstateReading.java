package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.HttpOutcomes;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How an answer of the estate reads: the number of what was made, and the errors of section 1 of its contract. */
record EstateReading(EstateHttp http, String reference) implements HttpOutcomes.Reading {

    /** @param reference field that holds the system's own number */
    EstateReading {
    }

    @Override
    public Optional<Outcome.Done> done(byte[] body) {
        return http.parse(body).flatMap(this::done);
    }

    Optional<Outcome.Done> done(JsonNode made) {
        return HttpOutcomes.text(made, reference).map(number -> new Outcome.Done(number, made));
    }

    @Override
    public Optional<Outcome.Refused> refusal(byte[] body) {
        return http.parse(body).flatMap(error -> HttpOutcomes.text(error, "code")
                .map(code -> new Outcome.Refused(code, sentence(error, code))));
    }

    private static String sentence(JsonNode error, String code) {
        String message = HttpOutcomes.text(error, "message").orElse(code);
        return error.path("line").isIntegralNumber() ? "Line " + error.path("line").asInt() + ": " + message : message;
    }
}

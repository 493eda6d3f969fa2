package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.ReturnWithdrawal;
import io.crossdock.system.connectors.WithdrawSink;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes announcements of returns back; cancelling what is cancelled changes nothing (contract §3.4). */
@Component
class EstateWithdrawals implements WithdrawSink {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateWithdrawals(EstateHttp http) {
        this.http = http;
        this.reading = new EstateReading(http, row -> HttpOutcomes.text(row, "status").filter("cancelled"::equals)
                .flatMap(cancelled -> HttpOutcomes.text(row, "rma")).map(found -> new Outcome.Done(found, row)));
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings warehouse, ReturnWithdrawal withdrawal) {
        Reply reply = http.post(warehouse, path(withdrawal.reference()) + "/cancel", Map.of("reason", withdrawal.why()));
        // What was never announced there is not waited for.
        return neverAnnounced(reply).<Outcome>map(said -> new Outcome.Done(withdrawal.reference(), said))
                .orElseGet(() -> HttpOutcomes.ofPost(warehouse, reply, reading));
    }

    private Optional<JsonNode> neverAnnounced(Reply reply) {
        return reply instanceof Reply.Answered answer && answer.status() == 404
                && reading.refusal(answer.body()).isPresent() ? http.parse(answer.body()) : Optional.empty();
    }

    @Override
    public Sighting find(SystemSettings warehouse, String rma) {
        return HttpOutcomes.ofGet(warehouse, http.get(warehouse, path(rma)), reading);
    }

    private static String path(String rma) {
        return "/returns/" + EstateHttp.encoded(rma);
    }
}

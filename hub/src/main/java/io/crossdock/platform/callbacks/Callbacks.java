package io.crossdock.platform.callbacks;

import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.WebhookVerifier;
import io.crossdock.platform.gateway.WebhookVerifier.Verdict;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.NewFact.Origin;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Takes call-backs in. One whose signature is good is kept in the inbox as it came, under the id of the
 * system that signed it, and answered with 202; what it means is found out afterwards. Thread-safe.
 */
@Component
public class Callbacks {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final WebhookVerifier verifier;
    private final Inbox inbox;
    private final Clock clock;

    Callbacks(WebhookVerifier verifier, Inbox inbox, Clock clock) {
        this.verifier = verifier;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * Answers a call-back: 202 when it is kept or was kept before, 401 when its signature is wrong, 409 when
     * its id was used before for another body.
     *
     * @param systems     landscape ids of those that may have sent it; the first whose secret fits has
     * @param orderingKey messages of one system and key are digested in the order of their arrival; empty:
     *                    on its own. Asked only when the signature is good
     * @param body        the bytes as received
     */
    public ResponseEntity<Map<String, Object>> take(Collection<String> systems,
            Supplier<Optional<String>> orderingKey, HttpHeaders headers, byte[] body) {
        return switch (verifier.verify(systems, headers, body)) {
            case Verdict.Rejected rejected -> Problems.response(rejected.problem());
            case Verdict.Verified verified -> keep(verified, orderingKey, headers, body);
        };
    }

    private ResponseEntity<Map<String, Object>> keep(Verdict.Verified sender,
            Supplier<Optional<String>> orderingKey, HttpHeaders headers, byte[] body) {
        String contentType = Optional.ofNullable(headers.getFirst(HttpHeaders.CONTENT_TYPE))
                .orElse(UNKNOWN_TYPE);
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        Incoming incoming = new Incoming(sender.system(), sender.id(), contentType, body,
                new Origin(correlation.id(), Optional.empty(), actor(sender.system()), correlation.traceparent()));
        // With the sender in the key, a wrong message of one system holds up no right one of another.
        String key = sender.system() + ":" + orderingKey.get().orElse(sender.id());
        return switch (inbox.receive(incoming, key)) {
            case Receipt.New(UUID id) -> accepted(id);
            case Receipt.Seen(var message) -> accepted(message.id());
            case Receipt.Conflict(UUID first) -> Problems.response(CallbackProblems.CONFLICT.problem(
                    "Message " + sender.id()
                            + " came before with another body; that one counts, this one is kept "
                            + "aside.").with("message", first));
        };
    }

    private static ResponseEntity<Map<String, Object>> accepted(UUID message) {
        return ResponseEntity.accepted().body(Map.of("message", message));
    }

    static String actor(String system) {
        return "system:" + system;
    }
}

package io.crossdock.experience.edi.outgoing;

import io.crossdock.experience.edi.outgoing.Outbox.Delivery;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.HttpOutcomes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Posts interchanges to partners. */
@Component
class HttpDelivery {

    private final HttpCaller caller;
    private final Secrets secrets;
    private final Landscapes landscapes;
    private final Json json;

    HttpDelivery(HttpCaller caller, Secrets secrets, Landscapes landscapes, Json json) {
        this.caller = caller;
        this.secrets = secrets;
        this.landscapes = landscapes;
        this.json = json;
    }

    Outcome post(SystemSettings system, String path, Delivery delivery) {
        String header = system.setting("secretHeader").orElse("X-Api-Key");
        return post(system, path, system.secret(), header, "", delivery);
    }

    Outcome post(Partner.Delivery.ToUrl url, Delivery delivery) {
        SystemSettings system = new SystemSettings("edi:" + delivery.partner(), SystemSettings.Kind.EDI, "http",
                Optional.of(url.url()), url.secret(), Optional.empty(), Timeouts.DEFAULT, Lane.DEFAULT,
                Optional.empty(), landscapes.current().zone(), Map.of());
        return post(system, "", url.secret(), "Authorization", "Bearer ", delivery);
    }

    private Outcome post(SystemSettings system, String path, Optional<SecretRef> secret, String header, String prefix,
            Delivery delivery) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/edi-x12"));
        try {
            secret.ifPresent(reference -> headers.put(header, prefix + secrets.resolve(reference).reveal()));
        } catch (SecretMissing missing) {
            return new Outcome.Unavailable("The key for " + system.id() + " is not there.", Optional.empty());
        }
        return HttpOutcomes.ofPost(system, caller.post(system, path, headers,
                delivery.content().getBytes(StandardCharsets.US_ASCII)), new Answer(delivery));
    }

    /** Any success is one, whatever its body; a refusal should say why. */
    private final class Answer implements HttpOutcomes.Reading {

        private final Delivery delivery;

        Answer(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public Optional<Outcome.Done> done(byte[] body) {
            Optional<JsonNode> answer = parse(body);
            String reference = answer.flatMap(node -> HttpOutcomes.text(node, "documentId"))
                    .orElseGet(() -> "%09d".formatted(delivery.control()));
            JsonNode response = answer.orElseGet(() -> json.tree(SendExecutor.response(delivery)));
            return Optional.of(new Outcome.Done(reference, response));
        }

        @Override
        public Optional<Outcome.Refused> refusal(byte[] body) {
            return parse(body).flatMap(node -> HttpOutcomes.text(node, "message")
                    .or(() -> HttpOutcomes.text(node, "detail"))
                    .map(reason -> new Outcome.Refused(HttpOutcomes.text(node, "code").orElse("refused"), reason)));
        }

        private Optional<JsonNode> parse(byte[] body) {
            try {
                return Optional.of(json.parse(body)).filter(JsonNode::isObject);
            } catch (JacksonException notJson) {
                return Optional.empty();
            }
        }
    }
}

package io.crossdock.platform.gateway;

import io.crossdock.canonical.AccountId;
import io.crossdock.testing.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The gateway with its own rooms and nothing but a few probes behind the doors. */
@Configuration
@EnableAutoConfiguration
@ComponentScan({"io.crossdock.platform.gateway", "io.crossdock.platform.landscape",
        "io.crossdock.platform.lifecycle", "io.crossdock.platform.tracing"})
class Doors {

    static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    @Bean
    @Primary
    SettableClock settableClock() {
        return SettableClock.at(START);
    }

    @RestController
    static class Probes {

        static volatile CountDownLatch held = new CountDownLatch(0);

        private final WebhookVerifier webhooks;

        Probes(WebhookVerifier webhooks) {
            this.webhooks = webhooks;
        }

        @GetMapping("/portal/v1/probe")
        Map<String, Object> who(Caller caller) {
            return Map.of("consumer", caller.consumer(), "channel", caller.channel().label(),
                    "scopes", List.copyOf(new TreeSet<>(caller.scopes())), "correlation",
                            Problems.correlation());
        }

        @PostMapping(path = "/portal/v1/probe", consumes = "application/json")
        Map<String, Object> read(Caller caller, @RequestBody byte[] body,
                @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key) {
            caller.require("orders:write");
            IdempotencyKey.required(key);
            ObjectReader in = StrictJson.object(body);
            var account = in.requiredValue("account", 40, AccountId::parse, "an account number");
            in.date("requestedDate");
            in.requiredObjects("lines", 1, 50).forEach(line -> {
                line.requiredText("sku", 40);
                line.requiredDecimal("quantity", Decimals.positiveUpTo("1000000", 3));
                line.text("unit", 3);
            });
            in.refuseIfFaulty();
            caller.requireToActFor(account.orElseThrow());
            return Map.of("account", account.orElseThrow().value());
        }

        @GetMapping("/portal/v1/accounts/{id}")
        Map<String, Object> account(Caller caller, @PathVariable String id) {
            AccountId account = AccountId.parse(id).orElseThrow();
            caller.requireToSee(account);
            return Map.of("account", account.value());
        }

        @GetMapping("/portal/v1/number")
        Map<String, Object> number(@RequestParam int n) {
            return Map.of("n", n);
        }

        @GetMapping("/portal/v1/boom")
        Map<String, Object> boom(@RequestParam String how) {
            if (how.equals("database")) {
                throw new DataAccessResourceFailureException("no connection for com.example.Secret");
            }
            throw new IllegalStateException("com.example.Secret exploded");
        }

        @GetMapping("/portal/v1/held")
        Map<String, Object> held() throws InterruptedException {
            held.await();
            return Map.of();
        }

        @PostMapping("/edi/v1/probe")
        Map<String, Object> edi(@RequestBody byte[] body) {
            return Map.of("bytes", body.length);
        }

        @PostMapping("/warehouse/v1/{system}/events")
        ResponseEntity<?> event(@PathVariable String system, @RequestHeader HttpHeaders headers,
                @RequestBody(required = false) byte[] body) {
            return switch (webhooks.verify(system, headers, body)) {
                case WebhookVerifier.Verdict.Verified verified -> ResponseEntity.ok(Map.of("id",
                        verified.id()));
                case WebhookVerifier.Verdict.Rejected rejected -> Problems.response(rejected.problem());
            };
        }

        @GetMapping("/console")
        String console() {
            return "console";
        }

        @PostMapping("/console/retry")
        String retry() {
            return "retried";
        }
    }
}

package io.crossdock.experience.operations;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.process.oversight.Breach;
import io.crossdock.process.oversight.Oversight;
import io.crossdock.process.oversight.Proof;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What must always hold, its last proof, and what breaks it. */
@RestController
@RequestMapping("/ops/v1")
@Tag(name = "Invariants")
class OversightController {

    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";

    private final Oversight oversight;

    OversightController(Oversight oversight) {
        this.oversight = oversight;
    }

    /** @param state {@code waiting}, {@code holds}, {@code broken} or {@code unknown} */
    record ProofView(String name, String sentence, String owner, String state, Optional<Instant> lookedAt,
            Optional<Instant> provedAt, Optional<Instant> walkedAt, Optional<Long> tookMs, Optional<String> failure,
            int breaches) {

        static ProofView of(Proof proof) {
            return new ProofView(proof.invariant().name(), proof.invariant().sentence(), proof.invariant().owner(),
                    proof.state().label(), proof.lookedAt(), proof.provedAt(), proof.walkedAt(),
                    proof.took().map(Duration::toMillis), proof.failure(), proof.breaches());
        }
    }

    record BreachView(UUID id, String invariant, String subject, Optional<String> order, String says, Instant since,
            Instant seenAt) {

        static BreachView of(Breach breach) {
            return new BreachView(breach.id(), breach.invariant().name(), breach.subject(),
                    breach.order().map(OrderNumber::value), breach.says(), breach.since(), breach.seenAt());
        }
    }

    record Proofs(List<ProofView> items) {
    }

    record Breaches(List<BreachView> items) {
    }

    @GetMapping("/invariants")
    @Operation(summary = "Everything that must always hold, with its last proof")
    Proofs proofs(Caller caller) {
        caller.require(READ);
        return new Proofs(oversight.proofs().stream().map(ProofView::of).toList());
    }

    @GetMapping("/breaches")
    @Operation(summary = "What breaks an invariant now, the oldest first, at most 500", description = "A breach leaves the "
            + "list by itself when its cause is gone.")
    Breaches breaches(Caller caller) {
        caller.require(READ);
        return new Breaches(oversight.breaches().stream().map(BreachView::of).toList());
    }

    @PostMapping("/invariants/proof")
    @Operation(summary = "Prove everything now", description = "Every invariant is looked at within the next seconds: ask "
            + "for the list again and compare `lookedAt`.")
    @ApiResponse(responseCode = "202", description = "Every look is due")
    ResponseEntity<Proofs> prove(Caller caller) {
        caller.require(WRITE);
        oversight.askAll();
        return ResponseEntity.accepted().body(proofs(caller));
    }
}

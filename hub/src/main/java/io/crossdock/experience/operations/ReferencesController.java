package io.crossdock.experience.operations;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.system.catalog.Reference;
import io.crossdock.system.catalog.Reference.Said;
import io.crossdock.system.catalog.References;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What partners call items and units, as people have said it. */
@RestController
@RequestMapping("/ops/v1/references")
@Tag(name = "Master data")
class ReferencesController {

    private static final int PAGE = 50;
    private static final int REASON_MAX = 200;
    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";
    private static final ProblemType OVER = new ProblemType("reference-over", 409, "The reference is not in force",
            "Somebody has withdrawn it before. Read the list again.");

    private final References references;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReferencesController(References references, TransactionTemplate transaction, Clock clock) {
        this.references = references;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How withdrawals are refused. */
    @Component("operations-reference-refusals")
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(OVER);
        }
    }

    /** Who said so, when and why. */
    record SaidView(String by, Instant at, String reason) {

        static SaidView of(Said said) {
            return new SaidView(said.who(), said.at(), said.why());
        }
    }

    /**
     * @param kind      {@code item} or {@code unit}
     * @param name      theirs
     * @param unit      ours
     * @param factor    of a unit: so many of ours are one of theirs
     * @param withdrawn absent while it is in force
     */
    record View(UUID id, String kind, String partner, String name, String sku, Optional<String> unit,
            Optional<BigDecimal> factor, SaidView added, Optional<SaidView> withdrawn) {

        static View of(Reference reference) {
            return new View(reference.id(), reference.kind().label(), reference.partner(), reference.name(),
                    reference.sku().value(), reference.unit().map(Unit::code), reference.factor(),
                    SaidView.of(reference.added()), reference.withdrawn().map(SaidView::of));
        }
    }

    record Page(List<View> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "What partners call items and units, as people have said it", description = "The newest first, "
            + "those withdrawn too; `partner` narrows. They go before what the landscape's files say, and are added by "
            + "the fixes `refer-item` and `refer-unit`. Pages by cursor: pass `next` of one page as `after` of the "
            + "following one.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("partner", "after", "limit"));
        Optional<String> partner = in.text("partner");
        Optional<UUID> after = in.id("after");
        int limit = in.limit(PAGE);
        in.refuseIfFaulty();
        List<Reference> found = references.list(partner, after, limit);
        return new Page(found.stream().map(View::of).toList(), found.size() < limit ? Optional.empty()
                : Optional.of(found.getLast().id().toString()));
    }

    @PostMapping("/{id}/withdraw")
    @Operation(summary = "Take a reference out of force", description = "`reason` says why. Orders that have gone on by it "
            + "stay; those that come later are held again.")
    @ApiResponse(responseCode = "409", description = "It is not in force")
    View withdraw(Caller caller, @PathVariable UUID id, @RequestBody byte[] body) {
        caller.require(WRITE);
        if (references.reference(id).isEmpty()) {
            throw Problems.NOT_FOUND.problem().exception();
        }
        ObjectReader in = StrictJson.object(body);
        Optional<String> reason = in.requiredText("reason", REASON_MAX);
        in.refuseIfFaulty();
        Said said = new Said(caller.actor(), clock.instant(), reason.orElseThrow());
        Optional<Reference> withdrawn = Objects.requireNonNull(transaction.execute(status ->
                references.withdraw(id, said)));
        references.refresh();
        return withdrawn.map(View::of).orElseThrow(() -> OVER.problem("The reference is not in force any more.")
                .with(List.of(new Fault("", "reference-over", "It was withdrawn before."))).exception());
    }
}

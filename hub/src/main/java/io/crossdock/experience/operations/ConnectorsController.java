package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.system.connectors.ContractTrial;
import io.crossdock.system.connectors.Contracts;
import io.crossdock.system.connectors.Rehearsal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What each connector says it can do, and trials of it. */
@RestController
@RequestMapping("/ops/v1/connectors")
@Tag(name = "Connectors")
class ConnectorsController {

    private static final String READ = "operations:read";
    private static final String WRITE = "operations:write";

    private static final ProblemType UNTRIED = new ProblemType("connector-untried", 400, "Nothing was tried",
            "Its detail says what is missing: a deed that the connector can do, a sandbox, a sample of the deed.");

    private final Contracts contracts;

    ConnectorsController(Contracts contracts) {
        this.contracts = contracts;
    }

    /** How trials and rehearsals are refused. */
    @Component("operations-connector-refusals")
    static class Refusals implements ProblemCatalog {
        @Override
        public List<ProblemType> problems() {
            return List.of(UNTRIED);
        }
    }

    /** @param promise {@code native_key}, {@code lookup} or {@code none}; of deeds only */
    record RoleView(String role, Optional<String> promise) {
    }

    /** @param title of declared connectors */
    record ConnectorView(String system, String kind, String connector, Optional<String> title, List<RoleView> roles) {

        static ConnectorView of(Contracts.Statement statement) {
            return new ConnectorView(statement.system().id(),
                    statement.system().kind().name().toLowerCase(Locale.ROOT), statement.connector(),
                    statement.system().declaration().map(Declaration::title), statement.roles().stream()
                            .map(each -> new RoleView(each.role(), each.promise()
                                    .map(promise -> promise.name().toLowerCase(Locale.ROOT)))).toList());
        }
    }

    record Connectors(List<ConnectorView> items) {
    }

    /** @param result {@code kept}, {@code broken} or {@code untried} */
    record StepView(String step, String result, String says, List<ContractTrial.Call> calls) {
    }

    record TrialView(boolean keeps, List<StepView> steps) {
    }

    /**
     * @param means {@code done}, {@code refused} …, as the connector's file has it
     * @param code  of a refusal
     * @param rows  what was understood
     */
    record UnderstoodView(String means, String says, Optional<String> code, Optional<String> reference,
            List<JsonNode> rows) {

        static UnderstoodView of(Rehearsal.Understood understood) {
            return new UnderstoodView(understood.means(), understood.says(), understood.code(), understood.reference(),
                    understood.rows());
        }
    }

    /**
     * @param signedBy how the call would say who we are, without the secret
     * @param unused   JSON pointers into the sample: what the call does not say
     * @param find     the question whether it was done
     */
    record RehearsalView(Rehearsal.Call request, String signedBy, List<String> unused, Optional<Rehearsal.Call> find,
            Optional<UnderstoodView> answer) {
    }

    @GetMapping
    @Operation(summary = "What each system's connector says it can do, and what it promises about lost answers")
    Connectors connectors(Caller caller) {
        caller.require(READ);
        return new Connectors(contracts.statements().stream().map(ConnectorView::of).toList());
    }

    @PostMapping("/{system}/trials")
    @Operation(summary = "See in a sandbox whether a connector keeps its promise", description =
            "Books there: only a system "
            + "with the setting `sandbox: true` is tried. `operation` is a kind of effect such as `order.post`, `sample` a "
            + "request that the system takes, `wrong`, optional, one that it must refuse. Business keys are made anew. "
            + "Of `leg.cancel`, `return.withdraw` and `order.amend` the sample is the request of what is undone, which is "
            + "done first. "
            + "With the operation `stock` the system's stock is read, whole; that changes nothing and needs neither.")
    TrialView check(Caller caller, @PathVariable String system, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        in.ignore("sample", "wrong");
        Optional<String> operation = in.requiredText("operation", 40);
        JsonNode whole = StrictJson.tree(body);
        boolean reads = operation.equals(Optional.of(Contracts.STOCK));
        if (!reads && !whole.path("sample").isObject()) {
            in.fault("sample", "required", "A trial needs a request that the system takes.");
        }
        in.refuseIfFaulty();
        return switch (reads ? contracts.checkStock(system) : contracts.check(system, operation.orElseThrow(),
                whole.path("sample"), Optional.of(whole.path("wrong")).filter(JsonNode::isObject))) {
            case Contracts.Answer.Tried tried -> new TrialView(tried.keeps(), tried.steps().stream().map(step ->
                    new StepView(step.name(), step.result().name().toLowerCase(Locale.ROOT), step.says(), step.calls()))
                    .toList());
            case Contracts.Answer.Untried(String code, String why) -> throw refused(code, why);
        };
    }

    @PostMapping("/{system}/rehearsals")
    @Operation(summary = "Show the call that a declared connector makes of a sample, and what it makes of an answer",
            description = "Sends nothing. `operation` is one of the connector's, `sample` what the call is made from, "
            + "`answer`, optional, `{status, body}` as it was recorded, its body as text.")
    RehearsalView rehearse(Caller caller, @PathVariable String system, @RequestBody byte[] body) {
        caller.require(READ);
        ObjectReader in = StrictJson.object(body);
        in.ignore("sample", "answer");
        Optional<String> operation = in.requiredText("operation", 40);
        JsonNode whole = StrictJson.tree(body);
        if (!whole.path("sample").isObject()) {
            in.fault("sample", "required", "A rehearsal needs what the call is made from.");
        }
        JsonNode answer = whole.path("answer");
        if (!answer.isMissingNode() && !(answer.path("status").isInt() && answer.path("body").isString())) {
            in.fault("answer", "invalid", "An answer has a status, a whole number, and a body, a text.");
        }
        in.refuseIfFaulty();
        return switch (contracts.rehearse(system, operation.orElseThrow(), whole.path("sample"),
                answer.isObject() ? Optional.of(new Rehearsal.Recorded(answer.path("status").asInt(),
                        answer.path("body").asString())) : Optional.empty())) {
            case Rehearsal.Rehearsed.Shown shown -> new RehearsalView(shown.call(),
                    shown.signedBy(), shown.unused(), shown.find(), shown.answer().map(UnderstoodView::of));
            case Rehearsal.Rehearsed.Impossible(String code, String why) -> throw refused(code, why);
        };
    }

    private static RuntimeException refused(String code, String why) {
        return (code.equals("unknown-system") ? Problems.NOT_FOUND : UNTRIED).problem(why).exception();
    }
}

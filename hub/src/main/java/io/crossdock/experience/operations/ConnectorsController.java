package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ObjectReader;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.system.connectors.ContractTrial;
import io.crossdock.system.connectors.Contracts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private final Contracts contracts;

    ConnectorsController(Contracts contracts) {
        this.contracts = contracts;
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
            + "request that the system takes, `wrong`, optional, one that it must refuse. Business keys are made anew.")
    TrialView check(Caller caller, @PathVariable String system, @RequestBody byte[] body) {
        caller.require(WRITE);
        ObjectReader in = StrictJson.object(body);
        in.ignore("sample", "wrong");
        Optional<String> operation = in.requiredText("operation", 40);
        JsonNode whole = StrictJson.tree(body);
        if (!whole.path("sample").isObject()) {
            in.fault("sample", "required", "A trial needs a request that the system takes.");
        }
        in.refuseIfFaulty();
        return switch (contracts.check(system, operation.orElseThrow(), whole.path("sample"),
                Optional.of(whole.path("wrong")).filter(JsonNode::isObject))) {
            case Contracts.Answer.Tried tried -> new TrialView(tried.keeps(), tried.steps().stream().map(step ->
                    new StepView(step.name(), step.result().name().toLowerCase(Locale.ROOT), step.says(), step.calls()))
                    .toList());
            case Contracts.Answer.Untried(String code, String why) -> throw (code.equals("unknown-system")
                    ? Problems.NOT_FOUND : Problems.INVALID_PARAMETER).problem(why).exception();
        };
    }
}

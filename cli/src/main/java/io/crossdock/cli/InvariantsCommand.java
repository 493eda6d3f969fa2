package io.crossdock.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "invariants", header = "Does everything add up?", mixinStandardHelpOptions = true,
        description = {"Lists what must always hold with its last proof, and what breaks it. Ends with 8 when something is "
                + "broken or could not be proved, so that a script can watch."},
        footerHeading = "%nExamples:%n",
        footer = {"  crossdock invariants", "  crossdock invariants --prove     prove everything again within seconds",
            "  crossdock invariants --json | jq '.items[] | select(.state != \"holds\")'"})
final class InvariantsCommand implements Callable<Integer> {

    @Mixin
    HubOptions hub;

    @Mixin
    Output output;

    @Option(names = "--prove", description = "Ask for a new proof of everything; the answer shows the last ones.")
    boolean prove;

    @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "operations-demo",
            description = "Client to act as; it needs operations:read, for --prove operations:write. "
            + "Default: ${DEFAULT-VALUE}.")
    String client;

    @Override
    public Integer call() {
        HubClient asking = hub.connect(client);
        JsonNode proofs = (prove ? asking.post("/ops/v1/invariants/proof", "application/json",
                "{}".getBytes(StandardCharsets.UTF_8), Map.of()) : asking.get("/ops/v1/invariants")).body();
        boolean holds = proofs.path("items").valueStream()
                .noneMatch(proof -> proof.path("state").asString("").matches("broken|unknown"));
        if (output.json) {
            output.raw(proofs.toString());
        } else {
            proofs.path("items").forEach(proof -> output.say("%-8s %s".formatted(proof.path("state").asString(""),
                    proof.path("sentence").asString(""))));
            if (!holds) {
                asking.get("/ops/v1/breaches").body().path("items").forEach(breach -> output.say("  broken: "
                        + breach.path("subject").asString("") + ": " + breach.path("says").asString("")));
            }
        }
        return (holds ? ExitCode.OK : ExitCode.BROKEN).number();
    }
}

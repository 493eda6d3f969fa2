package io.crossdock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "order", header = "Place orders and see what became of them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class OrderCommand implements Runnable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: place, show, timeline?");
    }

    @Command(name = "place", header = "Place the order that a file describes.",
            mixinStandardHelpOptions = true,
            description = {"The file holds JSON as the portal's API takes it. All faults of an order are "
                    + "reported at "
                    + "once, each with the place it is at."},
            footerHeading = "%nExamples:%n",
            footer = {
                "  crossdock order place examples/orders/first.json",
                "  crossdock order place order.json --key PO-4711",
                "        The key makes a repetition harmless: the same key and the same order get the",
                "        same answer. Without --key it is made from the file's content, so placing one",
                "        file twice gives one order.",
                "  echo '{\"account\":\"A-1001\",\"lines\":[{\"sku\":\"CD-10001\",\"quantity\":\"12\",\"unit\":\"EA\"}]}' \\",
                "        | crossdock order place - --json"})
    int place(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE", description = "JSON file; - reads standard input.") Path file,
            @Option(names = "--key", paramLabel = "KEY",
                    description = "Idempotency key. Default: made from the content.")
            Optional<String> key,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "portal-demo",
                    description = "Client to act as. Default: ${DEFAULT-VALUE}.") String client) {
        byte[] order = read(file);
        String idempotencyKey = key.orElseGet(() -> fingerprint(order));
        HubClient.Answer answer = hub.connect(client).post("/portal/v1/orders", "application/json", order,
                Map.of("Idempotency-Key", idempotencyKey));
        output.answer(headline(answer.body(), "placed") + "  (key " + idempotencyKey + ")", answer.body());
        return ExitCode.OK.number();
    }

    @Command(name = "show", header = "Show an order as it stands.", mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {"  crossdock order show SO-100001", "  crossdock order show SO-100001 --json"})
    int show(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "NUMBER", description = "Order number (SO-…) or id.") String number,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "portal-demo",
                    description = "Client to act as. Default: ${DEFAULT-VALUE}.") String client) {
        JsonNode order = hub.connect(client).get("/portal/v1/orders/" + HubClient.encoded(number)).body();
        output.answer(headline(order, "is"), order);
        return ExitCode.OK.number();
    }

    @Command(name = "timeline", header = "Show everything that happened to an order, oldest first.",
            mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
            footer = {"  crossdock order timeline SO-100001", "  crossdock order timeline SO-100001 --json"})
    int timeline(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "NUMBER", description = "Order number (SO-…) or id.") String number,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "portal-demo",
                    description = "Client to act as. Default: ${DEFAULT-VALUE}.") String client) {
        JsonNode timeline = hub.connect(client)
                .get("/portal/v1/orders/" + HubClient.encoded(number) + "/timeline").body();
        if (output.json) {
            output.raw(timeline.toString());
        } else {
            output.say("What happened to " + timeline.path("number").asString(number));
            timeline.path("events").forEach(event -> output.say(line(event)));
        }
        return ExitCode.OK.number();
    }

    /** Time of day where the reader is, and the hub's sentence. */
    private static String line(JsonNode event) {
        String at = event.path("at").asString("");
        try {
            at = TIME.format(Instant.parse(at).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException asItIs) {
            // A time of another form is still worth showing.
        }
        return "  " + at + "  " + event.path("sentence").asString(event.path("event").asString(""));
    }

    private static String headline(JsonNode order, String verb) {
        String number = order.path("number").asString(order.path("id").asString(""));
        String state = order.path("state").asString("");
        return ("Order " + number + " " + verb + (state.isEmpty() ? "" : " " + state.replace('_', ' ')))
                .strip();
    }

    static byte[] read(Path file) {
        try {
            return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "Cannot read " + file + ": " + e.getClass()
                    .getSimpleName()
                    + " " + e.getMessage());
        }
    }

    private static String fingerprint(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "file-" + HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

}

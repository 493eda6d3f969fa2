package io.crossdock.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "edi", header = "Send EDI interchanges.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class EdiCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which? Only: send");
    }

    @Command(name = "send", header = "Send an X12 interchange file to the hub, byte for byte.",
            mixinStandardHelpOptions = true,
            description = {"The hub keeps the interchange and answers with a 997. Orders in it that are "
                    + "refused are "
                    + "answered by an 855; they do not make this command fail."},
            footerHeading = "%nExamples:%n",
            footer = {
                "  crossdock edi send examples/edi/buildwell-order.x12",
                "  crossdock edi send order.x12 --json",
                "        Sending the same interchange twice is harmless: its control number is known."})
    int send(
            @Mixin HubOptions hub,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE",
                    description = "Interchange file; - reads standard input.") Path file,
            @Option(names = "--client", paramLabel = "CLIENT", defaultValue = "edi-buyer",
                    description = "Client to act as. Default: ${DEFAULT-VALUE}.") String client) {
        byte[] interchange = OrderCommand.read(file);
        HubClient.Answer answer = hub.connect(client)
                .post("/edi/v1/interchanges", "application/edi-x12", interchange, Map.of());
        output.answer("The hub has the interchange (" + interchange.length + " bytes)", answer.body());
        return ExitCode.OK.number();
    }
}

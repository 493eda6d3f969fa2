package io.crossdock.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "token", header = "Print an access token for a client.", mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  crossdock token portal-demo",
            "  curl -H \"Authorization: Bearer $(crossdock token portal-demo)\" \\",
            "        http://localhost:8080/portal/v1/orders",
            "  crossdock token my-shop --hub https://hub.example.com --secret-file my-shop.secret"})
final class TokenCommand implements Callable<Integer> {

    @Mixin
    HubOptions hub;

    @Mixin
    Output output;

    @Parameters(paramLabel = "CLIENT", description = "Client id, such as portal-demo.")
    String client;

    @Override
    public Integer call() {
        String token = hub.connect(client).token();
        output.raw(output.json
                ? JsonMapper.shared().createObjectNode().put("client", client).put("token", token).toString()
                : token);
        return ExitCode.OK.number();
    }
}

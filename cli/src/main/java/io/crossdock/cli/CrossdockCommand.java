package io.crossdock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "crossdock", mixinStandardHelpOptions = true, version = "crossdock 0.1.0",
        header = "Crossdock, the open-source connectivity hub for distributors.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, UpCommand.class, OrderCommand.class, EdiCommand.class,
                InvariantsCommand.class, ExceptionsCommand.class, ReplayCommand.class, SystemCommand.class,
                DrillCommand.class, ConnectorCommand.class, MapCommand.class, TokenCommand.class, HelpCommand.class},
        footerHeading = "%nTry it:%n",
        footer = {
            "  crossdock demo                                 start the hub and an example distributor",
            "  crossdock order place examples/orders/first.json    place an order from a file",
            "  crossdock order show SO-100001                 see what became of it",
            "  crossdock order timeline SO-100001             see every step and message",
            "  crossdock invariants                           see whether everything adds up",
            "  crossdock test                                 build everything and run all tests",
            "",
            "`crossdock COMMAND --help` explains each with examples."})
final class CrossdockCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}

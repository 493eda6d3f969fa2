package io.crossdock.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command and ends with its exit code. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new CrossdockCommand());
        commandLine.setExecutionExceptionHandler(Main::explain);
        commandLine.setParameterExceptionHandler(Main::correct);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(100);
        commandLine.setUsageHelpAutoWidth(false);
        showExitCodes(commandLine);
        return commandLine;
    }

    private static void showExitCodes(CommandLine commandLine) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        commandLine.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
        commandLine.getSubcommands().values().forEach(Main::showExitCodes);
    }

    /** What is wrong, and the help of the command that was called: of a group it would be that of all its commands. */
    private static int correct(ParameterException wrong, String[] arguments) {
        CommandLine called = wrong.getCommandLine();
        for (ParseResult parsed = called.getParseResult(); parsed != null && parsed.hasSubcommand();
                parsed = called.getParseResult()) {
            called = parsed.subcommand().commandSpec().commandLine();
        }
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(called.getColorScheme().errorText(String.valueOf(wrong.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            called.usage(err, called.getColorScheme());
        }
        err.flush();
        return called.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explain(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (!(failure instanceof CommandFailed failed)) {
            err.println("Crossdock's command line has a fault of its own. Please report this:");
            failure.printStackTrace(err);
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (commandLine.getParseResult().hasMatchedOption("--json")) {
            commandLine.getOut().println(failed.answer());
            commandLine.getOut().flush();
        } else {
            err.println(failed.getMessage());
            err.flush();
        }
        return failed.code().number();
    }
}

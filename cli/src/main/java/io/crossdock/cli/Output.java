package io.crossdock.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Where a command's answer goes, and in which form. */
final class Output {

    @Option(names = "--json", description = "Print the answer as JSON; errors, too.")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    /** The whole answer: as JSON, or the headline and an outline of the JSON. */
    void answer(String headline, JsonNode answer) {
        if (json) {
            out().println(answer);
        } else {
            out().println(headline);
            out().println(Outline.of(answer));
        }
    }

    /** A line for people; left out of JSON output. */
    void say(String line) {
        if (!json) {
            out().println(line);
            out().flush();
        }
    }

    /** A line for people that is not part of the answer. */
    void note(String line) {
        PrintWriter err = command.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    void raw(String line) {
        out().println(line);
        out().flush();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}

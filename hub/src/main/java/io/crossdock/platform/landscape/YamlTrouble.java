package io.crossdock.platform.landscape;

import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What is wrong with a text that is no YAML, in words of whoever wrote it rather than of the parser. */
final class YamlTrouble {

    private YamlTrouble() {
    }

    static Mistake mistake(String file, MarkedYAMLException broken) {
        String problem = Optional.ofNullable(broken.getProblem()).orElse("");
        String context = Optional.ofNullable(broken.getContext()).orElse("");
        int line = line(broken.getProblemMark());
        if (problem.contains("TAB")) {
            return new Mistake(file, line, "not YAML: a tab begins this line", "indent with spaces");
        }
        if (problem.contains("another document")) {
            return new Mistake(file, line, "a second document begins here", "one file has one document: take --- away, "
                    + "or write another file");
        }
        if (problem.contains("expected <block end>")) {
            return new Mistake(file, line, "not YAML: this line is indented differently from its group",
                    "what belongs together begins in the same column");
        }
        if (context.contains("quoted scalar") && problem.contains("end of stream")) {
            return new Mistake(file, line(broken.getContextMark()), "not YAML: the quote that begins here has no end",
                    "close it");
        }
        if (problem.contains("expected ',' or")) {
            return new Mistake(file, line(broken.getContextMark()), "not YAML: the brace or bracket that opens here "
                    + "is not closed by line " + line, "put texts that have { } [ ] , or : in quotes");
        }
        return new Mistake(file, line, "not YAML: " + problem, "check indentation, colons and quotes");
    }

    private static int line(Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }
}

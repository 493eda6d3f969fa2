package io.crossdock.platform.landscape;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets a start with a wrong landscape end in a list of mistakes instead of a stack trace. */
final class LandscapeRefusedAnalyzer extends AbstractFailureAnalyzer<LandscapeRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable root, LandscapeRefused cause) {
        String list = cause.mistakes().stream().map(Mistake::toString)
                .collect(Collectors.joining("\n  ", "  ", ""));
        return new FailureAnalysis("The landscape has " + cause.mistakes().size()
                + (cause.mistakes().size() == 1 ? " mistake:\n" : " mistakes:\n") + list,
                "Mend the files named above and start again.", cause);
    }
}

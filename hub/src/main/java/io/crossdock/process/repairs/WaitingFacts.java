package io.crossdock.process.repairs;

import io.crossdock.process.repairs.Remedy.Step;
import io.crossdock.process.repairs.Remedy.Wish;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.function.Function;

/**
 * The facts of one subscription that wait for a person, as exceptions and as steps of a fix.
 *
 * @param subscription that has set them aside
 */
record WaitingFacts(Exceptions exceptions, String subscription) {

    private String prefix() {
        return "fact:" + subscription + ":";
    }

    boolean areAmong(List<OpenException> members) {
        return members.stream().anyMatch(this::contain);
    }

    private boolean contain(OpenException open) {
        return open.id().startsWith(prefix());
    }

    /** For each that is wished for. */
    List<Step> steps(Wish wish, Function<OpenException, Step> step) {
        return exceptions.open(ExceptionFilter.ofCluster(wish.cluster())).stream()
                .filter(this::contain).filter(each -> wish.wants(each.id())).map(step).toList();
    }

    /** Position of the fact that a step is about. */
    long fact(Step step) {
        return Long.parseLong(step.subject().substring(prefix().length()));
    }
}

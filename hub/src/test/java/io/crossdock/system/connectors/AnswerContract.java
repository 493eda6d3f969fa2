package io.crossdock.system.connectors;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets a connector prove that its answers can be relied on; see {@link AnswerRules}. */
@Timeout(300)
public abstract class AnswerContract {

    private Optional<Interference> between = Optional.empty();

    protected abstract AnswerRules.Subject subject();

    private AnswerRules rules() {
        AnswerRules.Subject subject = subject();
        Interference inFront = new Interference(subject.url());
        between = Optional.of(inFront);
        return new AnswerRules(subject, inFront);
    }

    @AfterEach
    void stepAside() {
        between.ifPresent(Interference::close);
    }

    @Test
    void whatItSaysIsExact() {
        rules().whatItSaysIsExact();
    }

    @Test
    void whatIsUnknownIsNotMadeUp() {
        rules().whatIsUnknownIsNotMadeUp();
    }

    @Test
    void whicheverCallIsLostTheAnswerIsRightOrNone() {
        rules().whicheverCallIsLostTheAnswerIsRightOrNone();
    }

    @Test
    void whoCannotBeAskedHasSaidNothing() {
        rules().whoCannotBeAskedHasSaidNothing();
    }

    @Test
    void nobodyWaitsLongerThanTheBudget() {
        rules().nobodyWaitsLongerThanTheBudget();
    }
}

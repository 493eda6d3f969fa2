package io.crossdock.system.connectors;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets a connector prove that nothing of what it tells is missing, doubled, inexact or made up; see {@link ListRules}. */
@Timeout(300)
public abstract class ListContract<T> {

    private Optional<Interference> between = Optional.empty();

    protected abstract ListRules.Subject<T> subject();

    private ListRules<T> rules() {
        ListRules.Subject<T> subject = subject();
        Interference inFront = new Interference(subject.url(), subject::handedOn);
        between = Optional.of(inFront);
        return new ListRules<>(subject, inFront);
    }

    @AfterEach
    void stepAside() {
        between.ifPresent(Interference::close);
    }

    @Test
    void everyRowIsReadOnceAndExactly() {
        rules().everyRowIsReadOnceAndExactly();
    }

    @Test
    void aPageCanBeReadAgain() {
        rules().aPageCanBeReadAgain();
    }

    @Test
    void itSaysWhenThatWas() {
        rules().itSaysWhenThatWas();
    }

    @Test
    void whatChangesIsToldTheNextTime() {
        rules().whatChangesIsToldTheNextTime();
    }

    @Test
    void whatChangesWhilePagesAreReadIsTold() {
        rules().whatChangesWhilePagesAreReadIsTold();
    }

    @Test
    void whicheverCallIsLostNothingIsMissing() {
        rules().whicheverCallIsLostNothingIsMissing();
    }

    @Test
    void whoCannotBeAskedIsNotEmpty() {
        rules().whoCannotBeAskedIsNotEmpty();
    }

    @Test
    void aSessionThatEndedIsReplaced() {
        rules().aSessionThatEndedIsReplaced();
    }

    @Test
    void nobodyWaitsLongerThanTheTimeOut() {
        rules().nobodyWaitsLongerThanTheTimeOut();
    }
}

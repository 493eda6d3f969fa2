package io.crossdock.system.connectors;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets a connector prove that its stock can be promised; see {@link StockRules}. */
@Timeout(300)
public abstract class StockContract {

    private Optional<Interference> between = Optional.empty();

    protected abstract StockRules.Subject subject();

    private StockRules rules() {
        StockRules.Subject subject = subject();
        Interference inFront = new Interference(subject.url());
        between = Optional.of(inFront);
        return new StockRules(subject, inFront);
    }

    @AfterEach
    void stepAside() {
        between.ifPresent(Interference::close);
    }

    @Test
    void everyItemIsReadOnceAndExactly() {
        rules().everyItemIsReadOnceAndExactly();
    }

    @Test
    void itSaysAsOfWhen() {
        rules().itSaysAsOfWhen();
    }

    @Test
    void aPageCanBeReadAgain() {
        rules().aPageCanBeReadAgain();
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
    void nobodyWaitsLongerThanTheTimeOut() {
        rules().nobodyWaitsLongerThanTheTimeOut();
    }
}

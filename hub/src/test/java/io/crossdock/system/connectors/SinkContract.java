package io.crossdock.system.connectors;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets a connector prove what it promises; see {@link SinkRules}. */
@Timeout(1200)
public abstract class SinkContract<R> {

    private Optional<Interference> between = Optional.empty();

    protected abstract SinkRules.Subject<R> subject();

    private SinkRules<R> rules() {
        SinkRules.Subject<R> subject = subject();
        Interference inFront = new Interference(subject.url());
        between = Optional.of(inFront);
        return new SinkRules<>(subject, inFront);
    }

    @AfterEach
    void stepAside() {
        between.ifPresent(Interference::close);
    }

    @Test
    void whatIsDoneIsFoundByOurNumber() {
        rules().whatIsDoneIsFoundByOurNumber();
    }

    @Test
    void aNativeKeyIsOne() {
        rules().aNativeKeyIsOne();
    }

    @Test
    void whicheverCallIsLostItIsDoneOnce() {
        rules().whicheverCallIsLostItIsDoneOnce();
    }

    @Test
    void whatIsSaidToBeClosedMayHaveDoneIt() {
        rules().whatIsSaidToBeClosedMayHaveDoneIt();
    }

    @Test
    void whatIsThereSeveralTimesIsToldSo() {
        rules().whatIsThereSeveralTimesIsToldSo();
    }

    @Test
    void aNoIsARefusalWithAReason() {
        rules().aNoIsARefusalWithAReason();
    }

    @Test
    void whoCannotBeAskedHasNotSaidNo() {
        rules().whoCannotBeAskedHasNotSaidNo();
    }

    @Test
    void aClosedDoorIsNobodysFault() {
        rules().aClosedDoorIsNobodysFault();
    }

    @Test
    void aSessionThatEndedIsReplaced() {
        rules().aSessionThatEndedIsReplaced();
    }

    @Test
    void aWrongKeyIsToldBesideAGoodSession() {
        rules().aWrongKeyIsToldBesideAGoodSession();
    }

    @Test
    void whatComesTooLateIsFoundOut() {
        rules().whatComesTooLateIsFoundOut();
    }
}

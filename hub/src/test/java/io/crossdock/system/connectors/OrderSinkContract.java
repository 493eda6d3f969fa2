package io.crossdock.system.connectors;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets a connector that books orders prove its promise; see {@link OrderSinkRules}. */
@Timeout(300)
public abstract class OrderSinkContract {

    private Optional<Interference> between = Optional.empty();

    protected abstract OrderSinkRules.Subject subject();

    private OrderSinkRules rules() {
        OrderSinkRules.Subject subject = subject();
        Interference inFront = new Interference(subject.url());
        between = Optional.of(inFront);
        return new OrderSinkRules(subject, inFront);
    }

    @AfterEach
    void stepAside() {
        between.ifPresent(Interference::close);
    }

    @Test
    void whatIsBookedIsFoundByOurNumber() {
        rules().whatIsBookedIsFoundByOurNumber();
    }

    @Test
    void aNativeKeyIsOne() {
        rules().aNativeKeyIsOne();
    }

    @Test
    void whicheverCallIsLostTheOrderIsThereOnce() {
        rules().whicheverCallIsLostTheOrderIsThereOnce();
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
    void aClosedDoorIsNobodysOrdersFault() {
        rules().aClosedDoorIsNobodysOrdersFault();
    }

    @Test
    void whatComesTooLateIsFoundOut() {
        rules().whatComesTooLateIsFoundOut();
    }
}

package io.crossdock.experience.portal;

import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Asks buyers to come back later while too much waits for other systems. */
@Component("portal-pressure")
class Pressure {

    private final Ordering ordering;
    private final Landscapes landscapes;

    Pressure(Ordering ordering, Landscapes landscapes) {
        this.ordering = ordering;
        this.landscapes = landscapes;
    }

    void refuseIfCrowded() {
        ordering.crowded(landscapes.current()).ifPresent(Pressure::refuse);
    }

    /** @param known whether the same was answered before, and is answered so again */
    void refuseIfCrowded(Order order, BooleanSupplier known) {
        ordering.crowded(landscapes.current(), order).filter(crowded -> !known.getAsBoolean()).ifPresent(Pressure::refuse);
    }

    private static void refuse(Placement.Crowded crowded) {
        throw OrderController.CROWDED.problem(crowded.why()).retryAfter(crowded.retryAfter()).exception();
    }
}

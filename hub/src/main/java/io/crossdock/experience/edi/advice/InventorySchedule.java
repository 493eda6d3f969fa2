package io.crossdock.experience.edi.advice;

import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.lifecycle.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks every few seconds whether a partner of the landscape in force is to be told of stock. */
@Component
class InventorySchedule extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final InventoryDue due;
    private final Landscapes landscapes;

    InventorySchedule(InventoryDue due, Landscapes landscapes) {
        super("edi-inventory", PAUSE);
        this.due = due;
        this.landscapes = landscapes;
    }

    @Override
    protected boolean step() {
        look();
        return false;
    }

    void look() {
        Landscape landscape = landscapes.current();
        landscape.partners().values().forEach(partner ->
                partner.inventory().ifPresent(wanted -> due.ask(partner, wanted, landscape.zone())));
    }
}

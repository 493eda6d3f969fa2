package io.crossdock.system.connectors.estate;

import io.crossdock.system.connectors.AnswerContract;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the estate itself. */
abstract class EstateAnswerContract extends AnswerContract {

    @TempDir
    private Path folder;

    private EstateAtWork estate;

    @BeforeEach
    void open() {
        estate = new EstateAtWork(folder);
    }

    @AfterEach
    void close() {
        estate.close();
    }

    final EstateAtWork estate() {
        return estate;
    }

    abstract Place place();

    final void ordered(String reference) {
        new EstateOrders(estate.http(), estate.booked()).post(estate.settings(Place.ERP), Requests.order(reference));
    }

    @Override
    protected final Counterpart counterpart() {
        return estate.counterpart(place());
    }
}

package io.crossdock.system.connectors.estate;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.AnswerContract;
import io.crossdock.system.connectors.AnswerRules;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

    abstract Said ask(SystemSettings system, String about, Duration budget);

    abstract Map<String, String> known();

    abstract String unknown();

    final void ordered(String reference) {
        new EstateOrders(estate.http(), estate.booked()).post(estate.settings(Place.ERP), Requests.order(reference));
    }

    @Override
    protected AnswerRules.Subject subject() {
        Counterpart place = estate.counterpart(place());
        return new AnswerRules.Subject() {
            @Override
            public URI url() {
                return place.url();
            }

            @Override
            public SystemSettings settings(URI url, Timeouts timeouts) {
                return place.settings(url, timeouts);
            }

            @Override
            public SystemSettings lockedOut(URI url) {
                return place.lockedOut(url);
            }

            @Override
            public String secret() {
                return place.secret();
            }

            @Override
            public Said ask(SystemSettings system, String about, Duration budget) {
                return EstateAnswerContract.this.ask(system, about, budget);
            }

            @Override
            public Map<String, String> known() {
                return EstateAnswerContract.this.known();
            }

            @Override
            public String unknown() {
                return EstateAnswerContract.this.unknown();
            }
        };
    }
}

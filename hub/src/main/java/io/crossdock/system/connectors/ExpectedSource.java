package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Optional;

/** Knows what is on its way to our places. */
public interface ExpectedSource extends Role {

    /**
     * One page of all that is expected.
     *
     * @param after the cursor given with the page before; empty for the first page
     */
    Answer expected(SystemSettings system, Optional<String> after);

    /** What came of the question. */
    sealed interface Answer {

        /** @param next the cursor of the page that follows; empty on the last one */
        record Page(List<ExpectedReport> reports, Optional<String> next) implements Answer {

            public Page {
                reports = List.copyOf(reports);
            }
        }

        /** @param why a sentence for people */
        record NoAnswer(String why) implements Answer {
        }
    }
}

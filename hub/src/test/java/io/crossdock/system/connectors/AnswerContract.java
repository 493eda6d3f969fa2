package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AnswerRules.Said;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets a connector prove that its answers can be relied on; see {@link AnswerRules}. */
@Timeout(300)
public abstract class AnswerContract {

    private Optional<Interference> between = Optional.empty();

    protected abstract Counterpart counterpart();

    /** As {@link AnswerRules.Subject} has it, and so are the next two. */
    protected abstract Said ask(SystemSettings system, String about, Duration budget);

    protected abstract Map<String, String> known();

    protected abstract String unknown();

    protected final AnswerRules.Subject subject() {
        return new Questions(counterpart());
    }

    private final class Questions extends Placed implements AnswerRules.Subject {

        Questions(Counterpart place) {
            super(place);
        }

        @Override
        public Said ask(SystemSettings system, String about, Duration budget) {
            return AnswerContract.this.ask(system, about, budget);
        }

        @Override
        public Map<String, String> known() {
            return AnswerContract.this.known();
        }

        @Override
        public String unknown() {
            return AnswerContract.this.unknown();
        }
    }

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
    void aSessionThatEndedIsReplaced() {
        rules().aSessionThatEndedIsReplaced();
    }

    @Test
    void nobodyWaitsLongerThanTheBudget() {
        rules().nobodyWaitsLongerThanTheBudget();
    }
}

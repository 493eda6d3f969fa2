package io.crossdock.platform.effects;

import io.crossdock.platform.journal.DatabaseTrouble;
import io.crossdock.platform.journal.Wake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes what came back from the targets, as many answers per commit as are waiting. */
@Component
class AnswerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final int BATCH = 200;
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Calls calls;
    private final Completions completions;
    private final Wake wake;

    AnswerWriter(Calls calls, Completions completions, Wake wake) {
        this.calls = calls;
        this.completions = completions;
        this.wake = wake;
    }

    /** Until the process stops and every call under way is written. */
    void run(BooleanSupplier running) {
        try {
            while (running.getAsBoolean() || calls.underWay() > 0) {
                List<Completion> batch = calls.answers(BATCH, POLL);
                while (!batch.isEmpty() && !written(batch)) {
                    if (!running.getAsBoolean()) {
                        LOG.warn("{} answers could not be written before the stop; their leases expire", batch.size());
                        return;
                    }
                    TimeUnit.NANOSECONDS.sleep(AFTER_TROUBLE.toNanos());
                }
                calls.written(batch);
                wake.those(batch.stream().map(answer -> answer.effect().target()).collect(Collectors.toSet()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean written(List<Completion> batch) {
        try {
            completions.write(batch);
            return true;
        } catch (RuntimeException | Error e) {
            if (DatabaseTrouble.is(e) || e instanceof Error) {
                LOG.warn("{} answers could not be written, trying again in {}", batch.size(), AFTER_TROUBLE, e);
                return false;
            }
            if (batch.size() > 1) {
                LOG.warn("An answer among {} could not be written, writing them one by one", batch.size(), e);
                return batch.stream().map(List::of).allMatch(this::written);
            }
            return givenUp(batch.getFirst(), e);
        }
    }

    /** One answer that the database cannot hold must not hold up all others. */
    private boolean givenUp(Completion answer, Throwable trouble) {
        Completion bare = bare(answer);
        if (bare.equals(answer)) {
            LOG.error("The answer of {} to {} {} cannot be kept; its lease expires and it will be in doubt",
                    answer.effect().target(), answer.effect().kind(), answer.effect().businessKey(), trouble);
            return true;
        }
        return written(List.of(bare));
    }

    /** The same answer without the part that the target filled freely. */
    private static Completion bare(Completion answer) {
        return switch (answer) {
            case Completion.Sent(var leased, Outcome.Done(var reference, var response), var promise, var start, var end)
                    when !response.equals(NOTHING) ->
                new Completion.Sent(leased, new Outcome.Done(reference, NOTHING), promise, start, end);
            case Completion.LookedUp(var leased, Sighting.Found(var reference, var response), var after, var start,
                    var end) when !response.equals(NOTHING) ->
                new Completion.LookedUp(leased, new Sighting.Found(reference, NOTHING), after, start, end);
            case Completion.Sent sent -> sent;
            case Completion.LookedUp found -> found;
            case Completion.Lost lost -> lost;
        };
    }
}

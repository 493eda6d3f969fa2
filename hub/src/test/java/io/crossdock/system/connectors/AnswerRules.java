package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Interference.Fate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What every connector has to keep that answers a question while somebody waits: what an account may owe, what an item costs
 * it, how far a release is. Each rule is a method that throws {@link AssertionError} when it is broken.
 */
public final class AnswerRules {

    private static final Duration NOW = Duration.ofMinutes(1);

    private final Subject subject;
    private final Interference between;

    /** A connector and its system. */
    public interface Subject extends Counterpart {

        /** @param budget no answer is waited for longer than this */
        Said ask(SystemSettings system, String about, Duration budget);

        /** What can be asked about, with the exact answer to each; the hardest values that the system knows. */
        Map<String, String> known();

        /** Something that the system does not know. */
        String unknown();
    }

    /** What came of the question. */
    public sealed interface Said {

        /** @param content all that is said, amounts as they are written; @param asOf empty where the role does not say */
        record It(String content, Optional<Instant> asOf) implements Said {
        }

        /** That there is none, which somebody will act upon. */
        record ThereIsNone() implements Said {
        }

        record Nothing(String why) implements Said {
        }
    }

    /** @param between already in front of the subject's system */
    public AnswerRules(Subject subject, Interference between) {
        this.subject = subject;
        this.between = between;
        between.standBefore(subject);
    }

    private SystemSettings system() {
        return subject.settings(between.url(), new Timeouts(Duration.ofSeconds(10), subject.patience()));
    }

    private Said ask(SystemSettings system, String about) {
        return subject.ask(system, about, subject.patience());
    }

    /** What it says is just what the system has, as of now. */
    public void whatItSaysIsExact() {
        between.plan(call -> Fate.PASS);
        assertThat(subject.known()).isNotEmpty().allSatisfy((about, content) -> {
            Said said = ask(system(), about);
            assertThat(said).as(about).isInstanceOf(Said.It.class);
            Said.It it = (Said.It) said;
            assertThat(it.content()).as(about).isEqualTo(content);
            it.asOf().ifPresent(at -> assertThat(Duration.between(at, Instant.now()).abs()).as("as of %s", at)
                    .isLessThan(NOW));
        });
    }

    /** Nothing is made up about what the system does not know. */
    public void whatIsUnknownIsNotMadeUp() {
        between.plan(call -> Fate.PASS);
        subject.known();
        assertThat(ask(system(), subject.unknown())).isNotInstanceOf(Said.It.class);
    }

    /** Whichever call is lost, however: the answer is the right one or none at all. */
    public void whicheverCallIsLostTheAnswerIsRightOrNone() {
        between.plan(call -> Fate.PASS);
        Map.Entry<String, String> one = subject.known().entrySet().iterator().next();
        between.plan(call -> Fate.PASS);
        ask(system(), one.getKey());
        int calls = between.calls();
        for (Fate fate : Interference.SILENCES) {
            for (int call = 1; call <= calls; call++) {
                between.only(call, fate);
                switch (ask(system(), one.getKey())) {
                    case Said.It(String content, var asOf) -> assertThat(content).as("%s at call %s", fate, call)
                            .isEqualTo(one.getValue());
                    case Said.ThereIsNone none -> throw new AssertionError(fate + " at call " + call
                            + " was taken for a no");
                    case Said.Nothing(String why) -> isReason(why, fate + " at call " + call);
                }
            }
        }
    }

    /** A system that cannot be asked has not said that there is none. */
    public void whoCannotBeAskedHasSaidNothing() {
        between.plan(call -> Fate.PASS);
        String about = subject.known().keySet().iterator().next();
        for (Fate fate : Interference.SILENCES) {
            between.plan(call -> fate);
            isNothing(ask(system(), about), fate.name());
        }
        between.plan(call -> Fate.PASS);
        assertThat(ask(system(), about)).isInstanceOf(Said.It.class);
        isNothing(ask(subject.settings(URI.create("http://localhost:1" + between.url().getPath()), Timeouts.DEFAULT), about),
                "nowhere");
        isNothing(ask(subject.lockedOut(between.url()), about), "locked out");
    }

    private void isNothing(Said said, String what) {
        assertThat(said).as(what).isInstanceOfSatisfying(Said.Nothing.class, nothing -> isReason(nothing.why(), what));
    }

    private void isReason(String why, String what) {
        assertThat(why).as(what).isNotBlank().doesNotContain(subject.secret());
    }

    /** A session or token that has ended is replaced at once: there is an answer all the same. */
    public void aSessionThatEndedIsReplaced() {
        between.plan(call -> Fate.PASS);
        Map.Entry<String, String> one = subject.known().entrySet().iterator().next();
        ask(system(), one.getKey());
        between.only(1, Fate.EXPIRED);
        assertThat(ask(system(), one.getKey())).isInstanceOfSatisfying(Said.It.class,
                it -> assertThat(it.content()).isEqualTo(one.getValue()));
    }

    /** Whoever waits has less time than the system is given otherwise. */
    public void nobodyWaitsLongerThanTheBudget() {
        between.plan(call -> Fate.PASS);
        String about = subject.known().keySet().iterator().next();
        between.plan(call -> Fate.LATE);
        Duration budget = Duration.ofMillis(500);
        long begun = System.nanoTime();
        isNothing(subject.ask(system(), about, budget), "late");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(subject.patience());
    }
}

package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Interference.Fate;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What every connector that does something to another system has to keep, whatever that system is like: here an order, there
 * an invoice. Each rule is a method that throws {@link AssertionError} when it is broken.
 */
public final class SinkRules<R> {

    private static final int CALLS_MAX = 60;
    private static final int TRIES_MAX = 12;

    private final Subject<R> subject;
    private final Interference between;
    private final AtomicInteger numbers = new AtomicInteger();

    /** A connector and its system. */
    public interface Subject<R> extends Counterpart {

        Sink<R> sink();

        /** Something the system does when it is asked to, under our reference; what that needs is prepared. */
        R request(String reference);

        /** Something that it declines. */
        R declined(String reference);

        /** The numbers under which it has done what a reference stands for, read from the system itself. */
        List<String> done(String reference);

        /** Whether a call may arrive there twice. */
        boolean survivesDoubling();

        /** What the system has to hold once a request is done, each as {@link Lines#line}; empty where the kit cannot look. */
        default List<String> asked(R request) {
            return List.of();
        }

        /** Somebody there does the same once more, by hand and under our reference; where that cannot be, nobody does. */
        default void doneAgainByHand(String reference) {
        }

        /** What it holds under a reference, read from the system itself. */
        default List<String> held(String reference) {
            return List.of();
        }
    }

    /** What is asked, and what came of it, line by line: of subjects that are told how to look. */
    public record Lines<R>(Function<R, List<String>> asked, Function<String, List<String>> held) {

        public static <R> Lines<R> unseen() {
            return new Lines<>(request -> List.of(), reference -> List.of());
        }

        /** @param unit as the system calls it */
        public static String line(Object what, BigDecimal quantity, Object unit) {
            return what + ": " + quantity.stripTrailingZeros().toPlainString() + " " + unit;
        }
    }

    /** @param between already in front of the subject's system */
    public SinkRules(Subject<R> subject, Interference between) {
        this.subject = subject;
        this.between = between;
        between.standBefore(subject);
    }

    private SystemSettings system() {
        return subject.settings(between.url(), new Timeouts(Duration.ofSeconds(10), subject.patience()));
    }

    private Promise promise() {
        return subject.sink().promise(system());
    }

    private String reference() {
        return "SO-K" + Long.toString(System.nanoTime(), 36) + "-" + numbers.incrementAndGet();
    }

    /** Done once, as it was asked, under the number that it answers, and found under ours. */
    public void whatIsDoneIsFoundByOurNumber() {
        between.plan(call -> Fate.PASS);
        String reference = reference();
        assertThat(find(reference)).isInstanceOf(Sighting.Absent.class);
        Outcome outcome = subject.sink().post(system(), subject.request(reference));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        String number = ((Outcome.Done) outcome).reference();
        assertThat(subject.done(reference)).containsExactly(number);
        isDone(reference, "done");
        if (promise() == Promise.LOOKUP) {
            assertThat(find(reference)).isInstanceOfSatisfying(Sighting.Found.class,
                    found -> assertThat(found.reference()).isEqualTo(number));
        }
    }

    private Sighting find(String reference) {
        return promise() == Promise.LOOKUP ? look(system(), reference) : new Sighting.Absent();
    }

    /** As a lane does: what was asked for is known. */
    private Sighting look(SystemSettings system, String reference) {
        return subject.sink().find(system, reference, subject.request(reference));
    }

    /** A native key is one: sent twice, done once. */
    public void aNativeKeyIsOne() {
        between.plan(call -> Fate.PASS);
        if (promise() == Promise.NATIVE_KEY) {
            String reference = reference();
            subject.sink().post(system(), subject.request(reference));
            subject.sink().post(system(), subject.request(reference));
            isDone(reference, "sent twice");
        }
    }

    /** Once, with each line and quantity that was asked for, in the units of the system. */
    private void isDone(String reference, String what) {
        assertThat(subject.done(reference)).as(what).hasSize(1);
        assertThat(subject.held(reference)).as("%s, and it holds", what)
                .containsExactlyInAnyOrderElementsOf(subject.asked(subject.request(reference)));
    }

    /** Whichever of its calls is lost, however: treated as a lane treats it, it is done once. */
    public void whicheverCallIsLostItIsDoneOnce() {
        Set<Fate> fates = EnumSet.copyOf(Interference.LOSSES);
        if (subject.survivesDoubling()) {
            fates.add(Fate.TWICE);
        }
        for (Fate fate : fates) {
            for (int call = 1; call <= CALLS_MAX; call++) {
                between.only(call, fate);
                String reference = reference();
                int made = settle(reference, fate + " at call " + call);
                isDone(reference, fate + " at call " + call);
                if (made < call) {
                    break;
                }
            }
        }
    }

    /**
     * Who says that the system is closed may say so after it did the work, and the look-up, or whatever comes next, may meet
     * an error of the system itself: neither is believed to mean that nothing was done.
     */
    public void whatIsSaidToBeClosedMayHaveDoneIt() {
        for (int call = 0; call <= CALLS_MAX; call++) {
            between.twice(call, Fate.CLOSED_AFTER, Fate.OWN_ERROR);
            String reference = reference();
            String what = Fate.CLOSED_AFTER + " at call " + call + " and an error at the next";
            int made = settle(reference, what);
            isDone(reference, what);
            if (made <= call) {
                break;
            }
        }
    }

    /** Sends and asks as a lane does until it is known to be done; returns how many calls that took. */
    private int settle(String reference, String what) {
        boolean inDoubt = false;
        for (int i = 0; i < TRIES_MAX; i++) {
            Outcome outcome = subject.sink().post(system(), subject.request(reference));
            if (!inDoubt) {
                honest(outcome, reference, what);
            }
            // Under its key it is sent again without a look-up: what comes then is said of that call alone.
            inDoubt = inDoubt || outcome instanceof Outcome.Ambiguous && promise() == Promise.NATIVE_KEY;
            boolean done = switch (outcome) {
                case Outcome.Done(String number, var response) -> true;
                case Outcome.Refused(String code, String reason) -> fail(what + " was taken for a refusal: " + reason);
                case Outcome.Unavailable unavailable -> false;
                case Outcome.Failed failed -> false;
                case Outcome.Ambiguous ambiguous -> promise() == Promise.LOOKUP && seen(reference, what);
            };
            if (done) {
                return between.calls();
            }
        }
        return fail(what + " never came to an end");
    }

    private boolean seen(String reference, String what) {
        for (int i = 0; i < TRIES_MAX; i++) {
            switch (look(system(), reference)) {
                case Sighting.Found found -> {
                    return true;
                }
                case Sighting.Absent() -> {
                    return false;
                }
                case Sighting.Several(List<String> several) -> fail(what + " made it several times: " + several);
                case Sighting.Unknown unknown -> { }
            }
        }
        return fail(what + ": the look-up gives no answer");
    }

    /** Who says that nothing was done must be right. */
    private void honest(Outcome outcome, String reference, String what) {
        boolean saysNothingWasDone = switch (outcome) {
            case Outcome.Done done -> false;
            case Outcome.Ambiguous ambiguous -> false;
            case Outcome.Refused refused -> true;
            case Outcome.Unavailable unavailable -> true;
            case Outcome.Failed failed -> true;
        };
        if (saysNothingWasDone) {
            assertThat(subject.done(reference)).as("%s: %s", what, outcome).isEmpty();
        }
    }

    /** A no is a no: with a reason, and nothing done. */
    public void aNoIsARefusalWithAReason() {
        between.plan(call -> Fate.PASS);
        String reference = reference();
        assertThat(subject.sink().post(system(), subject.declined(reference)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.code()).isNotBlank();
                    assertThat(refused.reason()).isNotBlank();
                });
        assertThat(subject.done(reference)).isEmpty();
    }

    /** A system that cannot be asked is not taken for one that has nothing. */
    public void whoCannotBeAskedHasNotSaidNo() {
        if (promise() != Promise.LOOKUP) {
            return;
        }
        between.plan(call -> Fate.PASS);
        String reference = reference();
        subject.sink().post(system(), subject.request(reference));
        for (Fate fate : Interference.SILENCES) {
            between.plan(call -> fate);
            assertThat(look(system(), reference)).as("look-up with %s", fate).isInstanceOf(Sighting.Unknown.class);
        }
        assertThat(look(nowhere(), reference)).isInstanceOf(Sighting.Unknown.class);
    }

    /** What is there several times is told so, and a person looks: whoever tells of one of them hides the others. */
    public void whatIsThereSeveralTimesIsToldSo() {
        if (promise() != Promise.LOOKUP) {
            return;
        }
        between.plan(call -> Fate.TWICE);
        String reference = reference();
        subject.sink().post(system(), subject.request(reference));
        between.plan(call -> Fate.PASS);
        subject.doneAgainByHand(reference);
        List<String> all = subject.done(reference);
        if (all.size() > 1) {
            assertThat(look(system(), reference)).isInstanceOfSatisfying(Sighting.Several.class, several ->
                    assertThat(several.references()).containsExactlyInAnyOrderElementsOf(all));
        }
    }

    private SystemSettings nowhere() {
        return subject.settings(URI.create("http://localhost:1" + between.url().getPath()), Timeouts.DEFAULT);
    }

    /** What is shut, busy or closed to us is so for everybody, and says for how long if it was told. */
    public void aClosedDoorIsNobodysFault() {
        String reference = reference();
        assertThat(subject.sink().post(nowhere(), subject.request(reference))).isInstanceOf(Outcome.Unavailable.class);
        between.plan(call -> Fate.THROTTLED);
        assertThat(subject.sink().post(system(), subject.request(reference)))
                .isInstanceOfSatisfying(Outcome.Unavailable.class,
                        busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7)));
        between.plan(call -> Fate.CLOSED);
        assertThat(subject.sink().post(system(), subject.request(reference)))
                .isInstanceOfSatisfying(Outcome.Unavailable.class,
                        closed -> assertThat(closed.retryAfter()).contains(Duration.ofSeconds(7)));
        between.plan(call -> Fate.PASS);
        assertThat(subject.sink().post(subject.lockedOut(between.url()), subject.request(reference)))
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(subject.done(reference)).isEmpty();
    }

    /** A session or token that has ended is replaced at once, whichever call finds out. */
    public void aSessionThatEndedIsReplaced() {
        if (subject.expired().isEmpty()) {
            return;
        }
        for (int call : someOfUsual()) {
            between.only(call, Fate.EXPIRED);
            String reference = reference();
            assertThat(subject.sink().post(system(), subject.request(reference))).as("the session ended at call %s", call)
                    .isInstanceOf(Outcome.Done.class);
            isDone(reference, "the session ended at call " + call);
            if (promise() == Promise.LOOKUP) {
                between.only(1, Fate.EXPIRED);
                assertThat(find(reference)).as("the session ended at a look-up").isInstanceOf(Sighting.Found.class);
            }
        }
    }

    /** A good session vouches for nobody else: a key that is wrong is told as such, and nothing is done by it. */
    public void aWrongKeyIsToldBesideAGoodSession() {
        between.plan(call -> Fate.PASS);
        String before = reference();
        assertThat(subject.sink().post(system(), subject.request(before))).isInstanceOf(Outcome.Done.class);
        String reference = reference();
        SystemSettings wrong = subject.lockedOut(between.url());
        assertThat(subject.sink().post(wrong, subject.request(reference))).isInstanceOf(Outcome.Unavailable.class);
        assertThat(subject.done(reference)).isEmpty();
        if (promise() == Promise.LOOKUP) {
            assertThat(subject.sink().find(wrong, before)).isInstanceOf(Sighting.Unknown.class);
        }
        assertThat(subject.sink().post(system(), subject.request(reference))).as("the right key is still right")
                .isInstanceOf(Outcome.Done.class);
    }

    /** Of the calls that a deed takes once we are signed in the first and the last ones. */
    private Set<Integer> someOfUsual() {
        between.plan(call -> Fate.PASS);
        subject.sink().post(system(), subject.request(reference()));
        between.plan(call -> Fate.PASS);
        subject.sink().post(system(), subject.request(reference()));
        int usual = between.calls();
        return new TreeSet<>(List.of(1, Math.max(1, usual - 1), usual));
    }

    /** No call waits longer than the system's time-out, and what came of a late one is found out. */
    public void whatComesTooLateIsFoundOut() {
        for (int call : someOfUsual()) {
            between.only(call, Fate.LATE);
            String reference = reference();
            Duration limit = subject.haste();
            long begun = System.nanoTime();
            Outcome outcome = subject.sink().post(subject.settings(between.url(),
                    new Timeouts(Duration.ofSeconds(10), limit)), subject.request(reference));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("call %s is late", call)
                    .isLessThan(limit.plus(subject.patience()));
            assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
            if (outcome instanceof Outcome.Done) {
                // The last call may be one that only tidies up.
                assertThat(subject.done(reference)).as("said to be done although call %s is late", call).hasSize(1);
            }
            honest(outcome, reference, "late call " + call);
            between.plan(each -> Fate.PASS);
            boolean there = outcome instanceof Outcome.Ambiguous && promise() == Promise.LOOKUP
                    && seen(reference, "late call " + call);
            if (!there) {
                settle(reference, "late call " + call);
            }
            isDone(reference, "call " + call + " is late");
        }
    }
}

package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.experience.edi.orders.HoldStore.Held;
import io.crossdock.experience.edi.orders.OrderCheck.Result;
import io.crossdock.experience.edi.orders.OrderCheck.Unknowns;
import io.crossdock.experience.edi.orders.OrderIntake.Reading;
import io.crossdock.platform.journal.Ids;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Preview;
import io.crossdock.process.repairs.Plan;
import io.crossdock.process.repairs.Remedy;
import io.crossdock.process.repairs.Repairs;
import io.crossdock.system.catalog.Meanings;
import io.crossdock.system.catalog.Reference;
import io.crossdock.system.catalog.Reference.Said;
import io.crossdock.system.catalog.References;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Mends held orders by a reference: tried on some, it is for them alone; for all, it holds from then on. */
abstract class ReferenceRemedy implements Remedy {

    private static final String WAY_BACK = "The reference can be withdrawn: orders that come later are held again. Orders "
            + "that have gone on by it stay; cancel them where that is wanted.";

    private final Desk desk;

    ReferenceRemedy(Desk desk) {
        this.desk = desk;
    }

    /** Where held orders are looked at, and what they would cost. */
    @Component("edi-repair-desk")
    record Desk(Holds holds, HoldStore store, References references, Ordering ordering, Clock clock) {
    }

    /** What a wish would refer to. */
    sealed interface Wanted {

        record Trial(Reference reference, String says) implements Wanted {
        }

        record Wrong(List<Fault> faults) implements Wanted {
        }
    }

    abstract Wanted wanted(Wish wish, UUID id, Said said);

    @Override
    public Proposal propose(Wish wish) {
        Instant now = desk.clock().instant();
        return switch (wanted(wish, Ids.at(now), new Said("trial", now, "trial"))) {
            case Wanted.Wrong(var faults) -> new Proposal.Refused(faults);
            case Wanted.Trial(var reference, var says) -> new Proposal.Steps(says, Optional.of(WAY_BACK),
                    steps(wish, desk.references().with(reference)));
        };
    }

    private List<Step> steps(Wish wish, Meanings meanings) {
        List<Step> steps = new ArrayList<>();
        for (UUID set : desk.store().ofCluster(wish.cluster(), Plan.STEPS_MOST)) {
            if (wish.wants(subject(set))) {
                desk.store().held(set).flatMap(held -> desk.holds().reading(held, meanings, Unknowns.TOLD_APART)
                        .map(reading -> step(held, reading))).ifPresent(steps::add);
            }
        }
        return steps;
    }

    private static String subject(UUID set) {
        return "edi-set:" + set;
    }

    private Step step(Held held, Reading reading) {
        String what = "Order " + held.reference() + " of " + held.partner();
        String now = "held until " + held.until().truncatedTo(ChronoUnit.MINUTES) + ", then refused";
        return switch (reading.result()) {
            case Result.Ready ready -> ready(held, what, now, reading, ready);
            case Result.Faulty(var faults) -> new Step(subject(held.set()), what, now, "refused: " + sentences(faults),
                    Fate.REFUSED, digest(reading));
            case Result.Lacking(var missing) -> new Step(subject(held.set()), what, now, "still held: " + missing.stream()
                    .map(Missing::says).distinct().collect(Collectors.joining(" ")), Fate.UNCHANGED, digest(reading));
        };
    }

    private Step ready(Held held, String what, String now, Reading reading, Result.Ready ready) {
        return switch (desk.ordering().preview(ready.request())) {
            case Preview.Priced priced -> new Step(subject(held.set()), what, now, priced.lines().stream()
                    .map(line -> said(line, reading, priced)).collect(Collectors.joining("; ")) + "; in all "
                    + Contents.plain(priced.net()) + " " + priced.currency(), Fate.MENDED, digest(reading));
            case Preview.Faulty(var faults) -> new Step(subject(held.set()), what, now, "refused: " + sentences(faults),
                    Fate.REFUSED, digest(reading));
            case Preview.Blind(var why) -> new Step(subject(held.set()), what, now,
                    "goes on, at a price that nobody knows now: "
                    + why, Fate.MENDED, digest(reading));
        };
    }

    private static String said(Preview.Line line, Reading reading, Preview.Priced priced) {
        PurchaseOrder.Line asked = reading.order().lines().get(line.lineNo() - 1);
        String theirs = asked.quantity().orElse("") + " " + asked.unit().orElse("");
        String ours = line.quantity().decimal() + " " + line.quantity().unit();
        return "line " + reading.order().lineName(line.lineNo()) + ": " + (theirs.equals(ours) ? ours
                : theirs + " are " + ours)
                + " of " + line.sku() + " at " + Contents.plain(line.unitPrice()) + " = " + Contents.plain(line.net()) + " "
                + priced.currency() + asked.price().map(price -> " (they expect " + price + " per "
                        + asked.unit().orElse("unit") + ")").orElse("");
    }

    private static String sentences(List<Fault> faults) {
        return faults.stream().map(Fault::message).distinct().limit(5).collect(Collectors.joining(" "));
    }

    /** What it would be ordered as, whatever it would cost. */
    private static String digest(Reading reading) {
        return Repairs.digest(switch (reading.result()) {
            case Result.Ready ready -> ready.request().lines() + " " + ready.request().shipTo();
            case Result.Faulty faulty -> faulty.toString();
            case Result.Lacking lacking -> lacking.toString();
        });
    }

    @Override
    public Remedy.After apply(Approved approved, Step step) {
        UUID set = UUID.fromString(step.subject().substring("edi-set:".length()));
        Instant now = desk.clock().instant();
        Wanted wanted = wanted(approved.wish(), Ids.at(now), new Said(approved.who(), now, approved.why()));
        Optional<Held> held = desk.store().lock(set);
        if (held.isEmpty()) {
            return new Remedy.After.Gone("It has gone on already.");
        }
        if (!(wanted instanceof Wanted.Trial(Reference reference, String says))) {
            return new Remedy.After.Changed("What it would refer to is not there any more.");
        }
        Meanings meanings = desk.references().with(reference);
        Optional<Reading> reading = desk.holds().reading(held.get(), meanings, Unknowns.TOLD_APART);
        if (reading.filter(read -> digest(read).equals(step.digest())).isEmpty()) {
            return new Remedy.After.Changed("It would be read otherwise by now. Look again.");
        }
        return switch (desk.holds().look(set, meanings, approved.who())) {
            case WENT_ON -> new Remedy.After.Done(step.fate() == Fate.REFUSED ? "Sent on, to be refused." : "Sent on.");
            case STILL_HELD -> new Remedy.After.Done("Still held: something else is missing, too.");
            case GONE -> new Remedy.After.Gone("It has gone on already.");
        };
    }

    @Override
    public Optional<String> settle(Approved approved) {
        Instant now = desk.clock().instant();
        if (wanted(approved.wish(), Ids.at(now), new Said(approved.who(), now, approved.why()))
                instanceof Wanted.Trial(Reference reference, String says) && desk.references().add(reference)) {
            return Optional.of(reference.id().toString());
        }
        return Optional.empty();
    }

    @Override
    public boolean undo(Approved approved, String settled) {
        return desk.references().withdraw(UUID.fromString(settled),
                new Said(approved.who(), desk.clock().instant(), approved.why())).isPresent();
    }

    static Fault wrong(String field, String code, String message) {
        return new Fault("/values/" + field, code, message);
    }

    static Optional<BigDecimal> factor(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?") ? Optional.of(new BigDecimal(text))
                .filter(each -> each.signum() > 0) : Optional.empty();
    }
}

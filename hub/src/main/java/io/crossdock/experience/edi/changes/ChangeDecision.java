package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.experience.edi.changes.ChangeAnswers.Answer;
import io.crossdock.experience.edi.changes.ChangeAnswers.Line;
import io.crossdock.experience.edi.changes.ChangeAnswers.Status;
import io.crossdock.experience.edi.changes.ChangeCheck.Added;
import io.crossdock.experience.edi.changes.ChangeCheck.Asked;
import io.crossdock.experience.edi.changes.ChangeCheck.Dated;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.changes.ChangeAnswer;
import io.crossdock.process.changes.ChangeOutcome;
import io.crossdock.process.changes.ChangeWish;
import io.crossdock.process.changes.Changes;
import io.crossdock.process.fulfilment.CallOffs;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What becomes of a change whose order is there: the same decision as over any other way. */
@Component
class ChangeDecision {

    private static final int REASON_MAX = 200;
    private static final int NAME_MAX = 80;

    private final Changes changes;
    private final ChangeDates dates;
    private final Ordering ordering;
    private final Goods goods;
    private final Catalog catalog;

    ChangeDecision(Changes changes, ChangeDates dates, Ordering ordering, Goods goods, Catalog catalog) {
        this.changes = changes;
        this.dates = dates;
        this.ordering = ordering;
        this.goods = goods;
        this.catalog = catalog;
    }

    /** Where the goods of an order are. */
    @Component("edi-change-goods")
    record Goods(Fulfilment fulfilment, CallOffs callOffs) {
    }

    /**
     * @param done  something of it is done or nothing had to be
     * @param waits somebody is asked for goods
     * @param later why it can only be decided later
     */
    record Outcome(boolean done, boolean waits, Answer answer, Optional<String> later) {

        static Outcome later(String why) {
            return new Outcome(false, false, new Answer(List.of(), List.of()), Optional.of(why));
        }
    }

    /** What of a document is to be done, and what is wrong with the rest. */
    private record Plan(ChangeCheck.Result check, List<Asked> asked, List<Added> added, List<Dated> dated,
            List<Fault> faults, boolean refused) {

        ChangeWish.What what() {
            return check.everything() ? new ChangeWish.What.Everything() : new ChangeWish.What.Lines(
                    asked.stream().map(Asked::wish).toList(), added.stream().map(Added::wish).toList());
        }

        /** Some of it could not be moved to its day. */
        Plan without(List<Fault> further) {
            Set<Integer> bad = further.stream().flatMap(fault -> Segments.place(fault).stream()).collect(Collectors.toSet());
            return new Plan(check, asked, added, dated.stream().filter(each -> !bad.contains(each.place())
                    && !(each.place() < 0 && further.stream().anyMatch(fault -> fault.pointer().equals("/dates")))).toList(),
                    Stream.concat(faults.stream(), further.stream()).toList(), refused);
        }

        boolean nothing() {
            return !check.everything() && asked.isEmpty() && added.isEmpty();
        }
    }

    /** Other systems may be asked only before the order is locked: then it must stand as it did. */
    Outcome decide(ChangeDesk.Case change, ReceivedSet bought, OrderNumber number) {
        Order before = ordering.order(number).orElseThrow();
        Plan plan = plan(change, Purchase.of(bought, before));
        if (plan.refused()) {
            return refused(change, plan.faults());
        }
        ChangeWish wish = new ChangeWish(number, plan.what(), reason(change.document()));
        Optional<Changes.Prepared> prepared = plan.nothing() ? Optional.empty() : Optional.of(changes.prepare(wish));
        Order order = ordering.lock(number).orElseThrow();
        Purchase purchase = Purchase.of(bought, order);
        if (!check(change, purchase).equals(plan.check())) {
            return Outcome.later("Its order moved while it was looked at.");
        }
        return prepared.isEmpty() ? dated(change, purchase, plan, Optional.empty())
                : decide(change, purchase, plan, wish, prepared.get());
    }

    private Outcome decide(ChangeDesk.Case change, Purchase purchase, Plan plan, ChangeWish wish,
            Changes.Prepared prepared) {
        return switch (changes.change(wish, prepared, message(change))) {
            case ChangeOutcome.Decided(ChangeAnswer answer, boolean repeated) ->
                    dated(change, purchase, plan, Optional.of(answer));
            // Who cancels what has left is told so; a line that stands as it was asked for needs no word.
            case ChangeOutcome.Refused(var further) -> stands(further)
                    ? dated(change, purchase, plan.check().everything() ? plan.without(further) : plan, Optional.empty())
                    : refused(change, further.stream()
                            .map(fault -> ChangeCheck.inDocument(fault, plan.asked(), plan.added())).toList());
            case ChangeOutcome.NotNow(String why, var retryAfter) -> Outcome.later(why);
            case ChangeOutcome.Conflict conflict -> refused(change, List.of(new Fault("/number", "change-number-reused",
                    "A change of this number came before with another content.")));
        };
    }

    /** Goods that come on another day are those that are wanted by now. */
    private Outcome dated(ChangeDesk.Case change, Purchase purchase, Plan plan, Optional<ChangeAnswer> answer) {
        if (plan.dated().isEmpty()) {
            return outcome(change, purchase, plan, answer, List.of());
        }
        ChangeDates.Moved moved = dates.move(purchase.order().number(), plan.dated(), message(change));
        return outcome(change, purchase, plan.without(moved.faults()), answer, moved.says());
    }

    private ChangeCheck.Result check(ChangeDesk.Case change, Purchase purchase) {
        return new ChangeCheck(change.document(), purchase, ids -> name(ids, change.partner())).check();
    }

    private Plan plan(ChangeDesk.Case change, Purchase purchase) {
        ChangeCheck.Result check = check(change, purchase);
        List<Fault> faults = new ArrayList<>(check.faults());
        refusedByOrder(purchase.order().number(), check).forEach(faults::add);
        faults.addAll(dates.faults(purchase.order().number(), check.dated()));
        Set<Integer> bad = faults.stream().flatMap(fault -> Segments.place(fault).stream()).collect(Collectors.toSet());
        boolean linesAlone = change.partner().lineFaults() == Partner.LineFaults.REFUSE_LINE
                && faults.stream().allMatch(fault -> Segments.place(fault).isPresent())
                && bad.size() < change.document().lines().size();
        return new Plan(check, check.asked().stream().filter(asked -> !bad.contains(asked.place())).toList(),
                check.added().stream().filter(added -> !bad.contains(added.place())).toList(),
                check.dated().stream().filter(dated -> !bad.contains(dated.place())).toList(), faults,
                !faults.isEmpty() && !linesAlone);
    }

    /** The first of its numbers that is an item for this partner; else one by which it can be called unknown. */
    private Optional<ItemName> name(List<ChangeDocument.Id> ids, Partner partner) {
        List<ItemName> all = ids.stream().flatMap(id -> Stream.<Optional<? extends ItemName>>of(
                Optional.of(id.value()).filter(value -> !value.isBlank() && value.length() <= NAME_MAX)
                        .map(ItemName.ByBuyerItem::new),
                Sku.parse(id.value()).map(ItemName.BySku::new), Gtin.parse(id.value()).map(ItemName.ByGtin::new))
                .flatMap(Optional::stream)).map(ItemName.class::cast).toList();
        return all.stream().filter(name -> catalog.find(name, Optional.of(partner)) instanceof ItemAnswer.Found).findFirst()
                .or(() -> all.stream().findFirst());
    }

    private List<Fault> refusedByOrder(OrderNumber number, ChangeCheck.Result check) {
        if (check.everything() || check.asked().isEmpty() && check.added().isEmpty()) {
            return List.of();
        }
        return switch (changes.preview(new ChangeWish(number, new ChangeWish.What.Lines(check.asked().stream()
                .map(Asked::wish).toList(), check.added().stream().map(Added::wish).toList()), Optional.empty()))) {
            case ChangeOutcome.Refused(var faults) when !stands(faults) -> faults.stream()
                    .map(fault -> ChangeCheck.inDocument(fault, check.asked(), check.added())).toList();
            case ChangeOutcome outcome -> List.of();
        };
    }

    /** What an order is already need not be done. */
    private static boolean stands(List<Fault> faults) {
        return faults.stream().allMatch(fault -> fault.code().equals("nothing-changes"));
    }

    private static Optional<String> reason(ChangeDocument document) {
        return document.notes().stream().map(String::strip).filter(note -> !note.isEmpty()).findFirst()
                .map(note -> note.length() > REASON_MAX ? note.substring(0, REASON_MAX) : note);
    }

    private static Incoming message(ChangeDesk.Case change) {
        return new Incoming("edi-changes:" + change.partner().id(), change.request().reference() + " "
                + change.request().number().orElse("") + " " + change.set().id(), "application/edi-x12",
                change.set().body().getBytes(StandardCharsets.UTF_8), change.origin());
    }

    private static Outcome refused(ChangeDesk.Case change, List<Fault> faults) {
        return new Outcome(false, false, ChangeAnswers.refusal(change.document(),
                ChangeAnswers.notes(faults, Segments.of(change.set().body()))), Optional.empty());
    }

    private Outcome outcome(ChangeDesk.Case change, Purchase purchase, Plan plan, Optional<ChangeAnswer> answer,
            List<String> days) {
        List<Asked> good = plan.asked();
        List<Fault> faults = plan.faults();
        List<ChangeAnswer.Added> besides = answer.map(ChangeAnswer::added).orElse(List.of()).stream()
                .filter(each -> each.moreOf().isEmpty()).toList();
        List<Integer> places = plan.added().stream().map(Added::place).toList();
        Map<Integer, Quantity> standing = standing(purchase.order().number());
        Map<Integer, ChangeAnswer.Line> said = answer.map(ChangeAnswer::lines).orElse(List.of()).stream()
                .collect(Collectors.toMap(ChangeAnswer.Line::lineNo, Function.identity()));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < change.document().lines().size(); i++) {
            int place = i;
            ChangeDocument.Line asked = change.document().lines().get(place);
            if (places.contains(place) && places.indexOf(place) < besides.size()) {
                lines.add(added(ChangeAnswers.refused(asked, place), besides.get(places.indexOf(place))));
                continue;
            }
            Optional<Asked> taken = good.stream().filter(each -> each.place() == place).findFirst();
            boolean bad = faults.stream().anyMatch(fault -> Segments.place(fault).filter(at -> at == place).isPresent());
            Optional<Integer> lineNo = taken.map(each -> each.wish().lineNo()).or(() -> bad ? Optional.empty()
                    : asked.code().filter("AI"::equals).isPresent() ? Optional.empty()
                    : purchase.meant(asked).stream().map(Purchase.Line::lineNo).findFirst());
            lines.add(lineNo.map(no -> line(no, ChangeAnswers.refused(asked, place), purchase, standing,
                    Optional.ofNullable(said.get(no)))).orElseGet(() -> ChangeAnswers.refused(asked, place)));
        }
        // What the document does not name line by line, it changes all the same: all of an order, or what is left out.
        said.values().stream().filter(each -> lines.stream().noneMatch(line -> line.lineNo() == each.lineNo()))
                .forEach(each -> lines.add(line(each.lineNo(), unnamed(purchase, each.lineNo(), "DI"), purchase, standing,
                        Optional.of(each))));
        onTheirDays(lines, purchase, plan, standing);
        List<String> notes = new ArrayList<>(ChangeAnswers.notes(faults, Segments.of(change.set().body())));
        notes.addAll(days);
        said.values().stream().filter(each -> each.asked().isPositive() || each.refused().isPositive())
                .map(ChangeAnswer.Line::says).forEach(notes::add);
        answer.map(ChangeAnswer::added).orElse(List.of()).stream().map(ChangeAnswer.Added::says).forEach(notes::add);
        boolean waits = lines.stream().anyMatch(line -> line.status() == Status.IH);
        boolean done = lines.isEmpty() || lines.stream().anyMatch(line -> line.status() != Status.IR);
        return new Outcome(done, waits, new Answer(lines, notes), Optional.empty());
    }

    /** When what was asked for on another day arrives; a day for all of the order is told of each line. */
    private void onTheirDays(List<Line> lines, Purchase purchase, Plan plan, Map<Integer, Quantity> standing) {
        if (plan.dated().isEmpty()) {
            return;
        }
        Map<Integer, LocalDate> arrivals = dates.arrivals(purchase.order());
        ChangeDates.asked(purchase.order(), plan.dated()).forEach((lineNo, asked) -> {
            if (lines.stream().noneMatch(line -> line.lineNo() == lineNo)) {
                lines.add(line(lineNo, unnamed(purchase, lineNo, "CT"), purchase, standing, Optional.empty()));
            }
            lines.replaceAll(line -> line.lineNo() == lineNo && arrivals.containsKey(lineNo)
                    ? line.on(Objects.requireNonNull(arrivals.get(lineNo)), asked) : line);
        });
    }

    private static Line added(Line as, ChangeAnswer.Added added) {
        return new Line(added.lineNo(), as.name(), as.code(), as.asked(), as.ids(), Status.IA, Optional.empty(),
                Optional.of(new Purchase.Amount(added.quantity().decimal(),
                        UnitCodes.toX12(added.quantity().unit().code()))), Optional.of(added.sku().value()));
    }

    private static Line unnamed(Purchase purchase, int lineNo, String code) {
        Optional<Purchase.Line> line = purchase.lines().stream().filter(each -> each.lineNo() == lineNo).findFirst();
        return new Line(lineNo, line.map(Purchase.Line::name).orElse(String.valueOf(lineNo)), code, Optional.empty(),
                line.map(Purchase.Line::ids).orElse(List.of()), Status.IR, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private static Line line(int lineNo, Line as, Purchase purchase, Map<Integer, Quantity> standing,
            Optional<ChangeAnswer.Line> said) {
        Order.Line ordered = purchase.ordered(lineNo).orElseThrow();
        Quantity none = Quantity.zero(ordered.base().unit());
        Quantity stands = standing.getOrDefault(lineNo, none);
        Quantity wanted = said.map(each -> stands.minus(each.asked()).minus(each.refused())).orElse(stands);
        Status status = said.map(each -> each.asked().isPositive() ? Status.IH : settled(stands, wanted,
                each.undone().isPositive())).orElse(Status.IA);
        return new Line(lineNo, as.name(), as.code(), as.asked(), as.ids(), status, Optional.of(wanted.decimal()),
                Optional.of(purchase.theirs(lineNo, stands)), Optional.of(ordered.sku().value()));
    }

    private static Status settled(Quantity stands, Quantity wanted, boolean something) {
        if (stands.compareTo(wanted) <= 0) {
            return stands.isPositive() ? Status.IA : Status.ID;
        }
        return something ? Status.IQ : Status.IR;
    }

    /** The last answer; empty while somebody is still asked. */
    Optional<Answer> follow(Answer first, ReceivedSet bought, OrderNumber number) {
        Order order = ordering.lock(number).orElseThrow();
        if (!goods.callOffs().lockAsked(number).isEmpty()) {
            return Optional.empty();
        }
        Purchase purchase = Purchase.of(bought, order);
        Map<Integer, Quantity> standing = standing(number);
        List<String> notes = new ArrayList<>();
        List<Line> lines = first.lines().stream().map(line -> line.status() == Status.IH
                ? followed(line, purchase, standing, notes) : line).toList();
        return Optional.of(new Answer(lines, notes));
    }

    private static Line followed(Line line, Purchase purchase, Map<Integer, Quantity> standing, List<String> notes) {
        Quantity none = Quantity.zero(purchase.ordered(line.lineNo()).orElseThrow().base().unit());
        Quantity stands = standing.getOrDefault(line.lineNo(), none);
        Quantity wanted = line.wanted().map(text -> Quantity.of(text, none.unit().code())).orElse(none);
        Purchase.Amount now = purchase.theirs(line.lineNo(), stands);
        // What stood when it was asked is what the first answer said.
        Status status = settled(stands, wanted, !line.standing().equals(Optional.of(now)));
        notes.add(status == Status.IR || status == Status.IQ ? "Line " + line.name() + ": it was too late, "
                + now.quantity() + " " + now.unit() + " are delivered. [too-late]"
                : "Line " + line.name() + ": it was given back in time.");
        return line.become(status, now);
    }

    /** The same answer, with those lines of which it said more than is delivered after all. */
    Answer takenBack(Answer before, Set<Integer> lines, ReceivedSet bought, OrderNumber number) {
        Purchase purchase = Purchase.of(bought, ordering.lock(number).orElseThrow());
        Map<Integer, Quantity> standing = standing(number);
        List<String> notes = new ArrayList<>();
        List<Line> now = before.lines().stream().map(line -> lines.contains(line.lineNo()) && line.promised()
                ? takenBack(line, purchase, standing, notes) : line).toList();
        return new Answer(now, notes);
    }

    private static Line takenBack(Line line, Purchase purchase, Map<Integer, Quantity> standing, List<String> notes) {
        Purchase.Amount now = purchase.theirs(line.lineNo(), standing.getOrDefault(line.lineNo(),
                Quantity.zero(purchase.ordered(line.lineNo()).orElseThrow().base().unit())));
        if (line.standing().equals(Optional.of(now))) {
            return line;
        }
        notes.add("Line " + line.name() + ": what was added could not be booked, " + now.quantity() + " " + now.unit()
                + " are delivered. [not-booked]");
        return line.become(Status.IR, now);
    }

    /** What is delivered of each line as things are, with what has left. */
    private Map<Integer, Quantity> standing(OrderNumber number) {
        Map<Integer, Integer> named = ordering.order(number).orElseThrow().names();
        return goods.fulfilment().legs(List.of(number)).stream().flatMap(leg -> leg.lines().stream())
                .collect(Collectors.toMap(line -> named.getOrDefault(line.lineNo(), line.lineNo()),
                        line -> line.planned().minus(line.missing()), Quantity::plus));
    }
}

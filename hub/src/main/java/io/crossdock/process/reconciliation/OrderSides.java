package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.process.reconciliation.PostingStore.Amendment;
import io.crossdock.process.reconciliation.PostingStore.Posting;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSource.Booked;
import io.crossdock.system.connectors.OrderSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An order as our ledger and as the ERP's books have it. Decides without a database or a clock.
 *
 * @param ours   empty when we have never given it to the ERP
 * @param theirs every document there that carries our number
 */
record OrderSides(String system, String order, Optional<Posting> ours, List<Booked> theirs) {

    /** How it can be mended. */
    enum Mending {
        /** The ERP is asked by our number, and what it has counts; it is posted only if it has none. */
        ASK,
        /** What is there once too often is cancelled there. */
        WITHDRAW,
        /** The ERP is told again what is cancelled altogether. */
        AMEND,
        /** A person has to look at both. */
        BY_HAND
    }

    /** What two books say of one order. */
    sealed interface Finding {

        record Agree() implements Finding {
        }

        record UnderWay(String why) implements Finding {
        }

        /** @param ours,theirs in words; @param surplus documents that are one too many */
        record Differ(Cause cause, String sentence, String ours, String theirs, Optional<Money> worth, Mending mending,
                List<Booked> surplus) implements Finding {
        }
    }

    Finding finding() {
        if (ours.isEmpty()) {
            return live().isEmpty() ? new Finding.Agree() : new Finding.Differ(Cause.UNKNOWN_TO_US, system + " has "
                    + numbers(live()) + " under our number " + order + ", which we have never given to it.", "not there",
                    said(live()), worth(live()), Mending.BY_HAND, List.of());
        }
        Posting posting = ours.get();
        return switch (posting.state()) {
            case READY, SENDING, IN_DOUBT -> new Finding.UnderWay("It is on its way, or its answer is.");
            case PARKED -> new Finding.UnderWay("A person decides about its posting already.");
            case REFUSED -> live().isEmpty() ? new Finding.Agree() : there(posting, "has refused it", Mending.ASK);
            case SKIPPED, COMPENSATED -> live().isEmpty() ? new Finding.Agree()
                    : there(posting, "was not to have it", Mending.WITHDRAW);
            case DONE -> done(posting);
        };
    }

    private Finding there(Posting posting, String though, Mending mending) {
        return new Finding.Differ(Cause.UNKNOWN_TO_US, system + " has " + order + " as " + numbers(live()) + ", though it "
                + though + ".", posting.state().name().toLowerCase(Locale.ROOT), said(live()), worth(live()),
                mending, mending == Mending.WITHDRAW ? live() : List.of());
    }

    private Finding done(Posting given) {
        Posting posting = given.withAdded();
        String number = posting.reference().orElse("");
        String weSay = number + ", " + amount(posting.request().total(), posting.request().currency());
        Optional<Booked> mine = theirs.stream().filter(each -> each.number().equals(number)).findFirst();
        List<Booked> others = live().stream().filter(each -> !each.number().equals(number)).toList();
        if (mine.isEmpty()) {
            Optional<Money> total = money(posting.request().total(), posting.request().currency());
            return others.isEmpty() ? new Finding.Differ(Cause.UNKNOWN_TO_THEM, system + " has booked " + order + " as "
                    + number + ", it said, and has no such order.", weSay, "not there", total, Mending.ASK, List.of())
                    : new Finding.Differ(Cause.VALUES_DIFFER, "We know " + order + " as " + number + "; " + system
                            + " has it as " + numbers(others) + ".", weSay, said(others), total, Mending.ASK, List.of());
        }
        if (!others.isEmpty()) {
            return new Finding.Differ(Cause.DOUBLED, order + " is " + number + ", and " + system + " has it as "
                    + numbers(others) + " besides.", weSay, said(live()), worth(others), Mending.WITHDRAW, others);
        }
        List<OrderPosting.Line> lost = lost(posting, mine.get());
        List<String> differences = differences(posting.request(), lost, mine.get());
        if (!differences.isEmpty() && given.adding()) {
            return new Finding.UnderWay("What was added is on its way, or a person decides about it.");
        }
        if (!differences.isEmpty()) {
            return new Finding.Differ(Cause.VALUES_DIFFER, system + " has " + number + " otherwise than we posted " + order
                    + ": " + String.join("; ", differences) + ".", weSay, said(List.of(mine.get())) + "; "
                            + String.join("; ", differences), apart(posting.request(), mine.get()), Mending.BY_HAND,
                    List.of());
        }
        return cancelled(posting, lost, mine.get(), weSay);
    }

    /** Lines that were added and are not there, though they were told. */
    private static List<OrderPosting.Line> lost(Posting posting, Booked mine) {
        return posting.amendment().map(each -> each.request().added()).orElse(List.of()).stream()
                .filter(line -> mine.lines().stream().noneMatch(each -> each.lineNo() == line.lineNo())).toList();
    }

    private Finding cancelled(Posting posting, List<OrderPosting.Line> lost, Booked mine, String weSay) {
        Map<Integer, Quantity> wanted = posting.amendment().map(each -> each.request().lines()).orElse(List.of()).stream()
                .collect(Collectors.toMap(OrderAmendment.Line::lineNo, OrderAmendment.Line::cancelled, (a, b) -> b));
        List<String> less = new ArrayList<>();
        List<String> more = new ArrayList<>();
        for (OrderSource.Line line : mine.lines()) {
            Quantity ours = wanted.getOrDefault(line.lineNo(), new Quantity(BigDecimal.ZERO, line.cancelled().unit()));
            int compared = ours.value().compareTo(line.cancelled().value());
            if (!ours.unit().equals(line.cancelled().unit()) || compared != 0) {
                (compared < 0 ? more : less).add("line " + line.lineNo() + ", " + line.sku() + ": " + ours
                        + " cancelled with us, " + line.cancelled() + " there");
            }
        }
        lost.stream().map(line -> "line " + line.lineNo() + ", " + line.sku() + ": " + line.quantity()
                + " with us, not there").forEach(less::add);
        if (less.isEmpty() && more.isEmpty()) {
            return new Finding.Agree();
        }
        EffectState told = posting.amendment().map(Amendment::state).orElse(EffectState.DONE);
        return switch (told) {
            case READY, SENDING, IN_DOUBT -> new Finding.UnderWay("What is cancelled is on its way, or its answer is.");
            case PARKED, REFUSED -> new Finding.UnderWay("A person decides already about telling it what is cancelled.");
            case DONE, SKIPPED, COMPENSATED -> {
                List<String> all = less.isEmpty() ? more : less;
                yield new Finding.Differ(less.isEmpty() ? Cause.VALUES_DIFFER : Cause.NOT_CANCELLED, order + " "
                        + String.join("; ", all) + " in " + mine.number() + ".", weSay, mine.number() + "; "
                                + String.join("; ", all), money(mine.total(), mine.currency()),
                        less.isEmpty() ? Mending.BY_HAND : Mending.AMEND, List.of());
            }
        };
    }

    /** What stands in the books otherwise than it was posted, by line; without lines that are lost no total is the same. */
    private static List<String> differences(OrderPosting ours, List<OrderPosting.Line> lost, Booked theirs) {
        List<String> all = new ArrayList<>();
        if (!ours.account().value().equals(theirs.account())) {
            all.add("account " + theirs.account() + " instead of " + ours.account());
        }
        if (!ours.currency().equals(theirs.currency())
                || lost.isEmpty() && ours.total().compareTo(theirs.total()) != 0) {
            all.add("total " + amount(theirs.total(), theirs.currency()) + " instead of "
                    + amount(ours.total(), ours.currency()));
        }
        Map<Integer, OrderSource.Line> lines = theirs.lines().stream()
                .collect(Collectors.toMap(OrderSource.Line::lineNo, Function.identity(), (a, b) -> b));
        for (OrderPosting.Line line : ours.lines()) {
            Optional<OrderSource.Line> there = Optional.ofNullable(lines.remove(line.lineNo()));
            String name = "line " + line.lineNo() + ", " + line.sku() + ": ";
            if (there.isEmpty() && lost.contains(line)) {
                continue;
            }
            if (there.isEmpty()) {
                all.add(name + "not there");
            } else if (!said(there.get()).equals(said(line))) {
                all.add(name + said(there.get()) + " instead of " + said(line));
            }
        }
        lines.values().stream().map(line -> "line " + line.lineNo() + ", " + line.sku() + ": not ours").forEach(all::add);
        return all;
    }

    private static String said(OrderPosting.Line line) {
        return said(line.sku().value(), line.quantity(), line.unitPrice());
    }

    private static String said(OrderSource.Line line) {
        return said(line.sku().value(), line.ordered(), line.unitPrice());
    }

    private static String said(String sku, Quantity quantity, BigDecimal price) {
        return plain(quantity.value()) + " " + quantity.unit() + " of " + sku + " at " + plain(price);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private List<Booked> live() {
        return theirs.stream().filter(each -> !each.isVoid()).toList();
    }

    private static String numbers(List<Booked> orders) {
        return orders.stream().map(Booked::number).collect(Collectors.joining(", "));
    }

    private static String said(List<Booked> orders) {
        return orders.stream().map(each -> each.number() + ", " + amount(each.total(), each.currency()))
                .collect(Collectors.joining("; "));
    }

    private static String amount(BigDecimal amount, String currency) {
        return amount.toPlainString() + " " + currency;
    }

    private static Optional<Money> worth(List<Booked> orders) {
        return orders.stream().flatMap(each -> money(each.total(), each.currency()).stream())
                .reduce((one, other) -> one.currency().equals(other.currency()) ? one.plus(other) : one);
    }

    /** By how much the totals differ, or all of it when they do not. */
    private static Optional<Money> apart(OrderPosting ours, Booked theirs) {
        BigDecimal apart = ours.total().subtract(theirs.total()).abs();
        return money(apart.signum() == 0 ? ours.total() : apart, ours.currency());
    }

    private static Optional<Money> money(BigDecimal amount, String currency) {
        return Currency.availableCurrencies().filter(each -> each.getCurrencyCode().equals(currency)).findFirst()
                .map(each -> Money.of(amount, each));
    }
}

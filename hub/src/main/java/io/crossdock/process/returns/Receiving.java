package io.crossdock.process.returns;

import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.returns.ReturnFact.Came;
import io.crossdock.process.returns.ReturnLifecycle.Rule;
import io.crossdock.system.catalog.Catalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Keeps what came back and what became of it, and settles a return when nothing more will come. */
@Component
class Receiving {

    private final ReturnStore store;
    private final Deciding deciding;
    private final Catalog catalog;
    private final SurplusReport surplus;

    Receiving(ReturnStore store, Deciding deciding, Catalog catalog, SurplusReport surplus) {
        this.surplus = surplus;
        this.store = store;
        this.deciding = deciding;
        this.catalog = catalog;
    }

    /** By line of the return: what came, and how it was found, in base units. */
    private static final class Share {

        private BigDecimal arrived = BigDecimal.ZERO;
        private BigDecimal sellable = BigDecimal.ZERO;
        private BigDecimal damaged = BigDecimal.ZERO;
        private BigDecimal scrapped = BigDecimal.ZERO;

        void add(Optional<Disposition> disposition, BigDecimal amount) {
            if (disposition.isEmpty()) {
                arrived = arrived.add(amount);
                return;
            }
            switch (disposition.get()) {
                case SELLABLE -> sellable = sellable.add(amount);
                case DAMAGED -> damaged = damaged.add(amount);
                case SCRAPPED -> scrapped = scrapped.add(amount);
            }
        }

        BigDecimal inspected() {
            return sellable.add(damaged).add(scrapped);
        }
    }

    Answer tell(ReturnTelling telling, Origin origin) {
        Return current = store.lock(List.of(telling.number())).stream().findFirst().orElseThrow(() -> new Indigestible(
                "return-unknown", "Warehouse " + telling.warehouse() + " tells of return " + telling.number()
                        + ", which we never authorised."));
        Optional<ReturnTelling> before = store.told(telling.number(), telling.document());
        if (before.isPresent()) {
            return again(telling, before.get());
        }
        if (isLateNotice(current, telling)) {
            store.tell(telling);
            sorted(current, telling).shares().forEach((line, share) -> store.came(current.number(), line,
                    share.arrived, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
            return new Answer.Ignored("These goods were looked at already.");
        }
        if (ReturnLifecycle.rule(current.state(), ReturnEvent.ARRIVED) instanceof Rule.Refuse(String why)) {
            throw new Indigestible("return-" + (current.state() == State.REQUESTED ? "not-authorised" : "ended"),
                    telling.number() + " at " + telling.warehouse() + ": " + why);
        }
        Sorted sorted = sorted(current, telling);
        if (sorted.came().isEmpty()) {
            throw sorted.surplus().getFirst().indigestible();
        }
        store.tell(telling);
        sorted.shares().forEach((line, share) -> store.came(current.number(), line, share.arrived, share.sellable,
                share.damaged, share.scrapped));
        Return moved = deciding.moved(current, State.RECEIVED, Optional.empty(),
                telling.inspected() ? ReturnFact.INSPECTED : ReturnFact.RECEIVED, sorted.came(), origin);
        surplus.report(moved, telling.document(), sorted.surplus(), origin);
        boolean whole = moved.lines().stream().allMatch(line -> line.inspected().equals(line.quantity()));
        if (whole) {
            settle(moved, origin);
        }
        return new Answer.Moved(store.byNumber(current.number()).orElseThrow().state().label());
    }

    /** That goods have come may be said after what was found about them. */
    private boolean isLateNotice(Return current, ReturnTelling telling) {
        if (telling.inspected() || !List.of(State.INSPECTED, State.CREDITED, State.CREDIT_REFUSED)
                .contains(current.state())) {
            return false;
        }
        Sorted sorted = sorted(current, telling);
        return sorted.surplus().isEmpty() && sorted.shares().entrySet().stream().allMatch(share -> current.lines()
                .stream().filter(line -> line.lineNo() == share.getKey())
                .allMatch(line -> arrived(current, line).add(share.getValue().arrived)
                        .compareTo(line.inspected().value()) <= 0));
    }

    private static Answer again(ReturnTelling telling, ReturnTelling before) {
        if (before.lines().equals(telling.lines()) && before.inspected() == telling.inspected()) {
            return new Answer.Ignored("Document " + telling.document() + " was told before.");
        }
        throw new Indigestible("document-changed", "Document " + telling.document() + " of " + telling.number()
                + " said something else before. The first word holds; a correction needs a number of its own.");
    }

    /**
     * What a telling comes to.
     *
     * @param came    what belongs to the return
     * @param surplus what does not
     */
    private record Sorted(Map<Integer, Share> shares, List<Came> came, List<Surplus> surplus) {
    }

    /** The lines of the return that the goods belong to: one after the other where an item stands on several. */
    private Sorted sorted(Return current, ReturnTelling telling) {
        Map<Integer, Share> shares = new TreeMap<>();
        List<Came> came = new ArrayList<>();
        List<Surplus> surplus = new ArrayList<>();
        for (ReturnTelling.Line said : telling.lines()) {
            List<Return.Line> own = current.lines().stream().filter(line -> line.sku().equals(said.sku())).toList();
            if (own.isEmpty()) {
                surplus.add(Surplus.ofOtherGoods(current.number(), telling.warehouse(), said));
                continue;
            }
            Quantity all = base(said, own.getFirst().quantity().unit());
            Quantity left = all;
            for (Return.Line line : own) {
                Share share = shares.computeIfAbsent(line.lineNo(), n -> new Share());
                BigDecimal room = said.disposition().isPresent()
                        ? line.quantity().value().subtract(line.inspected().value()).subtract(share.inspected())
                        : line.quantity().value().subtract(arrived(current, line)).subtract(share.arrived);
                BigDecimal part = left.value().min(room.max(BigDecimal.ZERO));
                share.add(said.disposition(), part);
                left = new Quantity(left.value().subtract(part), left.unit());
            }
            if (left.compareTo(all) < 0) {
                came.add(new Came(said.sku(), telling.warehouse(), all.minus(left), said.disposition(), said.why()));
            }
            if (left.isPositive()) {
                surplus.add(Surplus.ofTooMuch(current.number(), telling.warehouse(), said.sku(), left));
            }
        }
        return new Sorted(shares, List.copyOf(came), List.copyOf(surplus));
    }

    private BigDecimal arrived(Return current, Return.Line line) {
        return store.arrived(current.number(), line.lineNo());
    }

    /** @throws Indigestible if there is no exact amount */
    private Quantity base(ReturnTelling.Line said, Unit base) {
        Conversion conversion = said.quantity().unit().equals(base) ? new Conversion.Exact(said.quantity())
                : catalog.item(said.sku()).map(item -> item.packs().convert(said.quantity(), base))
                        .orElseGet(() -> new Conversion.UnknownUnit(said.quantity().unit()));
        return switch (conversion) {
            case Conversion.Exact(Quantity exact) -> exact;
            case Conversion.Inexact(String why) -> throw new Indigestible("quantity-inexact", sku(said) + why + ".");
            case Conversion.UnknownUnit(Unit unit) -> throw new Indigestible("unit-unknown", sku(said)
                    + "not kept in " + unit + ".");
        };
    }

    private static String sku(ReturnTelling.Line said) {
        Sku sku = said.sku();
        return "Item " + sku + ": ";
    }

    /** Nothing more will come. */
    ReturnAnswer settle(Return current, Origin origin) {
        return switch (ReturnLifecycle.rule(current.state(), ReturnEvent.INSPECTED)) {
            case Rule.To(State next) when current.lines().stream().anyMatch(line ->
                    !line.inspected().equals(line.received())) -> ReturnAnswer.Refused.because("", "not-inspected",
                    "Some of what came was not looked at yet.");
            case Rule.To(State next) -> {
                deciding.freeRest(current);
                yield new ReturnAnswer.Taken(deciding.moved(current, next, Optional.empty(), ReturnFact.SETTLED, List.of(),
                        origin), false);
            }
            case Rule.Stay stay -> new ReturnAnswer.Taken(current, true);
            case Rule.Ignore ignored -> new ReturnAnswer.Taken(current, true);
            case Rule.Refuse(String why) -> ReturnAnswer.Refused.because("", "return-state", why);
        };
    }

    /** The goods, or the rest of them, are not there in time. */
    void lapse(Return current) {
        Origin origin = Origin.start(store.terms(current.number()).correlation(), "hub");
        if (current.state() == State.RECEIVED) {
            settle(current, origin);
        } else {
            deciding.decide(current, ReturnEvent.LAPSED, Optional.of("The goods were not here in time."), origin);
        }
    }
}

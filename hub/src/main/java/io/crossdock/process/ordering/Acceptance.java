package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.SupplyDates;
import io.crossdock.process.ordering.Decision.Verdict;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.credit.CreditLine;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides several waiting requests in one transaction: locks the stock and credit they touch, decides one after the
 * other, and writes what was decided set by set. The number of statements does not grow with the number of orders.
 */
@Component
class Acceptance {

    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final Inbox inbox;
    private final Inventory inventory;
    private final Credit credit;
    private final Taken taken;
    private final Deciding deciding;

    Acceptance(Inbox inbox, Inventory inventory, Credit credit, Taken taken, Deciding deciding) {
        this.inbox = inbox;
        this.inventory = inventory;
        this.credit = credit;
        this.taken = taken;
        this.deciding = deciding;
    }

    /** What the batch needs beside the ledgers. */
    @Component
    record Deciding(Pressure pressure, Json json, Clock clock, SupplyDates supply, SoftReservations reservations,
            Books books) {
    }

    /**
     * Answers in the order of the requests; empty where the same request is decided in this very batch and has to be
     * asked for again.
     */
    @Transactional
    public List<Optional<Placement>> decide(List<Waiting> batch) {
        Instant now = deciding.clock().instant();
        List<Receipt> receipts = inbox.open(batch.stream().map(Waiting::message).toList());
        List<Draft.Priced> fresh = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (receipts.get(i) instanceof Receipt.New && batch.get(i).draft() instanceof Draft.Priced priced) {
                fresh.add(priced);
            }
        }
        LockedState locked = lock(fresh);
        Set<String> unavailable = deciding.pressure().unavailable();
        List<Optional<Placement>> answers = new ArrayList<>(batch.size());
        Taken.Batch orders = new Taken.Batch(now);
        List<Integer> blind = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            answers.add(switch (receipts.get(i)) {
                case Receipt.New(var id) -> decide(batch.get(i), locked, unavailable, orders, i, now);
                case Receipt.Seen(Message message) -> repeated(message);
                case Receipt.Conflict conflict -> Optional.of(new Placement.Conflict());
            });
            if (answers.get(i).filter(Acceptance::leavesNoTrace).isPresent()) {
                blind.add(i);
            }
        }
        if (!blind.isEmpty()) {
            inbox.forget(blind.stream().map(i -> ((Receipt.New) receipts.get(i)).id()).toList());
        }
        Map<Integer, OrderAnswer> answered = taken.write(orders);
        answered.forEach((i, answer) -> answers.set(i, Optional.of(new Placement.Accepted(answer, false))));
        settle(batch, receipts, answers);
        return answers;
    }

    private void settle(List<Waiting> batch, List<Receipt> receipts, List<Optional<Placement>> answers) {
        List<Settlement> settlements = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (receipts.get(i) instanceof Receipt.New(var id)) {
                Waiting waiting = batch.get(i);
                answers.get(i).ifPresent(placement -> {
                    switch (placement) {
                        case Placement.Accepted(OrderAnswer answer, boolean repeated) -> settlements.add(new Settlement(id,
                                Message.State.DIGESTED, answer.number().value(), answer));
                        case Placement.Refused(var faults, boolean repeated) -> settlements.add(new Settlement(id,
                                Message.State.REFUSED, taken.rejected(waiting, faults), faults));
                        case Placement.Conflict conflict -> { }
                        case Placement.Unavailable unavailable -> { }
                        case Placement.Crowded crowded -> { }
                    }
                });
            }
        }
        inbox.settle(settlements);
    }

    private Optional<Placement> decide(Waiting waiting, LockedState locked, Set<String> unavailable,
            Taken.Batch orders, int index, Instant now) {
        return switch (waiting.draft()) {
            case Draft.Faulty faulty -> Optional.of(new Placement.Refused(faulty.faults(), false));
            case Draft.Blind blind -> Optional.of(new Placement.Unavailable(blind.why(), COME_BACK));
            case Draft.Priced priced -> {
                String erp = erp(priced);
                boolean down = !priced.erpAnswered() || unavailable.contains(erp);
                Decision decision = new Decision(priced, now, down, deciding.supply(),
                        deciding.books().documents(priced));
                Optional<Fault> gone = locked.refusal(priced, now);
                Verdict verdict = decision.verdict(locked.of(priced, now));
                if (gone.isPresent()) {
                    yield Optional.of(new Placement.Refused(with(gone.get(), verdict), false));
                }
                yield switch (verdict) {
                    case Verdict.Refuse(var faults) -> Optional.of(new Placement.Refused(faults, false));
                    case Verdict.Blind(String why) -> Optional.of(new Placement.Unavailable(why, COME_BACK));
                    case Verdict.Take take -> {
                        Optional<Placement.Crowded> crowded = deciding.pressure().crowded(priced.landscape(), erp);
                        if (crowded.isPresent()) {
                            yield Optional.of(crowded.get());
                        }
                        orders.add(index, waiting, priced, take, decision, locked.creditOf(priced),
                                locked.reservation(priced, now), erp);
                        locked.take(priced, take, now);
                        yield Optional.empty();
                    }
                };
            }
        };
    }

    private static boolean leavesNoTrace(Placement placement) {
        return placement instanceof Placement.Unavailable || placement instanceof Placement.Crowded;
    }

    private static List<Fault> with(Fault fault, Verdict verdict) {
        List<Fault> faults = new ArrayList<>(List.of(fault));
        if (verdict instanceof Verdict.Refuse(var others)) {
            faults.addAll(others);
        }
        return faults;
    }

    private static String erp(Draft.Priced draft) {
        return draft.landscape().erp(draft.account().id()).map(SystemSettings::id)
                .orElseThrow(() -> new IllegalStateException("the landscape has no ERP"));
    }

    private Optional<Placement> repeated(Message message) {
        return message.outcome().map(outcome -> message.state() == Message.State.DIGESTED
                ? new Placement.Accepted(deciding.json().read(outcome, OrderAnswer.class), true)
                : new Placement.Refused(Arrays.asList(
                        deciding.json().read(outcome, Fault[].class)), true));
    }

    private LockedState lock(List<Draft.Priced> drafts) {
        List<SoftReservation> reservations = deciding.reservations().lock(drafts.stream()
                .flatMap(draft -> draft.request().reservation().stream()).distinct().sorted().toList());
        Map<AccountId, CreditLine> lines = credit.lock(drafts.stream().map(draft -> draft.account().id()).toList());
        List<Sku> stocked = Stream.concat(reservations.stream().flatMap(soft -> soft.parts().stream())
                .map(Reservation::sku), drafts.stream().flatMap(draft -> draft.lines().stream()).map(Draft.Line::item)
                .filter(item -> item.stocking() == Item.Stocking.STOCKED).map(Item::sku)).toList();
        return new LockedState(lines, inventory.lock(stocked), reservations);
    }

    /** For messages about what was taken. */
    static String state(Verdict.Take take, boolean erpDown) {
        return take.held() ? "held" : erpDown ? "accepted_pending_erp" : "accepted";
    }

    static OrderNumber number(long value) {
        return new OrderNumber("SO-" + value);
    }
}

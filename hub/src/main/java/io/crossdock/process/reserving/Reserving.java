package io.crossdock.process.reserving;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Fault;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservations;
import io.crossdock.system.inventory.SoftReservations.Outcome;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps goods for carts and quotes. Thread-safe. */
@Component
public class Reserving {

    private final SoftReservations reservations;
    private final Inbox inbox;
    private final Books books;
    private final Circumstances circumstances;
    private final TransactionTemplate transaction;

    Reserving(SoftReservations reservations, Inbox inbox, Books books, Circumstances circumstances,
            TransactionTemplate transaction) {
        this.reservations = reservations;
        this.inbox = inbox;
        this.books = books;
        this.circumstances = circumstances;
        this.transaction = transaction;
    }

    /** What a wish is checked against. */
    @Component
    record Books(Customers customers, Catalog catalog) {
    }

    /** The rules and the time. */
    @Component
    record Circumstances(Landscapes landscapes, Clock clock, Json json) {
    }

    /** Keeps what there is of it. The same message again gets the same answer, and nothing is kept twice. */
    public Answer keep(Wish wish, Incoming message) {
        Landscape landscape = circumstances.landscapes().current();
        Optional<Account> account = books.customers().account(wish.account());
        if (account.isEmpty()) {
            return refused("/account", "account-unknown", "There is no account " + wish.account() + ".");
        }
        Check check = new Check(wish, account.get(), landscape, books.catalog());
        if (!check.faults().isEmpty()) {
            return new Answer.Refused(check.faults());
        }
        return Optional.ofNullable(transaction.execute(status -> switch (inbox.open(List.of(message)).getFirst()) {
            case Receipt.New(UUID id) -> decide(id, wish, check, landscape, message);
            case Receipt.Seen(Message seen) -> new Answer.Kept(circumstances.json().read(seen.outcome().orElseThrow(),
                    SoftReservation.class), true);
            case Receipt.Conflict conflict -> new Answer.Conflict();
        })).orElseThrow();
    }

    private Answer decide(UUID id, Wish wish, Check check, Landscape landscape, Incoming message) {
        LocalDate today = circumstances.clock().instant().atZone(landscape.zone()).toLocalDate();
        var request = new SoftReservations.Request(wish.account(), wish.purpose(), check.lasts(),
                landscape.policies().reservations().maxOpen(), check.wanted(),
                landscape.policies().sourcing().preferenceFor(check.shipTo()
                        .map(shipTo -> shipTo.address().region()).orElse("")),
                stock -> landscape.terms(stock.sku(), wish.channel(), Optional.of(wish.account()), today)
                        .of(stock.location(), stock.available().value()),
                message.origin());
        return switch (reservations.hold(request)) {
            case Outcome.Held(SoftReservation soft) -> {
                inbox.settle(List.of(new Settlement(id, Message.State.DIGESTED, soft.number(), soft)));
                yield new Answer.Kept(soft, false);
            }
            case Outcome.Nothing nothing -> {
                inbox.forget(List.of(id));
                yield refused("/lines", "not-available", "Nothing of it can be promised now.");
            }
            case Outcome.TooMany tooMany -> {
                inbox.forget(List.of(id));
                yield refused("/account", "too-many-reservations", "Account " + wish.account() + " has as many "
                        + "reservations as it may have at a time. Give one back, or order it.");
            }
        };
    }

    private static Answer refused(String pointer, String code, String why) {
        return new Answer.Refused(List.of(new Fault(pointer, code, why)));
    }
}

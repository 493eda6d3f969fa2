package io.crossdock.process.reserving;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipTo;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import io.crossdock.system.inventory.SoftReservation.Purpose;
import io.crossdock.system.inventory.SoftReservations.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a wish against everything that needs no lock, and names all faults at once. */
final class Check {

    private final Wish wish;
    private final Account account;
    private final Landscape landscape;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Wanted> wanted = new ArrayList<>();

    Check(Wish wish, Account account, Landscape landscape, Catalog catalog) {
        this.wish = wish;
        this.account = account;
        this.landscape = landscape;
        if (account.status() != Account.Status.ACTIVE) {
            fault("/account", "account-not-active", "Nothing is kept for account " + account.id() + ".");
        }
        if (lasts().compareTo(most()) > 0) {
            fault("/minutes", "too-long", "Goods are kept for a " + wish.purpose().label() + " for " + most().toMinutes()
                    + " minutes at most.");
        }
        if (wish.shipTo().isPresent() && shipTo().isEmpty()) {
            fault("/shipTo", "ship-to-unknown", "Account " + account.id() + " has no ship-to " + wish.shipTo().get()
                    + ".");
        }
        for (int i = 0; i < wish.lines().size(); i++) {
            line(i, wish.lines().get(i), catalog);
        }
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<Wanted> wanted() {
        return List.copyOf(wanted);
    }

    Duration lasts() {
        return wish.lasts().orElse(most());
    }

    Optional<ShipTo> shipTo() {
        return wish.shipTo().map(account::shipTo).orElseGet(() -> account.shipTos().stream().findFirst());
    }

    private Duration most() {
        Policies.Reservations policy = landscape.policies().reservations();
        return wish.purpose() == Purpose.CART ? policy.cart() : policy.quote();
    }

    private void line(int index, Wish.Line line, Catalog catalog) {
        String at = "/lines/" + index;
        var partner = landscape.partners().values().stream()
                .filter(each -> each.account().equals(account.id())).findFirst();
        switch (catalog.find(line.item(), partner)) {
            case ItemAnswer.Unknown(var name, String why) -> fault(at, "item-unknown", why);
            case ItemAnswer.Found(var known, var ofPack) -> item(index, at, line, known.value());
        }
    }

    private void item(int index, String at, Wish.Line line, Item item) {
        if (item.status() == Item.Status.DISCONTINUED) {
            fault(at, "item-discontinued", item.sku() + " is no longer sold.");
        } else if (!account.entitledTo(item)) {
            fault(at, "item-not-in-assortment", item.sku() + " is not in the assortment of account " + account.id() + ".");
        } else {
            switch (item.packs().toBase(line.quantity())) {
                case Conversion.Exact(Quantity base) when base.isWhole() || base.unit().measured() ->
                    wanted.add(new Wanted(index + 1, item.sku(), base));
                case Conversion.Exact(Quantity base) -> fault(at + "/quantity", "quantity-inexact", line.quantity()
                        + " is not a whole number of " + base.unit().label() + ".");
                case Conversion.Inexact(String why) -> fault(at + "/quantity", "quantity-inexact", why + ".");
                case Conversion.UnknownUnit(Unit unit) -> fault(at + "/unit", "unit-unknown", item.sku()
                        + " is not sold by " + unit.code() + ", but by " + item.packs().units() + ".");
            }
        }
    }

    private void fault(String pointer, String code, String message) {
        faults.add(new Fault(pointer, code, message));
    }
}

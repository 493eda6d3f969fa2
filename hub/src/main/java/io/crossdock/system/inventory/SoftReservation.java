package io.crossdock.system.inventory;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Goods kept for a cart or a quote until a time. Quantities are in the items' base units.
 *
 * @param number {@code RV-1001}
 * @param order  the order that took it
 */
public record SoftReservation(String number, Purpose purpose, AccountId account, State state, List<Line> lines,
        Instant heldAt, Instant expiresAt, Optional<Instant> endedAt, Optional<String> order) {

    public SoftReservation {
        lines = List.copyOf(lines);
    }

    /** What it is for. */
    public enum Purpose {
        CART, QUOTE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@link #HELD} becomes one of the others, which are final. */
    public enum State {
        HELD, TAKEN, RELEASED, EXPIRED,
        /** A count took its goods away. */
        LOST;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param missing what could not be kept */
    public record Line(int lineNo, Sku sku, Quantity asked, List<Part> reserved, Quantity missing) {

        public Line {
            reserved = List.copyOf(reserved);
        }
    }

    public record Part(LocationId location, Quantity quantity) {
    }

    /** What it keeps, as a change of promises; one for each line and place. */
    public List<Reservation> parts() {
        return lines.stream().flatMap(line -> line.reserved().stream()
                .map(part -> new Reservation(line.sku(), part.location(), part.quantity(), number))).toList();
    }

    /** Whether an order may still take it. */
    public boolean stands(Instant now) {
        return state == State.HELD && now.isBefore(expiresAt);
    }
}

package io.crossdock.process.reserving;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.system.inventory.SoftReservation.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a buyer wants kept.
 *
 * @param lasts  how long; empty: as long as the policy allows
 * @param shipTo where the goods would go, so that the nearest place gives them; empty: the account's usual
 */
public record Wish(Channel channel, AccountId account, Purpose purpose, Optional<Duration> lasts,
        Optional<ShipToId> shipTo, List<Line> lines) {

    public Wish {
        lines = List.copyOf(lines);
    }

    public record Line(ItemName item, Quantity quantity) {

        public Line {
            quantity.requirePositive();
        }
    }
}

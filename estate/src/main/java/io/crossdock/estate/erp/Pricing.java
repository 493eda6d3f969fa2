package io.crossdock.estate.erp;

import io.crossdock.estate.world.Account;
import io.crossdock.estate.world.ContractPrice;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The price rule of section 2.1 of the contract. */
public final class Pricing {

    /** A price per base unit and where it comes from. */
    public record Price(BigDecimal perBaseUnit, String source, @Nullable ContractPrice line) {}

    private final World world;
    private final Clock clock;

    public Pricing(World world, Clock clock) {
        this.world = world;
        this.clock = clock;
    }

    /** Today's price of some base units. */
    public Price price(Account account, Item item, long base) {
        String contract = account.priceContract();
        return (contract == null ? Optional.<ContractPrice>empty() : line(contract, item, base))
                .map(line -> new Price(line.unitPrice(), "contract", line))
                .or(() -> line(ContractPrice.LIST, item, base)
                        .map(line -> new Price(line.unitPrice(), "break", line)))
                .orElseGet(() -> new Price(item.listPrice(), "list", null));
    }

    private Optional<ContractPrice> line(String contract, Item item, long base) {
        LocalDate today = LocalDate.now(clock);
        return world.agreed(contract, item.sku()).headMap(base, true).descendingMap().values().stream()
                .filter(line -> line.validOn(today)).findFirst();
    }
}

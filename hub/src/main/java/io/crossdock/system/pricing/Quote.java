package io.crossdock.system.pricing;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Unit;
import java.util.Optional;

/**
 * A price for a quantity as it was ordered.
 *
 * @param unitPrice for one {@code unit}, exact, at most 6 decimals
 * @param unit the ordered unit
 * @param basis the price line it was made from, in that line's own unit
 * @param contract whose line it is; empty for breaks and list prices
 */
public record Quote(Money unitPrice, Unit unit, Price basis, Optional<String> contract) {
}

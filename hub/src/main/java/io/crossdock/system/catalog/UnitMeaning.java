package io.crossdock.system.catalog;

import io.crossdock.canonical.Unit;
import java.math.BigDecimal;

/**
 * What a partner means by a unit.
 *
 * @param unit   ours
 * @param factor so many of ours are one of theirs, more than zero
 */
public record UnitMeaning(Unit unit, BigDecimal factor) {
}

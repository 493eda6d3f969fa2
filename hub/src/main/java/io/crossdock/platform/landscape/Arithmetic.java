package io.crossdock.platform.landscape;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Rounding;
import java.util.Optional;

/**
 * How the books that keep an order come to its cents. Where ours come to others, the ERP refuses the order or invoices
 * something else than was promised.
 *
 * @param rounding the one rounding rule of the documents
 * @param taxOn    what taxes are computed of
 * @param usual    the warehouse with whose goods that is booked which no warehouse ships; empty where the books know none
 */
public record Arithmetic(Rounding rounding, Policies.TaxOn taxOn, Optional<LocationId> usual) {
}

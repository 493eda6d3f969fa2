package io.crossdock.platform.landscape;

import io.crossdock.canonical.Rounding;

/**
 * How the books that keep an order come to its cents. Where ours come to others, the ERP refuses the order or invoices
 * something else than was promised.
 *
 * @param rounding the one rounding rule of the documents
 * @param taxOn    what taxes are computed of
 */
public record Arithmetic(Rounding rounding, Policies.TaxOn taxOn) {
}

package io.crossdock.process.returns;

import io.crossdock.canonical.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is given back. Of a line: {@code round(invoiced net × returned / invoiced)}, less what was given back before, so
 * that all returns of a line together give back exactly what was invoiced. Tax: {@code round(net of the class × rate)} by
 * the same rule. The restocking fee is rounded once, over the lines that are the buyer's own wish.
 */
record CreditFigures(List<Line> lines, BigDecimal fee) {

    CreditFigures {
        lines = List.copyOf(lines);
    }

    /** @param base what it is for, in base units */
    record Line(int lineNo, BigDecimal base, BigDecimal net, BigDecimal tax) {
    }

    /**
     * A line of the return beside what the books say of the order's line.
     *
     * @param base         what came back, in base units
     * @param invoiced     in base units, over all invoices
     * @param invoicedNet  over all invoices
     * @param creditedBase what was given back before
     * @param ofTheBuyer   whether a restocking fee is due
     */
    record Basis(int lineNo, String taxClass, BigDecimal base, BigDecimal invoiced, BigDecimal invoicedNet,
            BigDecimal creditedBase, BigDecimal creditedNet, boolean ofTheBuyer) {

        /** Whether it was all invoiced. */
        boolean isInvoiced() {
            return creditedBase.add(base).compareTo(invoiced) <= 0;
        }
    }

    /** What the order was told of a tax class: its rate, and what was given back of it before. */
    record Taxed(BigDecimal rate, BigDecimal creditedNet, BigDecimal creditedTax) {

        static final Taxed NOT = new Taxed(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    static CreditFigures of(List<Basis> bases, Map<String, Taxed> taxes, BigDecimal feePercent, Rounding rounding,
            Currency currency) {
        int scale = currency.getDefaultFractionDigits();
        Map<String, BigDecimal> netOfClass = new HashMap<>();
        Map<String, BigDecimal> taxOfClass = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        BigDecimal feeable = BigDecimal.ZERO;
        for (Basis basis : bases) {
            BigDecimal whole = basis.invoiced().signum() == 0 ? BigDecimal.ZERO : basis.invoicedNet()
                    .multiply(basis.creditedBase().add(basis.base())).divide(basis.invoiced(), scale, rounding.mode());
            BigDecimal net = whole.subtract(basis.creditedNet()).max(BigDecimal.ZERO).setScale(scale, rounding.mode());
            Taxed taxed = taxes.getOrDefault(basis.taxClass(), Taxed.NOT);
            BigDecimal classNet = netOfClass.merge(basis.taxClass(), net, BigDecimal::add);
            BigDecimal classTax = taxed.creditedNet().add(classNet).multiply(taxed.rate()).setScale(scale, rounding.mode());
            BigDecimal before = taxOfClass.getOrDefault(basis.taxClass(), taxed.creditedTax());
            BigDecimal tax = classTax.subtract(before).max(BigDecimal.ZERO);
            taxOfClass.put(basis.taxClass(), before.add(tax));
            lines.add(new Line(basis.lineNo(), basis.base(), net, tax));
            feeable = basis.ofTheBuyer() ? feeable.add(net) : feeable;
        }
        return new CreditFigures(lines, feeable.multiply(feePercent).divide(BigDecimal.valueOf(100))
                .setScale(scale, rounding.mode()));
    }

    BigDecimal net() {
        return lines.stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal tax() {
        return lines.stream().map(Line::tax).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal total() {
        return net().add(tax()).subtract(fee);
    }
}

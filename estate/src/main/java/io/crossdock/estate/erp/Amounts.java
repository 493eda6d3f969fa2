package io.crossdock.estate.erp;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Net and tax of some base units of each line of an order. */
record Amounts(BigDecimal net, BigDecimal tax) {

    private record TaxGroup(BigDecimal net, BigDecimal rate) {}

    static Amounts of(List<OrderLine> lines, Function<OrderLine, BigDecimal> base) {
        Map<String, TaxGroup> groups = new TreeMap<>();
        for (OrderLine line : lines) {
            groups.merge(line.taxClass() + " " + line.taxRate().stripTrailingZeros().toPlainString(),
                    new TaxGroup(line.netOf(base.apply(line)), line.taxRate()),
                    (a, b) -> new TaxGroup(a.net.add(b.net), a.rate));
        }
        BigDecimal net = BigDecimal.ZERO.setScale(2);
        BigDecimal tax = BigDecimal.ZERO.setScale(2);
        for (TaxGroup group : groups.values()) {
            net = net.add(group.net);
            tax = tax.add(Rounding.tax(group.net, group.rate));
        }
        return new Amounts(net, tax);
    }

    Amounts minus(Amounts other) {
        return new Amounts(net.subtract(other.net), tax.subtract(other.tax));
    }

    BigDecimal sum() {
        return net.add(tax);
    }
}

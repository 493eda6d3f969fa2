package io.crossdock.process.ordering;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.util.List;

/** What would be answered to an order request as far as goods and prices go. Nothing is taken or reserved. */
public sealed interface Preview {

    /** @param net of all lines, before freight and tax */
    record Priced(List<Line> lines, BigDecimal net, String currency) implements Preview {
    }

    /** It would be refused. */
    record Faulty(List<Fault> faults) implements Preview {
    }

    /** Something that has to be known is not, at present. */
    record Blind(String why) implements Preview {
    }

    /** @param unitPrice of one unit of {@code quantity} */
    record Line(int lineNo, Sku sku, Quantity quantity, BigDecimal unitPrice, BigDecimal net) {
    }

    /** What a checked request comes to. */
    static Preview of(Draft draft) {
        return switch (draft) {
            case Draft.Faulty faulty -> new Faulty(faulty.faults());
            case Draft.Blind blind -> new Blind(blind.why());
            case Draft.Priced priced -> {
                List<Line> lines = priced.lines().stream().map(line -> new Line(line.asked().lineNo(), line.item().sku(),
                        line.asked().quantity(), line.unitPrice(),
                        line.unitPrice().multiply(line.asked().quantity().value()))).toList();
                yield new Priced(lines, lines.stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add),
                        priced.request().currency().getCurrencyCode());
            }
        };
    }
}

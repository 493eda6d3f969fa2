package io.crossdock.process.ordering;

import io.crossdock.canonical.Rounding;
import io.crossdock.system.connectors.OrderPosting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of each line stands in which document of the books, before anything is rounded. */
record Parts(Map<Integer, List<Part>> byLine) {

    /** @param document counted from 0 */
    record Part(int document, BigDecimal exact) {
    }

    private static final Part NOTHING = new Part(0, BigDecimal.ZERO);

    static Parts of(List<OrderPosting.Line> lines, Books.Documents documents) {
        Map<Integer, List<Part>> byLine = new HashMap<>();
        List<List<OrderPosting.Line>> all = documents.of(lines.stream().filter(line -> line.quantity().isPositive())
                .toList());
        for (int document = 0; document < all.size(); document++) {
            for (OrderPosting.Line line : all.get(document)) {
                byLine.computeIfAbsent(line.lineNo(), each -> new ArrayList<>())
                        .add(new Part(document, line.unitPrice().multiply(line.quantity().value())));
            }
        }
        return new Parts(byLine);
    }

    List<Part> of(int lineNo) {
        return byLine.getOrDefault(lineNo, List.of(NOTHING));
    }

    /** What a line comes to: each of its parts is rounded where it stands. */
    BigDecimal net(int lineNo, Rounding rounding, Currency currency) {
        return of(lineNo).stream().map(part -> Figures.rounded(part.exact(), rounding, currency))
                .reduce(Figures.rounded(BigDecimal.ZERO, rounding, currency), BigDecimal::add);
    }
}

package io.crossdock.process.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.OrderPosting;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is rounded together, where the books make several documents of an order. */
class PartsTest {

    private static final Currency USD = Currency.getInstance("USD");

    private static OrderPosting.Line line(int lineNo, String quantity) {
        return new OrderPosting.Line(lineNo, new Sku("CD-1"), Quantity.of(quantity, "EA"), new BigDecimal("8.227"));
    }

    private static BigDecimal net(Parts parts, int lineNo) {
        return parts.net(lineNo, Rounding.HALF_EVEN, USD);
    }

    /** Two are 16.454, three are 24.681; five are 41.135. */
    @Test
    void aLineThatIsCutIsRoundedInEachOfItsDocuments() {
        Parts cut = Parts.of(List.of(line(1, "5")), lines -> List.of(List.of(line(1, "2")), List.of(line(1, "3"))));
        assertThat(net(cut, 1)).isEqualByComparingTo("41.13");
        assertThat(cut.of(1)).containsExactly(new Parts.Part(0, new BigDecimal("16.454")),
                new Parts.Part(1, new BigDecimal("24.681")));
        assertThat(net(Parts.of(List.of(line(1, "5")), Books.Documents.ONE), 1)).isEqualByComparingTo("41.14");
    }

    @Test
    void whatIsNotTakenAtAllStandsInNoDocumentAndCostsNothing() {
        Parts parts = Parts.of(List.of(line(1, "0"), line(2, "1")), lines -> {
            assertThat(lines).extracting(OrderPosting.Line::lineNo).containsExactly(2);
            return List.of(lines);
        });
        assertThat(net(parts, 1)).isEqualByComparingTo("0.00");
        assertThat(net(parts, 2)).isEqualByComparingTo("8.23");
    }
}

package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.process.promising.Offer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupplyCurveTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void stairsRiseOnTheDaysOnWhichMoreCanBePromised() {
        SupplyCurve curve = SupplyCurve.of(TODAY, new BigDecimal("25"), List.of(
                new Offer.Total(TODAY.plusDays(7), new BigDecimal("50")),
                new Offer.Total(TODAY.plusDays(14), new BigDecimal("102"))));

        assertThat(curve.line()).isEqualTo("M0 95H263V70H527V18H640");
        assertThat(curve.area()).isEqualTo("M0 95H263V70H527V18H640V120H0Z");
        assertThat(curve.steps()).extracting(SupplyCurve.Step::labelled).containsExactly(true, true, true);
    }

    @Test
    void nothingNowAndNothingToComeIsALineOnTheGround() {
        assertThat(SupplyCurve.of(TODAY, BigDecimal.ZERO, List.of()).line()).isEqualTo("M0 120H640");
    }

    @Test
    void numbersThatWouldCoverOneAnotherAreLeftToTheTable() {
        SupplyCurve curve = SupplyCurve.of(TODAY, BigDecimal.ONE, List.of(
                new Offer.Total(TODAY.plusDays(1), BigDecimal.TWO), new Offer.Total(TODAY.plusDays(2), BigDecimal.TEN)));

        assertThat(curve.steps()).extracting(SupplyCurve.Step::labelled).containsExactly(true, false, true);
    }
}

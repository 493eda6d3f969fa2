package io.crossdock.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "KWD");

    @Test
    void equalAmountsAreEqualHoweverTheyAreWritten() {
        assertThat(Money.of("12.5", "USD")).isEqualTo(Money.of("12.5000", "USD")).hasToString("12.50 USD");
        assertThat(Money.of("1E+3", "JPY")).hasToString("1000 JPY");
        assertThat(Money.of("0.1250", "USD").decimal()).isEqualTo("0.125");
    }

    @Test
    void twoCurrenciesNeverMeet() {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR")))
                .withMessage("cannot mix USD with EUR");
    }

    @Test
    void whatIsNoAmountIsRefused() {
        assertThat(Money.parse("12,50", "USD")).isEmpty();
        assertThat(Money.parse("12.50", "XXY")).isEmpty();
        assertThat(Money.parse("1E+999999999", "USD")).isEmpty();
        assertThat(Money.parse("1E-999999999", "USD")).isEmpty();
        assertThat(Money.parse("9".repeat(60), "USD")).isEmpty();
    }

    @Test
    void roundingHappensOnlyByName() {
        Money half = Money.of("0.125", "USD");
        assertThat(half.round(Rounding.HALF_UP)).isEqualTo(Money.of("0.13", "USD"));
        assertThat(half.round(Rounding.HALF_EVEN)).isEqualTo(Money.of("0.12", "USD"));
        assertThat(half.round(Rounding.DOWN)).isEqualTo(Money.of("0.12", "USD"));
        assertThat(half.payable()).isFalse();
        assertThat(Money.of("1.005", "KWD").payable()).isTrue();
    }

    @Test
    void coinsLeftOverGoToTheLargestFractions() {
        assertThat(Money.of("10.00", "USD").split(3)).extracting(Money::decimal)
                .containsExactly("3.34", "3.33", "3.33");
        assertThat(Money.of("1.00", "USD").allocate(List.of(new BigDecimal("1"), new BigDecimal("2"))))
                .extracting(Money::decimal).containsExactly("0.33", "0.67");
        assertThat(Money.of("-0.05", "USD").split(2)).extracting(Money::decimal)
                .containsExactly("-0.03", "-0.02");
    }

    @Test
    void sharesAddUpToTheWhole() {
        Property.holds(seeds -> {
            Money whole = Money.of(seeds.signed(9, 4), Currency.getInstance(seeds.oneOf(CURRENCIES)));
            List<BigDecimal> weights = seeds.list(1, 12, s -> s.decimal(5, 3));
            if (weights.stream().allMatch(w -> w.signum() == 0)) {
                return;
            }
            List<Money> shares = whole.allocate(weights);
            assertThat(shares).hasSameSizeAs(weights);
            assertThat(Money.sum(shares, whole.currency())).isEqualTo(whole);
        });
    }

    @Test
    void roundedThenSharedConservesTheRoundedTotal() {
        Property.holds(seeds -> {
            Money rounded = Money.of(seeds.signed(9, 6), USD).round(seeds.oneOf(List.of(Rounding.values())));
            List<Money> parts = rounded.split(seeds.between(1, 40));
            assertThat(Money.sum(parts, USD)).isEqualTo(rounded);
            assertThat(parts).allMatch(Money::payable);
            Money widest = parts.getFirst().minus(parts.getLast());
            assertThat(widest.amount().abs()).isLessThanOrEqualTo(new BigDecimal("0.01"));
        });
    }
}

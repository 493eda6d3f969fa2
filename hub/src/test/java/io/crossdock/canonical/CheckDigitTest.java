package io.crossdock.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CheckDigitTest {

    @Test
    void publishedExamplesHold() {
        assertThat(Gtin.parse("4006381333931")).isPresent();
        assertThat(Gtin.parse("036000291452")).isPresent();
        assertThat(Gtin.parse("96385074")).isPresent();
        assertThat(Gln.parse("0614141000012")).isPresent();
        assertThat(Sscc.parse("106141411234567897")).isPresent();
    }

    @Test
    void oneGtinInTwoLengthsHasOneCanonicalForm() {
        assertThat(new Gtin("036000291452").canonical()).isEqualTo(new Gtin("00036000291452"))
                .isEqualTo(new Gtin("0036000291452").canonical());
    }

    @Test
    void anSsccIsBuiltFromPrefixAndSerial() {
        assertThat(Sscc.of("0614141", 123).value()).startsWith("00614141000000123").hasSize(18);
        assertThatIllegalArgumentException().isThrownBy(() -> Sscc.of("061414100001", 100_000));
    }

    @Test
    void everySingleWrongDigitIsCaught() {
        Property.holds(seeds -> {
            catchesEveryError(Gtin.complete(seeds.digits(seeds.oneOf(List.of(7, 11, 12, 13)))).value(),
                    text -> Gtin.parse(text).isEmpty());
            catchesEveryError(Gln.complete(seeds.digits(12)).value(), text -> Gln.parse(text).isEmpty());
            catchesEveryError(Sscc.of(seeds.digits(7), seeds.between(0, 999_999_999)).value(),
                    text -> Sscc.parse(text).isEmpty());
        });
    }

    private static void catchesEveryError(String right, Predicate<String> refused) {
        for (int position = 0; position < right.length(); position++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                if (digit != right.charAt(position)) {
                    StringBuilder wrong = new StringBuilder(right);
                    wrong.setCharAt(position, digit);
                    assertThat(refused.test(wrong.toString())).as("%s for %s", wrong, right).isTrue();
                }
            }
        }
    }
}

package io.crossdock.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void equalQuantitiesAreEqualHoweverTheyAreWritten() {
        assertThat(Quantity.of("12.00", "CS")).isEqualTo(Quantity.of(12, Unit.CASE)).hasToString("12 CS");
        assertThat(Quantity.of("1E2", "EA").decimal()).isEqualTo("100");
    }

    @Test
    void twoUnitsNeverMeet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.of(1, Unit.CASE).plus(Quantity.of(1, Unit.EACH)))
                .withMessage("cannot mix CS with EA");
    }

    @Test
    void whatIsNoQuantityIsRefused() {
        assertThat(Quantity.parse("ten", "EA")).isEmpty();
        assertThat(Quantity.parse("1", "each")).isEmpty();
        assertThat(Quantity.parse("0.0000001", "KGM")).isEmpty();
        assertThat(Quantity.parse("1000000000000", "EA")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.of("-1", "EA").requirePositive());
    }

    @Test
    void aSplitConservesTheQuantity() {
        Property.holds(seeds -> {
            Quantity whole = new Quantity(seeds.signed(9, 4), Unit.KILOGRAM);
            List<Quantity> parts = whole.split(seeds.between(1, 30));
            assertThat(parts.stream().reduce(Quantity.zero(Unit.KILOGRAM), Quantity::plus)).isEqualTo(whole);
            assertThat(parts).allMatch(part -> part.value().scale() <= whole.value().scale());
        });
    }
}

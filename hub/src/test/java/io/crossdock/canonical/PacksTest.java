package io.crossdock.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacksTest {

    private final Packs packs = Packs.only(Unit.EACH).with(Unit.CASE, 12).with(Unit.PALLET, 480);

    @Test
    void aCaseIsTwelve() {
        assertThat(packs.toBase(Quantity.of(3, Unit.CASE))).isEqualTo(exact(36, Unit.EACH));
        assertThat(packs.convert(Quantity.of(2, Unit.PALLET), Unit.CASE)).isEqualTo(exact(80, Unit.CASE));
        assertThat(packs.convert(Quantity.of(6, Unit.EACH), Unit.CASE))
                .isEqualTo(new Conversion.Exact(Quantity.of("0.5", "CS")));
    }

    @Test
    void whatHasNoExactAmountIsNotRounded() {
        assertThat(packs.convert(Quantity.of(5, Unit.EACH), Unit.CASE))
                .isEqualTo(new Conversion.Inexact("5 EA has no exact amount in CS (1 CS = 12 EA)"));
    }

    @Test
    void aUnitTheItemIsNotSoldInIsNamed() {
        assertThat(packs.toBase(Quantity.of(1, Unit.DOZEN)))
                .isEqualTo(new Conversion.UnknownUnit(Unit.DOZEN));
        assertThat(packs.convert(Quantity.of(1, Unit.CASE), Unit.BOX))
                .isEqualTo(new Conversion.UnknownUnit(Unit.BOX));
    }

    @Test
    void packsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> packs.with(Unit.BOX, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Packs(Unit.EACH, Map.of(Unit.EACH, BigDecimal.TWO)));
    }

    @Test
    void thereAndBackIsTheSameQuantity() {
        Property.holds(seeds -> {
            Packs item = Packs.only(Unit.EACH)
                    .with(Unit.CASE, seeds.between(1, 144))
                    .with(Unit.PALLET, seeds.between(1, 5_000));
            Unit from = seeds.oneOf(item.units().stream().toList());
            Unit to = seeds.oneOf(item.units().stream().toList());
            Quantity start = Quantity.of(seeds.between(1, 100_000), from);
            switch (item.convert(start, to)) {
                case Conversion.Exact there -> assertThat(item.convert(there.quantity(), from))
                        .isEqualTo(new Conversion.Exact(start));
                case Conversion.Inexact why -> assertThat(why.why()).contains(start.toString());
                case Conversion.UnknownUnit unknown -> throw new AssertionError(unknown);
            }
        });
    }

    @Test
    void toTheBaseAndBackIsAlwaysExact() {
        Property.holds(seeds -> {
            Packs item = Packs.only(Unit.EACH).with(Unit.CASE, seeds.between(1, 500));
            Quantity cases = Quantity.of(seeds.between(1, 100_000), Unit.CASE);
            Quantity base = ((Conversion.Exact) item.toBase(cases)).quantity();
            assertThat(item.convert(base, Unit.CASE)).isEqualTo(new Conversion.Exact(cases));
        });
    }

    private static Conversion exact(long value, Unit unit) {
        return new Conversion.Exact(Quantity.of(value, unit));
    }
}

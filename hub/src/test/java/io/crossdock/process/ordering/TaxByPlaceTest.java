package io.crossdock.process.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Arithmetic;
import io.crossdock.platform.landscape.Policies.TaxOn;
import io.crossdock.process.fulfilment.LegPlan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is taxed in which warehouse, where the ERP has a document of each. */
class TaxByPlaceTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-23");

    private static LegPlan leg(LegPlan.Origin origin, String quantity) {
        return new LegPlan(origin, DAY, DAY, List.of(new LegPlan.Line(1, new Sku("CD-1"), Quantity.of(quantity, "EA"))));
    }

    private static LegPlan from(String place, String quantity) {
        return leg(new LegPlan.Origin.Warehouse(new LocationId(place)), quantity);
    }

    private static Map<String, BigDecimal> shared(String amount, LegPlan... legs) {
        return shared(amount, Optional.empty(), legs);
    }

    private static Map<String, BigDecimal> shared(String amount, Optional<LocationId> usual, LegPlan... legs) {
        return Figures.byPlace(new BigDecimal(amount), 1, List.of(legs), usual);
    }

    @Test
    void aLineIsTaxedWhereItComesFromAndNoCentIsLost() {
        assertThat(shared("90.497", from("ATL", "11"))).containsOnlyKeys("ATL");
        Map<String, BigDecimal> parts = shared("100.00", from("ATL", "1"), from("DFW", "2"));
        assertThat(parts.get("ATL")).isEqualByComparingTo("33.333333333333");
        assertThat(parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("100.00");
    }

    /** 8.227 each: two are 16.454, three are 24.681; five are 41.135. */
    @Test
    void aLineThatIsCutIsRoundedInEachOfItsDocuments() {
        List<LegPlan> legs = List.of(from("ATL", "2"), from("DFW", "3"));
        assertThat(net(TaxOn.EXACT_BY_PLACE, legs)).isEqualByComparingTo("41.13");
        assertThat(net(TaxOn.EXACT, legs)).isEqualByComparingTo("41.14");
        assertThat(net(TaxOn.EXACT_BY_PLACE, List.of(from("ATL", "5")))).isEqualByComparingTo("41.14");
    }

    private static BigDecimal net(TaxOn taxOn, List<LegPlan> legs) {
        return Figures.net(new BigDecimal("41.135"), 1, legs, new Arithmetic(Rounding.HALF_EVEN, taxOn, Optional.empty()),
                Currency.getInstance("USD"));
    }

    @Test
    void whatNobodyHasGoesWithTheWarehouseThatHasMost() {
        Map<String, BigDecimal> parts = shared("100.00", from("ATL", "3"), from("DFW", "2"),
                leg(new LegPlan.Origin.Backorder(), "5"));
        assertThat(parts.get("DFW")).isEqualByComparingTo("20.00");
        assertThat(parts.get("ATL")).isEqualByComparingTo("80.00");
        assertThat(shared("7.00", leg(new LegPlan.Origin.Backorder(), "5"))).containsOnlyKeys("");
    }

    @Test
    void whatNoWarehouseShipsGoesWithTheUsualOneWhereTheBooksHaveOne() {
        Optional<LocationId> usual = Optional.of(new LocationId("ATL"));
        assertThat(shared("7.00", usual, leg(new LegPlan.Origin.Backorder(), "5"))).containsOnlyKeys("ATL");
        assertThat(shared("7.00", usual, from("DFW", "3"), leg(new LegPlan.Origin.Backorder(), "5"))).containsOnlyKeys("DFW");
    }
}

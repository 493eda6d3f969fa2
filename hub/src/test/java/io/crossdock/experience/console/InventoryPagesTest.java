package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Reservation;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservations;
import io.crossdock.system.inventory.StockCount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What lies where, seen and held by people. */
class InventoryPagesTest extends ConsoleScene {

    private static final LocationId ATL = new LocationId("ATL");
    private static final Origin ORIGIN = Origin.start("story", "system:wms-atl");
    private static long movement = 1;
    private static int items;

    @Autowired
    Inventory inventory;

    @Autowired
    SoftReservations reservations;

    private Sku sku;

    @BeforeEach
    void anItem() {
        sku = new Sku("INV-" + (1000 + items++));
        count("120");
    }

    private void count(String onHand) {
        transaction.executeWithoutResult(status -> inventory.report(List.of(new StockCount(sku, ATL,
                new BigDecimal(onHand), Unit.of("EA"), ++movement, clock.instant(), "stock.adjusted")), ORIGIN));
    }

    private void promise(String quantity) {
        transaction.executeWithoutResult(status -> inventory.reserve(List.of(new Reservation(sku, ATL,
                Quantity.of(quantity, "EA"), "SO-100001-1")), "hub"));
    }

    private String page() {
        return new Person("kim").page("/console/inventory/" + sku);
    }

    @Test
    void aPlaceShowsWhatIsThereWhoHoldsItAndHowItCameToBeSo() {
        promise("30");
        count("20");
        assertThat(page()).contains("<h1>" + sku + "</h1>", "ATL", "10 EA", "promised without goods", "SO-100001-1",
                "uncovered", "counted", "-100", "system:wms-atl");
    }

    @Test
    void cartsAndQuotesAreShownWithTheirEnd() {
        transaction.executeWithoutResult(status -> reservations.hold(new SoftReservations.Request(
                new AccountId("A-1001"), SoftReservation.Purpose.QUOTE, Duration.ofHours(5), 20,
                List.of(new SoftReservations.Wanted(1, sku, Quantity.of("15", "EA"))), List.of(ATL),
                stock -> stock.available().value(), ORIGIN)));
        assertThat(page()).contains("Kept for carts and quotes", "RV-", "quote", "15 EA",
                clock.instant().plus(Duration.ofHours(5)).toString()).doesNotContain("Nobody: all of it is free.");
    }

    @Test
    void itemsAreListedAndThoseInTroubleFound() {
        promise("100");
        count("60");
        Person kim = new Person("kim");
        assertThat(kim.page("/console/inventory?item=" + sku.value().toLowerCase(java.util.Locale.ROOT)))
                .contains(sku.value(), "60 EA", "40 EA");
        assertThat(kim.page("/console/inventory?uncovered=true&item=INV-")).contains(sku.value());
        assertThat(kim.page("/console/inventory?item=NOTHING")).contains("No item begins with");
        assertThat(kim.get("/console/inventory/NOTHING-1").statusCode()).isEqualTo(404);
    }

    @Test
    void goodsAreHeldForAReasonAndFreedAgain() {
        Person kim = new Person("kim");
        String item = "/console/inventory/" + sku;
        assertThat(kim.post(item + "/hold", "location=ATL&quantity=50&reason=recall", item).body())
                .contains("50 EA in ATL are held: recall.", "70 EA");
        Matcher document = Pattern.compile("name=\"document\" value=\"([^\"]+)\"").matcher(page());
        assertThat(document.find()).isTrue();
        assertThat(page()).contains("user:kim");
        assertThat(kim.post(item + "/free", "location=ATL&document=" + encoded(document.group(1)), item).body())
                .contains("may be shipped again", "Nothing is held back");
        assertThat(kim.post(item + "/free", "location=ATL&document=" + encoded(document.group(1)), item).body())
                .contains("Somebody has freed them already");
    }

    @Test
    void aHoldNeedsAnAmountAReasonAndTheRight() {
        Person kim = new Person("kim");
        String item = "/console/inventory/" + sku;
        for (String bad : new String[] {"quantity=-5&reason=x", "quantity=0&reason=x", "quantity=x&reason=x",
            "quantity=5&reason=+"}) {
            assertThat(kim.post(item + "/hold", "location=ATL&" + bad, item).body()).as(bad).contains("Nothing was held");
        }
        assertThat(kim.post(item + "/hold", "location=XYZ&quantity=5&reason=x", item).statusCode()).isEqualTo(404);
        assertThat(new Person("lee").page(item)).contains(sku.value()).doesNotContain("/hold\"");
    }
}

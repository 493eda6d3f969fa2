package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.ordering.Order;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.testing.Distributor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Buyers change orders of which something is sent instead of something else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubstitutesAndChangesTest extends ChangeWorld {

    private static final BigDecimal RATE = new BigDecimal("0.0775");

    SubstitutesAndChangesTest(@TempDir Path directory) {
        super(directory, new Distributor()
                .account("A-1", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.OWN_PRICE))
                .item("PEN", "1.37", 1_000, 0, 0).instead(Optional.empty(), "MARKER").item("MARKER", "1.5133", 900, 0, 0)
                .item("BOX", "2.49", 1_000, 0, 0));
    }

    @Override
    @AfterAll
    void close() {
        super.close();
    }

    private OrderNumber ordered(String quantity) {
        return order("A-1", line(1, "PEN", quantity));
    }

    private void shorted(OrderNumber order, String quantity) {
        report(legs(order).getFirst(), LegSignal.SHORTED, quantity);
        await().atMost(LIMIT).until(() -> standing(order).lines().stream().anyMatch(line -> line.insteadOf().isPresent()));
    }

    private ChangeAnswer besides(OrderNumber order, String quantity) {
        return decided(change(order, new ChangeWish.What.Lines(List.of(), List.of(new ChangeWish.New(
                new ItemName.BySku(new Sku("BOX")), Quantity.of(quantity, "EA"), Optional.empty(), Optional.empty())))));
    }

    private List<AmendmentRequest> told(OrderNumber order) {
        return hub.get(Effects.class).ofKey(order.value()).stream().filter(effect -> effect.kind().equals("order.amend"))
                .map(Effect::request).map(request -> hub.get(Json.class).read(request, AmendmentRequest.class)).toList();
    }

    /** As the ERP reckons it: of all lines that it has then, cancelled or not. */
    private void reckoned(OrderNumber order) {
        OrderPosting posted = hub.get(Json.class).read(hub.get(Effects.class).ofKey(order.value()).stream()
                .filter(effect -> effect.kind().equals("order.post")).findFirst().orElseThrow().request(), OrderPosting.class);
        assertThat(told(order)).isNotEmpty().allSatisfy(amendment -> {
            BigDecimal net = Stream.concat(posted.lines().stream(), amendment.added().stream())
                    .map(line -> line.unitPrice().multiply(line.quantity().value()).setScale(2, RoundingMode.HALF_UP))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal tax = net.multiply(RATE).setScale(2, RoundingMode.HALF_UP);
            AmendmentRequest.Charges charges = amendment.charges().orElseThrow();
            assertThat(charges.tax()).isEqualByComparingTo(tax);
            assertThat(charges.total()).isEqualByComparingTo(net.add(tax).add(charges.freight()));
        });
        Order now = standing(order);
        assertThat(now.net()).isEqualByComparingTo(now.lines().stream().map(Order.Line::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(told(order).getLast().charges().orElseThrow().total()).isEqualByComparingTo(now.total());
    }

    @Test
    void whatIsOrderedBesidesAndWhatIsSentInsteadComeToTheSameInEitherOrder() {
        OrderNumber one = ordered("101");
        shorted(one, "33");
        besides(one, "17");
        reckoned(one);
        OrderNumber other = ordered("101");
        besides(other, "17");
        shorted(other, "33");
        await().atMost(LIMIT).until(() -> told(other).size() == 2);
        reckoned(other);

        assertThat(told(one).getLast().added()).extracting(OrderPosting.Line::lineNo).containsExactly(1001, 10_001);
        assertThat(told(other).getLast().added()).isEqualTo(told(one).getLast().added());
        assertThat(standing(other).tax()).isEqualByComparingTo(standing(one).tax());
        assertThat(standing(other).net()).isEqualByComparingTo(standing(one).net());
        holds();
    }

    @Test
    void moreAndMoreIsReckonedToTheCentHoweverOddThePrices() {
        OrderNumber order = ordered("97");
        for (int i = 1; i <= 4; i++) {
            report(legs(order).getFirst(), LegSignal.SHORTED, String.valueOf(7 * i));
            int lines = i;
            await().atMost(LIMIT).until(() -> standing(order).lines().stream()
                    .filter(line -> line.insteadOf().isPresent()).count() == lines);
            besides(order, String.valueOf(3 + i));
        }
        reckoned(order);
        assertThat(standing(order).lines()).hasSize(9);
        holds();
    }

    @Test
    void whatStandsForALineIsLoweredWithItAndGivenUpFirst() {
        OrderNumber order = ordered("100");
        shorted(order, "30");
        assertThat(faults(change(order, lines(1, "100", "EA")))).extracting(Fault::code).containsExactly("nothing-changes");

        ChangeAnswer less = decided(change(order, lines(1, "80", "EA")));
        assertThat(less.lines()).singleElement().satisfies(line -> {
            assertThat(line.lineNo()).isEqualTo(1);
            assertThat(line.sku()).isEqualTo(new Sku("PEN"));
            assertThat(line.says()).isEqualTo("20 EA of MARKER are cancelled.");
        });
        stands(order, "70", "10");
        ChangeAnswer more = decided(change(order, lines(1, "85", "EA")));
        assertThat(more.added()).singleElement().satisfies(line -> assertThat(line.quantity()).isEqualTo(
                Quantity.of("5", "EA")));
        stands(order, "70", "5", "10");
        ChangeAnswer nothing = decided(change(order, lines(1, "0", "EA")));
        assertThat(nothing.lines().getFirst().less()).isEqualTo(Quantity.of("85", "EA"));
        stands(order, "0", "0", "0");
        reckoned(order);
        holds();
    }

    @Test
    void whatIsBeingWorkedOnIsAskedBackAndWhatHasLeftIsRefused() {
        OrderNumber order = ordered("100");
        shorted(order, "30");
        report(legs(order).getLast(), LegSignal.PICKING, "30");
        ChangeAnswer asked = decided(change(order, lines(1, "90", "EA")));
        assertThat(asked.state()).isEqualTo("waiting");
        assertThat(asked.lines().getFirst().says()).contains("10 EA are being worked on");

        OrderNumber other = ordered("50");
        shorted(other, "20");
        report(legs(other).getLast(), LegSignal.SHIPPED, "20");
        await().atMost(LIMIT).until(() -> standing(other).lines().getLast().shipped().isPositive());
        assertThat(faults(change(other, lines(1, "15", "EA")))).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("shipped-already");
            assertThat(fault.message()).contains("20 EA have left already");
        });
        decided(change(other, lines(1, "20", "EA")));
        stands(other, "0", "20");
        holds();
    }

    private void stands(OrderNumber order, String... quantities) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).lines()).extracting(line ->
                line.base().minus(line.cancelled()).decimal()).containsExactly(quantities));
    }
}

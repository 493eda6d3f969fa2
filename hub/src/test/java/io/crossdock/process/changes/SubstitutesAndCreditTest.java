package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Substitution;
import io.crossdock.platform.effects.Effects;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.credit.CreditLine;
import io.crossdock.testing.Distributor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is sent instead may be dearer: until the ERP counts it, the difference is held of the account's credit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubstitutesAndCreditTest extends ChangeWorld {

    SubstitutesAndCreditTest(@TempDir Path directory) {
        super(directory, new Distributor()
                .account("A-1", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.OWN_PRICE))
                .account("A-2", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.OWN_PRICE))
                .account("A-3", "165.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.OWN_PRICE))
                .account("A-4", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL, Optional.of(Substitution.OWN_PRICE))
                .item("PEN", "1.00", 1_000, 0, 0).instead(Optional.empty(), "MARKER").item("MARKER", "3.00", 900, 0, 0)
                .item("BOLT", "1.00", 1_000, 0, 0).instead(Optional.empty(), "SCREW").item("SCREW", "0.80", 900, 0, 0));
    }

    @Override
    @AfterAll
    void close() {
        super.close();
    }

    private CreditLine credit(String account) {
        return hub.get(Credit.class).line(new AccountId(account)).orElseThrow();
    }

    private OrderNumber shorted(String account, String item) {
        OrderNumber order = order(account, line(1, item, "100"));
        report(legs(order).getFirst(), LegSignal.SHORTED, "40");
        await().atMost(LIMIT).until(() -> amendments(order).size() == 1);
        return order;
    }

    private List<String> claims(OrderNumber order) {
        return hub.jdbc().sql("""
                SELECT order_number || ' ' || trim_scale(amount) FROM credit.reservation WHERE order_number LIKE :order
                 ORDER BY order_number
                """).param("order", order + "/%").query(String.class).list();
    }

    @Test
    void theDifferenceIsHeldUntilTheErpHasItsLine() {
        BigDecimal before = credit("A-1").reserved();
        OrderNumber order = shorted("A-1", "PEN");

        // 40 pieces, 2.00 more each, and 7.75 percent tax.
        assertThat(claims(order)).containsExactly(order + "/10001 86.2");
        assertThat(credit("A-1").reserved().subtract(before)).isGreaterThan(new BigDecimal("86.2"));
        assertThat(hub.jdbc().sql("SELECT receipt -> 'changes' -> 0 ->> 'dearer' FROM ordering.receipt WHERE order_number = :n")
                .param("n", order.value()).query(BigDecimal.class).single()).isEqualByComparingTo("86.20");
        holds();

        answered(last(order), "done");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(claims(order)).isEmpty());
        holds();
    }

    @Test
    void whatCostsNoMoreClaimsNothing() {
        OrderNumber order = shorted("A-2", "BOLT");
        assertThat(claims(order)).isEmpty();
        holds();
    }

    @Test
    void goodsGoWhateverCreditIsLeftAndNothingElseIsTakenMeanwhile() {
        OrderNumber order = shorted("A-3", "PEN");
        assertThat(claims(order)).containsExactly(order + "/10001 86.2");
        assertThat(credit("A-3").available()).isNegative();
        assertThat(legs(order)).hasSize(2);

        answered(last(order), "refused");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(digested()).isTrue());
        assertThat(claims(order)).as("it is owed all the same").hasSize(1);
        assertThat(standing(order).lines()).hasSize(2);
        holds();

        hub.inTransaction(() -> hub.get(Effects.class).skip(last(order).id(), "Booked by hand.", "user:ann"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(claims(order)).isEmpty());
        holds();
    }

    @Test
    void anOrderThatIsNeverBookedLeavesNoClaim() {
        OrderNumber order = order("A-4", line(1, "PEN", "100"));
        posting(order, "effect.refused");
        report(legs(order).getFirst(), LegSignal.SHORTED, "40");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(claims(order)).hasSize(1));
        decided(change(order, new ChangeWish.What.Everything()));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(credit("A-4").reserved()).isZero());
        holds();
    }

    private boolean digested() {
        return hub.jdbc().sql("""
                SELECT oversight.undigested('amend-progress', ARRAY['effect.done', 'effect.skipped', 'effect.refused'])
                """).query(String.class).list().isEmpty();
    }
}

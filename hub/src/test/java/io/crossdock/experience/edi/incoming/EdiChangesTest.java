package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.testing.AddingErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders are changed and cancelled by X12 860; each is decided once, in its turn, and answered by 865. */
class EdiChangesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private EdiWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new EdiWorld(directory, more -> more);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void changes(String... states) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(world.changes()).containsExactlyInAnyOrder(states));
    }

    private List<String> answers(int count) {
        await().atMost(LIMIT).until(() -> world.documents("865").size() >= count);
        assertThat(world.documents("865")).hasSize(count);
        return world.documents("865");
    }

    private OrderNumber ordered(String reference, String... lines) {
        world.order(reference, lines);
        await().atMost(LIMIT).until(() -> "accepted".equals(world.states().get(reference)));
        return OrderNumber.parse(world.hub().jdbc().sql("""
                SELECT order_number FROM edi.transaction_set WHERE type = '850' AND reference = :reference
                """).param("reference", reference).query(String.class).single()).orElseThrow();
    }

    private Order order(OrderNumber number) {
        return world.hub().get(Ordering.class).order(number).orElseThrow();
    }

    private Leg leg(OrderNumber number) {
        return world.hub().get(Fulfilment.class).legs(List.of(number)).getFirst();
    }

    private void report(Leg leg, LegSignal signal) {
        world.hub().inTransaction(() -> {
            world.hub().get(Fulfilment.class).report(new LegReport(leg.number(), signal, EdiWorld.NOW, 0,
                    leg.lines().stream()
                    .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.open())).toList(), List.of(),
                    Optional.of("fastfreight"), Optional.empty()), Origin.start("wms", "system:wms"));
        });
    }

    /** The order knows that its goods have left, which it hears after the shipment. */
    private void left(OrderNumber number) {
        await().atMost(LIMIT).until(() -> order(number).lines().getFirst().shipped().isPositive());
    }

    @Test
    void lessIsDeliveredInTheirOwnUnits() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*QD*4*6*EA***BP*BW-10001~CTT*1~");
        changes("1 changed");
        assertThat(answers(1).getFirst()).contains("BCA*11*A", "*PO-1**1*20261120", "REF*VN*" + number, "POC*1*QD*4**EA",
                "CTT*1~");
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(order(number).lines().getFirst().cancelled()
                .plus(askedBack(number))).isEqualTo(Quantity.of("6", "EA")));
    }

    private Quantity askedBack(OrderNumber number) {
        return world.hub().get(io.crossdock.process.fulfilment.CallOffs.class).asked(number).getOrDefault(1,
                Quantity.of("0", "EA"));
    }

    @Test
    void whatAWarehouseHasIsAnsweredAtOnceAndOnceMoreWhenItHasSpoken() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        report(leg(number), LegSignal.PICKING);
        world.change("BCH*01*SA*PO-1***20261120~");
        changes("- changed");
        assertThat(answers(1).getFirst()).contains("BCA*11*AH", "POC*1*DI", "ACK*IH*10*EA");
        report(leg(number), LegSignal.CANCELLED);
        assertThat(answers(2).getLast()).contains("BCA*11*AD", "ACK*ID*0*EA");
        await().atMost(LIMIT).until(() -> order(number).commercialState() == CommercialState.CANCELLED);
    }

    @Test
    void whoCancelsWhatHasLeftIsToldSo() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        report(leg(number), LegSignal.SHIPPED);
        left(number);
        world.change("BCH*01*SA*PO-1***20261120~");
        assertThat(answers(1).getFirst()).contains("BCA*11*RD", "[nothing-changes]");
    }

    @Test
    void whoIsTooLateIsToldSo() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        report(leg(number), LegSignal.PICKING);
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*DI~CTT*1~");
        answers(1);
        report(leg(number), LegSignal.SHIPPED);
        assertThat(answers(2).getLast()).contains("BCA*11*RD", "ACK*IR*10*EA", "too late");
        left(number);
        world.change("BCH*04*SA*PO-1**2*20261120~POC*1*DI~CTT*1~");
        changes("1 changed", "2 changed");
        assertThat(answers(3).getLast()).contains("ACK*IA*10*EA");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsSegmentAndCode() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        world.change("BCH*04*SA*PO-1**1*20261120~N1*ST**92*ELSEWHERE~POC*1*QI*12*2*EA***BP*BW-10001~POC*7*DI~POC*1*XX*1**EA~"
                + "POC*8*AI*5**EA***BP*BW-10002~POC*1*PC*10**EA*1.40~POC*1*RS*10**EA~CTT*6~");
        changes("1 refused");
        assertThat(answers(1).getFirst()).contains("BCA*11*RD", "[ship-to-fixed]", "(segment 5)", "[line-unknown]",
                "[change-code-unknown]", "Line 4 (segment 7): Nothing can be added", "[erp-cannot-add]", "(segment 8)",
                "[line-repeated]");
        assertThat(order(number).lines().getFirst().cancelled().isZero()).isTrue();
    }

    @Test
    void theSameChangeAgainIsAnsweredAgainAndDoneOnce() {
        ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        String change = "BCH*04*SA*PO-1**1*20261120~POC*1*CA*4**EA~CTT*1~";
        world.change(change);
        changes("1 changed");
        world.change(change);
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*CA*3**EA~CTT*1~");
        changes("1 changed", "1 repeated", "1 refused");
        assertThat(world.hub().jdbc().sql("SELECT count(*) FROM changes.change").query(Long.class).single()).isEqualTo(1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(world.documents("865")).anySatisfy(text ->
                assertThat(text).contains("[change-number-reused]")));
    }

    @Test
    void aChangeWaitsForItsOrderAndForTheChangeBeforeIt() {
        world.change("BCH*04*SA*PO-1**2*20261120~POC*1*CA*3**EA~CTT*1~");
        changes("2 waiting");
        ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        await().atMost(LIMIT).until(() -> world.hub().jdbc().sql("SELECT because FROM edi.change").query(String.class)
                .single().contains("Change 1"));
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*CA*6**EA~CTT*1~");
        world.clock().advance(Duration.ofSeconds(1));
        changes("2 changed", "1 changed");
        world.change("BCH*04*SA*PO-1**0*20261120~POC*1*CA*1**EA~CTT*1~");
        changes("2 changed", "1 changed", "0 refused");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(world.documents("865")).anySatisfy(text ->
                assertThat(text).contains("[change-overtaken]")));
    }

    @Test
    void whatNeverComesIsNotWaitedForForEver() {
        world.change("BCH*01*SA*PO-9***20261120~");
        ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        world.change("BCH*04*SA*PO-1**5*20261120~POC*1*CA*3**EA~CTT*1~");
        changes("- waiting", "5 waiting");
        world.clock().advance(Duration.ofHours(2));
        changes("- refused", "5 changed");
        assertThat(answers(2)).anySatisfy(text -> assertThat(text).contains("[order-unknown]"));
    }

    @Test
    void aProfileMayHaveFaultyLinesRefusedAlone() throws IOException {
        ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*CA*4**EA~POC*2*DI~CTT*2~");
        changes("1 changed");
        assertThat(answers(1).getFirst()).contains("BCA*11*A", "[line-unknown]", "POC*2*DI", "ACK*IR");
        world.landscape().replace("partners/buildwell.yaml", "lineFaults: refuse_line", "lineFaults: refuse_order");
        world.reload();
        world.change("BCH*04*SA*PO-1**2*20261120~POC*1*CA*3**EA~POC*2*DI~CTT*2~");
        changes("1 changed", "2 refused");
    }

    private long looked(String column) {
        return world.hub().jdbc().sql("SELECT " + column + " FROM edi.change").query(Long.class).single();
    }

    @Test
    void whatWaitsIsLookedAtLessAndLessOften() {
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*CA*3**EA~CTT*1~");
        changes("1 waiting");
        for (int look = 1; look <= 5; look++) {
            int looks = look;
            await().atMost(LIMIT).untilAsserted(() -> assertThat(looked("looks")).isEqualTo(looks));
            assertThat(looked("extract(epoch FROM next_look - looked_at)::bigint")).isEqualTo(1L << look - 1);
            world.clock().advance(Duration.ofSeconds(1L << look - 1));
        }
        ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        changes("1 changed");
    }

    @Test
    void whatCannotBeLookedAtRestsAfterSomeTimesAndIsTakenUpWhenTheHubStarts() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        report(leg(number), LegSignal.PICKING);
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*DI~CTT*1~");
        answers(1);
        String answer = world.hub().jdbc().sql("SELECT answer FROM edi.change").query(String.class).single();
        world.hub().jdbc().sql("UPDATE edi.change SET answer = '[]', next_look = looked_at").update();

        await().atMost(LIMIT).untilAsserted(() -> {
            world.clock().advance(Duration.ofMinutes(5));
            assertThat(world.hub().jdbc().sql("SELECT state FROM edi.change").query(String.class).single())
                    .isEqualTo("stuck");
        });
        assertThat(looked("failures")).isEqualTo(12);
        assertThat(world.hub().get(io.crossdock.process.story.Exceptions.class).open()).as("somebody is told")
                .anyMatch(each -> each.sentence().contains("could not be decided"));

        world.hub().stop();
        world.hub().jdbc().sql("UPDATE edi.change SET answer = :answer::jsonb").param("answer", answer).update();
        world.hub().start();
        report(leg(number), LegSignal.CANCELLED);
        assertThat(answers(2).getLast()).contains("ACK*ID*0*EA");
    }

    @Test
    void atEveryStateOfTheGoodsItComesToWhatAnyOtherChangeDoes() {
        List<LegSignal> life = List.of(LegSignal.RELEASED, LegSignal.PICKING, LegSignal.PICKED, LegSignal.PACKED,
                LegSignal.SHIPPED);
        for (int far = 0; far <= life.size(); far++) {
            for (boolean whole : List.of(true, false)) {
                String reference = "PO-" + far + whole;
                OrderNumber number = ordered(reference, "10*EA*1.50*PE*BP*BW-10001");
                life.subList(0, far).forEach(signal -> report(leg(number), signal));
                boolean left = far == life.size();
                if (left) {
                    left(number);
                }
                world.change(whole ? "BCH*01*SA*" + reference + "***20261120~"
                        : "BCH*04*SA*" + reference + "**1*20261120~POC*1*QD*4**EA~CTT*1~");
                boolean inWork = far > 0 && !left;
                await().atMost(LIMIT).untilAsserted(() -> assertThat(stateOf(reference)).as(reference).isEqualTo(
                        inWork ? "asked" : left && !whole ? "refused" : "decided"));
                if (inWork) {
                    report(leg(number), LegSignal.CANCELLED);
                }
                await().atMost(LIMIT).untilAsserted(() -> assertThat(order(number).lines().getFirst().cancelled())
                        .as(reference).isEqualTo(Quantity.of(left ? "0" : whole ? "10" : "6", "EA")));
                await().atMost(LIMIT).untilAsserted(() -> assertThat(stateOf(reference)).as(reference)
                        .isNotEqualTo("asked"));
            }
        }
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
    }

    @Test
    void aDayIsMovedForTheOrderOrForLinesThatLeaveTogetherAndAnsweredLineByLine() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        LocalDate promised = leg(number).promisedFor();
        LocalDate later = promised.plusDays(11);
        world.change("BCH*04*SA*PO-1**1*20261120~DTM*002*" + x12(later) + "~CTT*0~");
        changes("1 changed");
        LocalDate arrives = leg(number).promisedFor();
        assertThat(arrives).isAfter(promised).isAfterOrEqualTo(later);
        assertThat(order(number).requestedFor()).contains(later);
        assertThat(answers(1).getFirst()).contains("POC*1*CT", "ACK*" + (arrives.equals(later) ? "IA" : "DR")
                + "*10*EA*067*" + x12(arrives), "instead of " + promised).contains("BCA*11*A");

        LocalDate evenLater = later.plusDays(7);
        world.change("BCH*04*SA*PO-1**2*20261120~POC*1*RS*10**EA~DTM*002*" + x12(evenLater) + "~CTT*1~");
        changes("1 changed", "2 changed");
        assertThat(leg(number).promisedFor()).isAfterOrEqualTo(evenLater);
        assertThat(order(number).requestedFor()).as("of the order as a whole").contains(later);
        assertThat(answers(2).getLast()).contains("POC*1*RS*10**EA", "*10*EA*067*" + x12(leg(number).promisedFor()));

        world.change("BCH*04*SA*PO-1**3*20261120~POC*1*QD*6**EA~DTM*002*" + x12(later) + "~CTT*1~");
        changes("1 changed", "2 changed", "3 changed");
        assertThat(answers(3).getLast()).contains("*6*EA*067*" + x12(leg(number).promisedFor()));
        assertThat(leg(number).promisedFor()).isBefore(evenLater);
    }

    private static String x12(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    @Test
    void aDayThatCannotBeMovedIsRefusedForItsLineAndTheOthersGoOn() {
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001", "4*EA*2.00*PE*BP*BW-10002");
        List<Leg> legs = fulfilment(number);
        String day = x12(legs.getFirst().promisedFor().plusDays(9));
        boolean together = legs.size() == 1;
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*RS***~DTM*002*" + day + "~POC*2*QD*3**EA~CTT*2~");
        changes("1 changed");
        if (together) {
            assertThat(answers(1).getFirst()).contains("BCA*11*AC", "[date-shared]", "brings line 2, too");
        }
        assertThat(answers(1).getFirst()).contains("ACK*IA*3*EA");

        world.change("BCH*04*SA*PO-1**2*20261120~POC*1*RS***~DTM*002*" + day + "~POC*2*RS***~DTM*002*" + day + "~CTT*2~");
        changes("1 changed", "2 changed");
        assertThat(answers(2).getLast()).contains("*10*EA*067*", "*3*EA*067*").doesNotContain("[date");

        fulfilment(number).forEach(leg -> report(leg, LegSignal.PICKING));
        world.change("BCH*04*SA*PO-1**3*20261120~POC*1*RS***~DTM*002*20261231~POC*2*DI~CTT*2~");
        changes("1 changed", "2 changed", "3 changed");
        assertThat(answers(3).getLast()).contains("[date-in-work]", "POC*1*RS", "ACK*IR");
        world.change("BCH*04*SA*PO-1**4*20261120~DTM*010*20261231~POC*1*RS***~POC*2*CT*1**EA~DTM*002*20261231~CTT*2~");
        changes("1 changed", "2 changed", "3 changed", "4 refused");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(world.documents("865")).anySatisfy(text -> assertThat(text)
                .contains("BCA*11*RD", "[date-unsupported]", "[date-missing]", "[date-for-part]")));
    }

    private String stateOf(String reference) {
        return world.hub().jdbc().sql("SELECT state FROM edi.change WHERE reference = :reference")
                .param("reference", reference).query(String.class).optional().orElse("none");
    }

    @Test
    void moreAndOtherItemsAreTakenAsANewOrderWouldBeAndAnsweredAtOnce() throws IOException {
        world.close();
        world = new EdiWorld(Files.createDirectory(directory.resolve("more")), more -> more.with(AmendSink.class, new AddingErp()));
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*QI*15*5*EA*1.50**BP*BW-10001~"
                + "POC*2*AI*4**EA*2.00**VP*CD-10002~CTT*2~");
        changes("1 changed");
        assertThat(answers(1).getFirst()).contains("BCA*11*AD", "POC*1*QI*15**EA", "ACK*IA*15*EA", "POC*2*AI*4**EA",
                "ACK*IA*4*EA", "5 EA more of CD-10001 at 1.5 USD");
        assertThat(order(number).lines()).extracting(Order.Line::lineNo).containsExactly(1, 1001, 1002);
        assertThat(order(number).lines().getLast().buyerLine()).contains("2");

        world.change("BCH*04*SA*PO-1**2*20261120~POC*1*PC*15**EA*1.50~POC*2*QD*1**EA~CTT*2~");
        changes("1 changed", "2 changed");
        assertThat(answers(2).getLast()).contains("ACK*IA*15*EA", "POC*2*QD*1**EA", "ACK*IA*1*EA");
        world.change("BCH*04*SA*PO-1**3*20261120~POC*1*PQ*16**EA*1.40~POC*3*AI*4**EA***VP*CD-77~"
                + "POC*4*AI*4**EA*1.00**VP*CD-10002~CTT*3~");
        changes("1 changed", "2 changed", "3 refused");
        assertThat(answers(3).getLast()).contains("BCA*11*RD", "[price-fixed]", "[item-unknown]", "[price-differs]");

        fulfilment(number).stream().filter(each -> !each.state().ended()).forEach(each -> report(each, LegSignal.SHIPPED));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(String.join("", world.documents("856")))
                .contains("LIN*1*", "LIN*2*"));
    }

    @Test
    void whatTheErpDoesNotTakeIsTakenBackByAFurtherAnswer() throws IOException {
        world.close();
        world = new EdiWorld(Files.createDirectory(directory.resolve("refused")),
                more -> more.with(AmendSink.class, new AddingErp()));
        OrderNumber number = ordered("PO-1", "10*EA*1.50*PE*BP*BW-10001");
        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*QI*15*5*EA*1.50**BP*BW-10001~"
                + "POC*2*AI*4**EA*2.00**VP*CD-10002~CTT*2~");
        assertThat(answers(1).getFirst()).contains("BCA*11*AD", "ACK*IA*15*EA", "ACK*IA*4*EA");

        amendmentIsRefused(number);
        assertThat(answers(2).getLast()).contains("BCA*11*RD", "*PO-1**1*20261120", "POC*1*QI*15**EA", "ACK*IR*10*EA",
                "POC*2*AI*4**EA", "ACK*IR*0*EA", "Line 1: what was added could not be booked, 10 EA are delivered.",
                "[not-booked]");
        changes("1 changed");

        world.change("BCH*04*SA*PO-1**1*20261120~POC*1*QI*15*5*EA*1.50**BP*BW-10001~"
                + "POC*2*AI*4**EA*2.00**VP*CD-10002~CTT*2~");
        changes("1 changed", "1 repeated");
        assertThat(world.hub().jdbc().sql("""
                SELECT request ->> 'content' FROM effects.effect WHERE kind = 'edi.send' AND business_key LIKE '865:%#%'
                """).query(String.class).single()).as("the same change again gets the last answer again")
                .contains("ACK*IR*10*EA", "ACK*IR*0*EA");
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
    }

    private void amendmentIsRefused(OrderNumber number) {
        Effects effects = world.hub().get(Effects.class);
        await().atMost(LIMIT).until(() -> effects.ofKey(number.value()).stream().anyMatch(each ->
                each.kind().equals("order.amend")));
        Effect amendment = effects.ofKey(number.value()).stream().filter(each -> each.kind().equals("order.amend"))
                .findFirst().orElseThrow();
        world.hub().inTransaction(() -> {
            world.hub().jdbc().sql("""
                    UPDATE effects.effect SET state = 'refused', reason = 'The account is blocked.', finished_at = created_at
                     WHERE id = :id
                    """).param("id", amendment.id()).update();
            world.hub().get(Journal.class).append(new NewFact("effect.refused", amendment.businessKey(),
                    amendment.orderingKey(), Origin.start("t", "system:erp"), 1, Map.of("effect", amendment.id(), "target",
                            "erp", "kind", "order.amend", "businessKey", amendment.businessKey(), "code",
                            "account_blocked", "reason", "The account is blocked.")));
        });
    }

    private List<Leg> fulfilment(OrderNumber number) {
        return world.hub().get(Fulfilment.class).legs(List.of(number));
    }
}

package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Stage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Orders by EDI from the interchange to the invoice: four files from public repositories, unedited; a bad set between
 * good ones; orders that cannot be taken; an unknown partner, an unknown item, a repetition and a conflict.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdiOrderToCash {

    private static final String UNKNOWN_ITEM = "067504-118";
    private static final Pattern QUANTITY = Pattern.compile("(?m)^PO1\\*[^*]*\\*([^*]+)\\*");
    private static final byte[] MIXED = PartnerMail.interchange(501, List.of(PartnerMail.order(1, "BW-1", 2),
            PartnerMail.order(2, "BW-2", 3).replace("SE*8", "SE*80"), PartnerMail.order(3, "BW-3", 4)));
    private static final byte[] HOPELESS = PartnerMail.interchange(502, List.of(
            PartnerMail.order(1, "BW-LONG", 1_000), PartnerMail.order(2, "B".repeat(90), 1),
            PartnerMail.order(3, "BW-UNIT", 1).replace("*EA*", "*PALLETS*"),
            PartnerMail.order(4, "BW-MUCH", 1).replace("PO1*1*2*", "PO1*1*" + "9".repeat(40) + "*")));

    /** @param from what the partner calls us: ISA06 of everything we send there */
    record Source(String name, String file, String from, String reference) {

        byte[] content() {
            return PartnerMail.example("edi/public/" + file);
        }

        Source learn(Landscape landscape) {
            landscape.bring("edi/public/items/" + name + ".csv", "items/" + name + ".csv")
                    .bring("edi/public/partners/" + name + ".yaml", "partners/" + name + ".yaml");
            return this;
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static final Source NODE_X12 =
            new Source("node-x12", "node-x12-850.x12", "999999999", "08292233294");
    private static final Source BLUESEER =
            new Source("blueseer", "blueseer-acme-850.x12", "BLUESEER", "PONBR123");
    private static final Source X12_TYPES =
            new Source("x12-types", "x12-types-850.x12", "0073268795005", "A99999-01");
    private static final Source EDI_NET = new Source("edi-net", "edi-net-850.x12", "PARTNERID", "1000012");

    private Stage stage;
    private PartnerMail mail;
    private Operator operator;

    @BeforeAll
    void everythingIsSentAndMended() {
        stage = Stage.open("edi_order_to_cash", 20, landscape -> {
            List.of(NODE_X12, BLUESEER, EDI_NET).forEach(source -> source.learn(landscape));
            return landscape.edit("items/node-x12.csv", UNKNOWN_ITEM, "somebody-elses");
        });
        Hub hub = stage.hub();
        mail = new PartnerMail(hub.address(), stage.truth());
        operator = Operator.at(hub.address());
        all().forEach(source -> mail.send(source.content(), "received"));
        mail.send(MIXED, "received");
        mail.sendAs("application/x-www-form-urlencoded", HOPELESS).ok();
        waitAndMend();
        mail.send(BLUESEER.content(), "repeated");
        mail.send(MIXED, "repeated");
        stage.awaitSettled();
        Awaitility.await("all documents").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            assertThat(kinds("856")).hasSize(stage.truth().shipments().size());
            assertThat(kinds("810")).hasSize(stage.truth().invoices().size());
        });
    }

    /** The unknown stays an exception until its file is there; then a person releases it. */
    private void waitAndMend() {
        Awaitility.await("exceptions").atMost(Duration.ofMinutes(1)).untilAsserted(() ->
                assertThat(operator.exceptions()).contains("ZZ/SENDERISA", UNKNOWN_ITEM));
        // The unknown item waits as a held order, which goes on by itself; only the unknown partner is released by hand.
        assertThat(operator.tryAgain()).as("released without a remedy").isEqualTo(1);
        Awaitility.await("the same exceptions").atMost(Duration.ofMinutes(1)).untilAsserted(() ->
                assertThat(operator.exceptions()).contains("ZZ/SENDERISA", UNKNOWN_ITEM));
        assertThat(references()).doesNotContain(X12_TYPES.reference(), NODE_X12.reference());
        X12_TYPES.learn(stage.landscape());
        NODE_X12.learn(stage.landscape());
        Awaitility.await("orders after mending").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    operator.tryAgain();
                    assertThat(references()).contains(X12_TYPES.reference(), NODE_X12.reference());
                });
    }

    @AfterAll
    void close() {
        stage.close();
    }

    static Stream<Source> all() {
        return Stream.of(NODE_X12, BLUESEER, X12_TYPES, EDI_NET);
    }

    private List<String> references() {
        return stage.truth().orders().stream().map(order -> text(order, "buyerReference")).toList();
    }

    private List<Paper> kinds(String kind) {
        return mail.received().stream().filter(paper -> paper.kind().equals(kind)).toList();
    }

    private JsonNode booked(String reference) {
        List<JsonNode> orders = stage.truth().orders().stream()
                .filter(order -> text(order, "buyerReference").equals(reference)).toList();
        assertThat(orders).as(reference).hasSize(1);
        return orders.getFirst();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPublicFileFlowsToItsInvoice(Source source) {
        String incoming = new String(source.content(), StandardCharsets.ISO_8859_1);
        JsonNode order = booked(source.reference());
        assertThat(order.path("lines").valueStream().map(line -> decimal(line, "quantity")))
                .as("what the file orders").usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(QUANTITY.matcher(incoming).results()
                        .map(found -> new BigDecimal(found.group(1))).toList());
        Paper acknowledgment = mail.received(source.from(), "997").getFirst();
        assertThat(acknowledgment.all("AK9")).containsExactly(List.of("AK9", "A", "1", "1", "1"));
        assertThat(incoming).contains("*" + acknowledgment.value("AK1", 2) + "*X*004010");
        documentsTellOf(source.from(), source.reference());
    }

    @Test
    void onlyTheBentEnvelopeIsAnsweredByTa1() {
        all().filter(source -> source != EDI_NET).forEach(source ->
                assertThat(mail.received(source.from(), "TA1")).as(source.file()).isEmpty());
        assertThat(mail.received(EDI_NET.from(), "TA1")).singleElement()
                .satisfies(paper -> assertThat(paper.all("TA1").getFirst())
                        .containsExactly("TA1", "000000055", "090827", "0936", "E", "001"));
    }

    @Test
    void oneBadTransactionSetFailsNobodyElse() {
        Paper answer = mail.received("CROSSDOCK", "997").getFirst();
        assertThat(answer.values("AK5", 1)).containsExactly("A", "R", "A");
        assertThat(answer.all("AK9")).containsExactly(List.of("AK9", "P", "3", "3", "2"));
        assertThat(references()).contains("BW-1", "BW-3").doesNotContain("BW-2");
        documentsTellOf("CROSSDOCK", "BW-1");
        documentsTellOf("CROSSDOCK", "BW-3");
    }

    @Test
    void whatNoOrderCanHoldIsRefusedBy855() {
        Map<String, Paper> refused = new TreeMap<>();
        mail.received("CROSSDOCK", "855").stream().filter(paper -> paper.value("BAK", 2).equals("RD"))
                .forEach(paper -> refused.put(paper.value("BAK", 3), paper));
        assertThat(refused.keySet()).containsExactlyInAnyOrder("BW-LONG", "B".repeat(22), "BW-UNIT", "BW-MUCH");
        assertThat(refused).hasEntrySatisfying("BW-LONG", paper -> {
            assertThat(paper.all("PO1")).hasSize(1_000);
            assertThat(paper.value("MSG", 1)).isEqualTo("An order has at most 999 lines.");
        });
        assertThat(refused.values()).allSatisfy(paper ->
                assertThat(paper.values("ACK", 1)).allMatch(code -> code.startsWith("I") || code.startsWith("R")));
        assertThat(references()).containsExactlyInAnyOrder("BW-1", "BW-3", NODE_X12.reference(),
                BLUESEER.reference(), X12_TYPES.reference(), EDI_NET.reference());
    }

    @Test
    void aRepetitionIsAnsweredAgainAndOrderedOnce() {
        assertThat(stage.database().rows("SELECT business_key FROM effects.effect WHERE kind = 'edi.send'"
                + " AND state = 'done' AND business_key LIKE '997:%#1'").stream().map(List::getFirst))
                .containsExactlyInAnyOrder("997:blueseer:001150061#1", "997:buildwell:000000501#1");
        booked(BLUESEER.reference());
        booked("BW-1");
    }

    @Test
    void aControlNumberWithAnotherContentIsAConflict() {
        assertThat(mail.send(PartnerMail.interchange(501, List.of(PartnerMail.order(1, "BW-9", 1)))).status())
                .isEqualTo(409);
        Awaitility.await("the answer").atMost(Duration.ofMinutes(2)).untilAsserted(() ->
                assertThat(kinds("TA1")).anySatisfy(paper ->
                assertThat(paper.all("TA1").getFirst()).contains("000000501", "R", "025")));
        assertThat(references()).doesNotContain("BW-9");
    }

    @Test
    void controlNumbersHaveNoGaps() {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        mail.received().forEach(paper -> numbers.computeIfAbsent(paper.value("ISA", 6), from -> new ArrayList<>())
                .add(paper.control()));
        assertThat(numbers).hasSize(5);
        numbers.forEach((from, used) -> assertThat(used).as(from).containsExactlyInAnyOrderElementsOf(
                IntStream.rangeClosed(1, used.size()).boxed().toList()));
    }

    @Test
    void whatTheHubShowsIsWhatHappened() {
        new Audit(stage).holdsFor(kinds("855").stream().filter(paper -> !paper.value("BAK", 2).equals("RD"))
                .map(paper -> paper.value("BAK", 8)).toList());
    }

    /** 855, 856 and 810 against the books of those who did the work. */
    private void documentsTellOf(String from, String reference) {
        JsonNode order = booked(reference);
        String number = text(order, "externalReference");
        Paper answer = mail.received(from, "855").stream().filter(paper -> paper.value("BAK", 8).equals(number))
                .findFirst().orElseThrow(() -> new AssertionError("no 855 for " + number));
        assertThat(answer.value("BAK", 3)).isEqualTo(reference);
        assertThat(answer.values("PO1", 2)).usingElementComparator(EdiOrderToCash::numerically)
                .containsExactlyElementsOf(order.path("lines").valueStream().map(line -> text(line, "quantity"))
                        .toList());
        shipmentsTellOf(from, order, answer);
        List<JsonNode> invoices = stage.truth().invoices().stream()
                .filter(each -> text(each, "orderReference").equals(number)).toList();
        assertThat(invoices).as("invoices of " + number).isNotEmpty();
        for (JsonNode invoice : invoices) {
            Paper bill = mail.received(from, "810").stream()
                    .filter(paper -> paper.value("BIG", 2).equals(text(invoice, "invoiceNumber"))).findFirst()
                    .orElseThrow(() -> new AssertionError("no 810 for " + invoice));
            assertThat(bill.value("BIG", 4)).isEqualTo(reference);
            assertThat(new BigDecimal(bill.value("TDS", 1)).movePointLeft(2))
                    .isEqualByComparingTo(decimal(invoice, "gross"));
            assertThat(bill.values("IT1", 2)).usingElementComparator(EdiOrderToCash::numerically)
                    .containsExactlyElementsOf(invoice.path("lines").valueStream()
                            .map(line -> text(line, "quantity")).toList());
        }
    }

    private void shipmentsTellOf(String from, JsonNode order, Paper answer) {
        String number = text(order, "externalReference");
        List<JsonNode> shipments = stage.truth().shipments().stream()
                .filter(each -> text(each, "orderNumber").equals(number)).toList();
        assertThat(shipments).as("shipments of " + number).isNotEmpty();
        for (JsonNode shipment : shipments) {
            String leg = text(shipment, "releaseId");
            Paper notice = mail.received(from, "856").stream().filter(paper -> paper.value("BSN", 2).equals(leg))
                    .findFirst().orElseThrow(() -> new AssertionError("no 856 for " + leg));
            assertThat(notice.values("MAN", 2)).containsExactlyElementsOf(shipment.path("packages").valueStream()
                    .map(box -> "00" + text(box, "sscc")).toList());
            Map<Integer, BigDecimal> sent = new TreeMap<>();
            shipment.path("packages").forEach(box -> box.path("lines").forEach(line ->
                    sent.merge(line.path("lineNo").asInt(), decimal(line, "quantity"), BigDecimal::add)));
            Map<Integer, BigDecimal> told = new TreeMap<>();
            notice.all("SN1").forEach(item -> told.merge(Integer.parseInt(item.get(1)),
                    new BigDecimal(item.get(2)).multiply(pack(item, order, answer)), BigDecimal::add));
            assertThat(told).as(leg).usingRecursiveComparison().withComparatorForType(BigDecimal::compareTo,
                    BigDecimal.class).isEqualTo(sent);
        }
    }

    /** How many pieces one of the item's units has: the order's pack when it is the unit of the order, else one. */
    private static BigDecimal pack(List<String> item, JsonNode order, Paper answer) {
        int line = Integer.parseInt(item.get(1)) - 1;
        boolean asOrdered = answer.all("PO1").get(line).get(3).equals(item.get(3));
        return asOrdered ? decimal(order.path("lines").get(line), "pack") : BigDecimal.ONE;
    }

    private static int numerically(String one, String other) {
        return new BigDecimal(one).compareTo(new BigDecimal(other));
    }
}

package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Estate;
import io.crossdock.drills.Http;
import io.crossdock.drills.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The warehouse finds 80 of 120, another item is sent for the rest, and the buyer adds a further item meanwhile: once through
 * the portal, at the other item's own price, and once by X12, for no more than was agreed. Whoever is asked tells the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubstitutedOrder {

    private static final Duration PATIENCE = Duration.ofMinutes(1).multipliedBy(Trial.SLOWNESS);
    /** Takes so long to get again that nobody waits for it. */
    private static final String MISSING = "CD-10004";
    private static final String INSTEAD = "CD-10008";
    private static final String BESIDE = "CD-10002";
    private static final String FURTHER = "CD-10005";
    private static final Pattern ROW = Pattern.compile("<tr>\\s*<td>(\\d+)</td>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CUT = Pattern.compile("(\\d+) EA cut");
    private static final Map<String, String> END = new TreeMap<>(Map.of("1", MISSING + " " + Mind.told("120", "40", "80"),
            "2", BESIDE + " " + Mind.told("6", "0", "6"), "1001", FURTHER + " " + Mind.told("5", "0", "5"),
            "10001", INSTEAD + " " + Mind.told("40", "0", "40")));

    private Stage stage;
    private Buyers buyers;
    private PartnerMail mail;
    private Operator operator;
    private String portal = "";
    private String edi = "";

    @BeforeAll
    void bothRunThrough() throws IOException {
        stage = Stage.open("substituted_order", 1000, landscape -> landscape);
        stock();
        var hub = stage.hub();
        buyers = Buyers.of(hub.address());
        mail = new PartnerMail(hub.address(), stage.truth());
        operator = Operator.at(hub.address());
        order();
        comeUpShort();
        addFurther();
        stage.estate().letGo();
        stage.awaitSettled();
        Awaitility.await("all documents").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(mail.received("CROSSDOCK", "856")).hasSize(3);
            assertThat(mail.received("CROSSDOCK", "810")).hasSize(3);
            assertThat(mail.received("CROSSDOCK", "865")).hasSize(1);
        });
    }

    @AfterAll
    void close() {
        buyers.close();
        stage.estate().letGo();
        stage.close();
    }

    /** All in one place, just as much as is ordered of what will be missing. */
    private void stock() {
        Estate estate = stage.estate();
        estate.replenishment(false);
        estate.substitutes(MISSING, INSTEAD);
        estate.substitution("A-1001", "own_price");
        estate.substitution("A-1007", "never_dearer");
        for (String place : List.of("ATL", "DFW", "RNO")) {
            estate.onHand(place, MISSING, place.equals("ATL") ? 240 : 0);
            Stream.of(INSTEAD, BESIDE, FURTHER).forEach(sku -> estate.onHand(place, sku, place.equals("ATL") ? 500 : 0));
        }
        estate.hold(Map.of("all", "released"));
        estate.faults("wms", "{\"shortPick\": \"1\", \"shortPickFinds\": \"0.67\"}");
    }

    private void order() {
        portal = buyers.order("substituted", """
                {"account": "A-1001", "buyerReference": "SUBST-P", "lines": [
                 {"sku": "%s", "quantity": "120", "unit": "EA"}, {"sku": "%s", "quantity": "6", "unit": "EA"}]}
                """.formatted(MISSING, BESIDE)).number();
        mail.send(PartnerMail.interchange(901, List.of("""
                ST*850*0001~
                BEG*00*NE*SUBST-E**20261121~
                N1*ST*YARD*92*A-1007-1~
                PO1*1*120*EA***VP*%s~
                PO1*2*6*EA***VP*%s~
                CTT*2~
                SE*7*0001~
                """.formatted(MISSING, BESIDE))), "received");
        await("released", () -> assertThat(released()).hasSize(2));
        edi = stage.database().rows("SELECT number FROM ordering.orders WHERE buyer_reference = 'SUBST-E'").getFirst().getFirst();
        assertThat(released()).containsExactlyInAnyOrder(portal + "-1", edi + "-1");
    }

    private List<String> released() {
        return stage.truth().shipments().stream().map(release -> text(release, "releaseId")).toList();
    }

    /** The first legs go as far as being picked; what is sent instead stays released. */
    private void comeUpShort() {
        stage.estate().hold(Map.of(portal + "-1", "picked", edi + "-1", "picked"));
        Awaitility.await("the portal shows what is sent instead").atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(shown()).contains("10001"));
        Instant seen = Instant.now();
        Instant said = Instant.parse(stage.database().rows("""
                SELECT to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') FROM inbox.message
                 WHERE convert_from(payload, 'UTF8') LIKE '%%"leg.shorted"%%' AND convert_from(payload, 'UTF8') LIKE '%%%s%%'
                """.formatted(portal)).getFirst().getFirst());
        System.out.println("substituted order: " + Duration.between(said, seen).toMillis()
                + " ms from the warehouse's call to what the portal shows");
        await("both released instead", () -> assertThat(released()).contains(portal + "-2", edi + "-2"));
    }

    private List<String> shown() {
        return buyers.get("/portal/v1/orders/" + portal).path("lines").valueStream()
                .map(line -> line.path("lineNo").asString()).toList();
    }

    private void addFurther() throws IOException {
        stage.estate().faults("wms", "{}");
        Http.post(mail.hub().resolve("/portal/v1/orders/" + portal + "/changes"), Http.bytes("""
                {"add": [{"sku": "%s", "quantity": "5", "unit": "EA"}]}""".formatted(FURTHER)), "Authorization",
                "Bearer " + Buyers.token(mail.hub(), "portal-demo"), "Content-Type", "application/json", "Idempotency-Key",
                "further").ok();
        mail.send(Http.bytes(new String(PartnerMail.interchange(902, List.of("""
                ST*860*0001~
                BCH*04*SA*SUBST-E**1*20261121~
                POC*3*AI*5**EA***VP*%s~
                CTT*1~
                SE*5*0001~
                """.formatted(FURTHER))), StandardCharsets.UTF_8).replace("GS*PO*", "GS*PC*")), "received");
        await("further legs released", () -> assertThat(released()).contains(portal + "-3", edi + "-3"));
    }

    private static void await(String what, org.awaitility.core.ThrowingRunnable seen) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(seen);
    }

    @Test
    void hubErpAndWarehouseTellTheSameOfEveryLine() {
        for (String number : List.of(portal, edi)) {
            assertThat(hub(number)).as("portal").isEqualTo(END);
            assertThat(erp(number)).as("ERP").isEqualTo(END);
            assertThat(left(number)).as("warehouse").isEqualTo(Map.of("1", "80", "2", "6", "1001", "5", "10001", "40"));
            assertThat(console(number)).as("console").isEqualTo(END);
        }
    }

    private Map<String, String> hub(String number) {
        Map<String, String> lines = new TreeMap<>();
        buyers.get("/portal/v1/orders/" + number).path("lines").forEach(line -> {
            assertThat(line.path("insteadOf").asInt(0)).isEqualTo(line.path("lineNo").asInt() == 10_001 ? 1 : 0);
            lines.put(line.path("lineNo").asString(), text(line, "sku") + " " + Mind.told(amount(line, "ordered"),
                    amount(line, "cancelled"), amount(line, "shipped")));
        });
        return lines;
    }

    private static String amount(JsonNode line, String field) {
        return plain(decimal(line.path(field), "value"));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private Map<String, String> erp(String number) {
        Map<String, String> lines = new TreeMap<>();
        stage.truth().ordersOf(number).getFirst().path("lines").forEach(line -> lines.put(line.path("lineNo").asString(),
                text(line, "sku") + " " + Mind.told(plain(decimal(line, "quantity")),
                        plain(decimal(line, "cancelledQuantity")), plain(decimal(line, "invoicedQuantity")))));
        return lines;
    }

    private Map<String, String> left(String number) {
        Map<String, BigDecimal> left = new TreeMap<>();
        stage.truth().shipments().stream().filter(release -> text(release, "orderNumber").equals(number))
                .forEach(release -> release.path("packages").forEach(box -> box.path("lines").forEach(line ->
                        left.merge(line.path("lineNo").asString(), decimal(line, "quantity"), BigDecimal::add))));
        return left.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> plain(each.getValue())));
    }

    /** As a person reads it, and what stands for what. */
    private Map<String, String> console(String number) {
        String page = operator.order(number);
        assertThat(page).contains("sent instead of line 1");
        Map<String, String> lines = new TreeMap<>();
        ROW.matcher(page).results().forEach(row -> {
            List<String> cells = Stream.of(row.group(2).split("</t[dh]>")).map(cell -> cell.replaceAll("<[^>]+>", " ").strip()
                    .replaceAll("\\s+", " ")).toList();
            Matcher cut = CUT.matcher(cells.get(6));
            lines.put(row.group(1), cells.getFirst().substring(0, MISSING.length()) + " " + Mind.told(pieces(cells.get(1)),
                    cut.find() ? cut.group(1) : "0", pieces(cells.get(5))));
            assertThat(cells.get(6)).as("open").startsWith("0 EA");
            assertThat(cells.get(7)).as("invoiced").isEqualTo(cells.get(5));
        });
        return lines;
    }

    private static String pieces(String cell) {
        return cell.replace(" EA", "");
    }

    @Test
    void theMoneyIsTheSameEverywhere() {
        assertThat(priceInstead(portal)).as("at its own price").isGreaterThan(price(portal, 1));
        assertThat(priceInstead(edi)).as("never dearer").isEqualByComparingTo(price(edi, 1));
        for (String number : List.of(portal, edi)) {
            JsonNode order = buyers.get("/portal/v1/orders/" + number);
            JsonNode booked = stage.truth().ordersOf(number).getFirst();
            assertThat(decimal(order.path("totals"), "total")).isEqualByComparingTo(decimal(booked, "total"));
            assertThat(order.path("lines").valueStream().map(line -> decimal(line, "net")).reduce(BigDecimal.ZERO,
                    BigDecimal::add)).isEqualByComparingTo(decimal(order.path("totals"), "net"));
            BigDecimal cut = price(number, 1).multiply(BigDecimal.valueOf(40));
            assertThat(stage.truth().invoices().stream().filter(each -> text(each, "orderReference").equals(number))
                    .map(each -> decimal(each, "net")).reduce(BigDecimal.ZERO, BigDecimal::add)).as("invoiced")
                    .isCloseTo(decimal(order.path("totals"), "net").subtract(cut), org.assertj.core.data.Offset.offset(
                            new BigDecimal("0.01")));
        }
        new Audit(stage).holdsFor(List.of(portal, edi));
        assertThat(stage.database().rows("SELECT order_number, amount FROM credit.reservation WHERE position IS NULL"))
                .as("claims of what the ERP has not booked").isEmpty();
    }

    private BigDecimal price(String number, int lineNo) {
        return buyers.get("/portal/v1/orders/" + number).path("lines").valueStream()
                .filter(line -> line.path("lineNo").asInt() == lineNo).map(line -> decimal(line, "unitPrice")).findFirst()
                .orElseThrow();
    }

    private BigDecimal priceInstead(String number) {
        return price(number, 10_001);
    }

    @Test
    void thePartnersDocumentsTellTheSame() {
        assertThat(mail.received("CROSSDOCK", "855")).singleElement().satisfies(answer ->
                assertThat(answer.values("PO1", 2)).containsExactly("120", "6"));
        assertThat(mail.received("CROSSDOCK", "865")).singleElement().satisfies(answer ->
                assertThat(answer.value("BCA", 2)).isEqualTo("AD"));
        assertThat(mail.received("CROSSDOCK", "856").stream().flatMap(notice -> notice.all("SN1").stream()
                .map(item -> item.get(1) + ": " + item.get(2) + " " + item.get(3) + (item.size() > 8 ? " " + item.get(8) : ""))))
                .containsExactlyInAnyOrder("1: 80 EA", "2: 6 EA", "1: 40 EA IS", "3: 5 EA");
        assertThat(mail.received("CROSSDOCK", "856").stream().flatMap(notice -> notice.all("LIN").stream())
                .filter(line -> line.contains(INSTEAD))).singleElement().satisfies(line ->
                        assertThat(line).doesNotContain(MISSING));
        assertThat(mail.received("CROSSDOCK", "810").stream().flatMap(bill -> bill.all("IT1").stream()
                .map(item -> item.get(1) + ": " + item.get(2) + " " + item.get(3))))
                .containsExactlyInAnyOrder("1: 80 EA", "2: 6 EA", "1: 40 EA", "3: 5 EA");
    }
}

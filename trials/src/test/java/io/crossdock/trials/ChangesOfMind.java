package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Estate;
import io.crossdock.drills.Http;
import io.crossdock.drills.Stage;
import io.crossdock.trials.Mind.Point;
import io.crossdock.trials.Mind.Way;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * At each point of its life an order is held, and cancelled, reduced, made more of and added to, by the portal and by X12
 * 860; in the end the hub, the ERP and those who shipped tell the same of every line, which is what was to come of it.
 * Nothing is left to chance.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesOfMind {

    private static final Duration PATIENCE = Duration.ofMinutes(1).multipliedBy(Trial.SLOWNESS);
    private static final int STOCK = 5_000;
    private static final String HERE = "CD-10002";
    private static final String HERE_TOO = "CD-10003";
    private static final String ELSEWHERE = "CD-10004";
    private static final List<String> NOWHERE = List.of("CD-10007", "CD-10008");

    private final Map<Point, List<String>> items = new HashMap<>();
    private final Map<Mind, String> numbers = new HashMap<>();
    private final Map<Mind, String> answers = new HashMap<>();
    private Stage stage;
    private PartnerMail mail;
    private Buyers buyers;
    private String token = "";
    private int control = 800;

    @BeforeAll
    void everybodyChangesTheirMind() throws IOException {
        stage = Stage.open("changes_of_mind", 1000, landscape -> landscape
                .edit("systems/erp.yaml", "maxAttempts: 30", "maxAttempts: 500")
                .edit("systems/erp.yaml", "maxBackoff: 15s", "maxBackoff: 1s")
                .edit("systems/erp.yaml", "breakerFailures: 5", "breakerFailures: 500")
                .edit("systems/wms-atl.yaml", "maxBackoff: 15s", "maxBackoff: 1s"));
        var hub = stage.hub();
        buyers = Buyers.of(hub.address());
        mail = new PartnerMail(hub.address(), stage.truth());
        token = Buyers.token(hub.address(), "portal-demo");
        stock();
        whileAllIsWell();
        whileTheErpSaysLater();
        whileTheErpIsSilent();
        whileWarehousesSayLater();
        NOWHERE.forEach(sku -> stage.estate().onHand("ATL", sku, STOCK));
        // What came up short waits for goods.
        Stream.of(HERE, HERE_TOO).forEach(sku -> stage.estate().onHand("DFW", sku, STOCK));
        stage.estate().letGo();
        stage.awaitSettled();
        awaitNone("every 860 answered", "SELECT reference, state FROM edi.change WHERE state IN ('waiting', 'asked')");
        awaitNone("nothing waits", "SELECT number FROM fulfilment.leg WHERE state = 'waiting'");
        stage.awaitSettled();
    }

    @AfterAll
    void close() {
        buyers.close();
        stage.estate().letGo();
        stage.close();
    }

    /** Each item in just one place, or in none. */
    private void stock() {
        Estate estate = stage.estate();
        estate.replenishment(false);
        List<String> supplied = estate.items().stream().filter(item -> text(item, "supplierId").equals("northforge"))
                .map(item -> text(item, "sku")).limit(2).toList();
        for (Point point : Point.values()) {
            items.put(point, point.inTwo() ? List.of(HERE, ELSEWHERE) : point == Point.WAITING ? NOWHERE
                    : point == Point.ACKNOWLEDGED ? supplied : List.of(HERE, HERE_TOO));
        }
        for (String place : List.of("ATL", "DFW", "RNO")) {
            Stream.of(HERE, HERE_TOO).forEach(sku -> estate.onHand(place, sku, place.equals("ATL") ? STOCK : 0));
            estate.onHand(place, ELSEWHERE, place.equals("DFW") ? STOCK : 0);
            NOWHERE.forEach(sku -> estate.onHand(place, sku, 0));
        }
        Awaitility.await("counts known").atMost(PATIENCE).untilAsserted(() -> assertThat(stage.database().rows("""
                SELECT sku, location, trim_scale(on_hand)::text FROM inventory.position
                 WHERE sku IN ('CD-10002', 'CD-10003', 'CD-10004', 'CD-10007', 'CD-10008') AND on_hand > 0
                """)).containsExactlyInAnyOrder(List.of(HERE, "ATL", "5000"), List.of(HERE_TOO, "ATL", "5000"),
                        List.of(ELSEWHERE, "DFW", "5000")));
        estate.hold(Map.of("all", "released,acknowledged"));
    }

    private void whileAllIsWell() {
        List<Mind> now = Mind.at(Point.WAITING, Point.RELEASED, Point.PICKING, Point.SHORT_PICKED, Point.PICKED, Point.PACKED,
                Point.INVOICED, Point.CLOSED, Point.ACKNOWLEDGED).toList();
        List<Mind> later = Mind.at(Point.PARTLY_SHIPPED, Point.SHIPPED).toList();
        List<Mind> all = Stream.concat(now.stream(), later.stream()).toList();
        order(all);
        Awaitility.await("released").atMost(PATIENCE).untilAsserted(() -> assertThat(stands(all).values()).allMatch(stands ->
                stands.matches("accepted posted (released|waiting)(,released)? 0")));
        stage.estate().faults("wms", "{\"shortPick\": \"1\"}");
        hold(Mind.at(Point.SHORT_PICKED), "", "picked");
        awaitPoint(Mind.at(Point.SHORT_PICKED).toList());
        stage.estate().faults("wms", "{}");
        hold(Mind.at(Point.PICKING), "", "picking");
        hold(Mind.at(Point.PICKED), "", "picked");
        hold(Mind.at(Point.PACKED, Point.SHIPPED), "", "packed");
        hold(Mind.at(Point.PARTLY_SHIPPED), "-1", "packed");
        hold(Mind.at(Point.INVOICED), "-1", "none");
        hold(Mind.at(Point.CLOSED), "", "none");
        awaitPoint(now);
        change(now);
        awaitNone("given back", "SELECT leg FROM fulfilment.call_off WHERE state = 'asked'");
    }

    private void whileTheErpSaysLater() {
        List<Mind> now = Mind.at(Point.PARTLY_SHIPPED, Point.SHIPPED, Point.ACCEPTED).toList();
        awaitCalls();
        stage.estate().faults("erp", "{\"outage\": \"503\"}");
        hold(Mind.at(Point.SHIPPED), "", "none");
        hold(Mind.at(Point.PARTLY_SHIPPED), "-1", "none");
        order(Mind.at(Point.ACCEPTED).toList());
        awaitPoint(now);
        change(now);
    }

    private void whileTheErpIsSilent() {
        List<Mind> now = Mind.at(Point.IN_DOUBT).toList();
        stage.estate().faults("erp", "{\"outage\": \"drop\"}");
        order(now);
        awaitPoint(now);
        change(now);
        stage.estate().faults("erp", "{}");
        awaitCalls();
    }

    private void whileWarehousesSayLater() {
        List<Mind> now = Mind.at(Point.POSTED).toList();
        stage.estate().faults("wms", "{\"outage\": \"503\"}");
        order(now);
        awaitPoint(now);
        change(now);
        stage.estate().noFaults();
        awaitCalls();
    }

    private void order(List<Mind> minds) {
        buyers.place(8, minds.stream().filter(mind -> mind.way() == Way.PORTAL).map(mind -> mind.order(items)).toList());
        List<String> sets = new ArrayList<>();
        minds.stream().filter(mind -> mind.way() == Way.EDI).forEach(mind ->
                sets.add(mind.order850(sets.size() + 1, items)));
        mail.send(PartnerMail.interchange(++control, sets), "received");
        Awaitility.await("accepted").atMost(PATIENCE).untilAsserted(() -> assertThat(known()).containsKeys(
                minds.stream().map(Mind::reference).toArray(String[]::new)));
        Map<String, String> known = known();
        minds.forEach(mind -> numbers.put(mind, known.getOrDefault(mind.reference(), "")));
    }

    /** Numbers by the buyer's own. */
    private Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        stage.database().rows("SELECT buyer_reference, number FROM ordering.orders")
                .forEach(row -> known.put(row.getFirst(), row.getLast()));
        return known;
    }

    private void hold(Stream<Mind> minds, String leg, String at) {
        Map<String, String> states = new TreeMap<>();
        minds.forEach(mind -> states.put(numbers.get(mind) + leg, at));
        stage.estate().hold(states);
    }

    private void awaitPoint(List<Mind> minds) {
        Map<String, String> wanted = new TreeMap<>();
        minds.forEach(mind -> wanted.put(mind.reference(), mind.at().stands()));
        Awaitility.await("held").atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).conditionEvaluationListener(null)
                .untilAsserted(() -> assertThat(stands(minds)).isEqualTo(wanted));
    }

    /** How orders stand; of a leg it tells only what the place that works on it tells too. */
    private Map<String, String> stands(List<Mind> minds) {
        Map<String, String> there = new HashMap<>();
        stage.truth().shipments().forEach(shipment -> there.put(text(shipment, "releaseId") + text(shipment, "poNumber"),
                text(shipment, "status").replace("acknowledged", "released").replace("invoiced", "shipped")));
        Map<String, String> stands = new TreeMap<>();
        stage.database().rows("""
                SELECT o.buyer_reference, o.commercial_state || ' ' || o.posting_state,
                       string_agg(l.number || ' ' || replace(l.state, 'delivered', 'shipped'), ',' ORDER BY l.number),
                       (SELECT count(*) FROM invoicing.invoice i WHERE i.order_number = o.number)::text
                  FROM ordering.orders o JOIN fulfilment.leg l ON l.order_number = o.number
                 GROUP BY o.buyer_reference, o.number, o.commercial_state, o.posting_state
                """).forEach(row -> stands.put(row.getFirst(), row.get(1) + " " + String.join(",", Arrays.stream(
                        row.get(2).split(",")).map(leg -> agreed(leg.split(" "), there)).toList()) + " " + row.get(3)));
        stands.keySet().retainAll(minds.stream().map(Mind::reference).toList());
        return stands;
    }

    private static String agreed(String[] leg, Map<String, String> there) {
        boolean inside = List.of("waiting", "planned", "requested").contains(leg[1]);
        String outside = there.getOrDefault(leg[0], "unknown");
        return inside == outside.equals("unknown") && (inside || outside.equals(leg[1])) ? leg[1]
                : leg[1] + " here and " + outside + " there";
    }

    private void change(List<Mind> minds) {
        minds.stream().filter(mind -> mind.way() == Way.PORTAL).forEach(mind -> {
            Http.Reply reply = Http.post(mail.hub().resolve("/portal/v1/orders/" + numbers.get(mind) + "/changes"),
                    Http.bytes(mind.change()), "Authorization", "Bearer " + token, "Content-Type", "application/json",
                    "Idempotency-Key", mind.reference());
            answers.put(mind, reply.status() / 100 == 2 ? "taken" : reply.status() == 422
                    ? text(reply.json().path("faults").path(0), "code") : reply.status() + " " + reply.body());
        });
        List<String> sets = new ArrayList<>();
        minds.stream().filter(mind -> mind.way() == Way.EDI).forEach(mind -> sets.add(mind.change860(sets.size() + 1)));
        mail.send(Http.bytes(new String(PartnerMail.interchange(++control, sets), StandardCharsets.UTF_8)
                .replace("GS*PO*", "GS*PC*")), "received");
        Awaitility.await("every 860 decided").atMost(PATIENCE).untilAsserted(() -> assertThat(stage.database().rows("""
                SELECT reference FROM edi.change WHERE state <> 'waiting'
                """).stream().map(List::getFirst)).containsAll(minds.stream().filter(mind -> mind.way() == Way.EDI)
                        .map(Mind::reference).toList()));
    }

    private void awaitNone(String what, String sql) {
        Awaitility.await(what).atMost(PATIENCE).conditionEvaluationListener(null).untilAsserted(() ->
                assertThat(stage.database().rows(sql)).isEmpty());
    }

    private void awaitCalls() {
        awaitNone("every call made", "SELECT target, kind, business_key, state FROM effects.effect WHERE state <> 'done'");
    }

    private List<Mind> minds() {
        return Mind.at(Point.values()).toList();
    }

    @Test
    void eachIsTakenOrRefusedAsItsPointDemands() {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> got = new TreeMap<>();
        minds().stream().filter(mind -> mind.way() == Way.PORTAL).forEach(mind -> {
            wanted.put(mind.reference(), mind.refusal().orElse("taken"));
            got.put(mind.reference(), answers.getOrDefault(mind, "none"));
        });
        assertThat(got).isEqualTo(wanted);
    }

    @Test
    void every860IsAnsweredByAn865ThatTellsTheEnd() {
        Map<String, String> wanted = new TreeMap<>();
        minds().stream().filter(mind -> mind.way() == Way.EDI).forEach(mind ->
                wanted.put(mind.reference(), mind.refusal().orElse("AD")));
        Map<String, String> got = new TreeMap<>();
        mail.received("CROSSDOCK", "865").forEach(paper -> {
            String notes = String.join(" ", paper.values("MSG", 1));
            got.put(paper.value("BCA", 3), paper.value("BCA", 2).equals("RD")
                    ? notes.replaceAll("(?s).*\\[([a-z-]+)\\].*", "$1") : paper.value("BCA", 2));
        });
        assertThat(got).isEqualTo(wanted);
    }

    @Test
    void hubErpAndPlacesTellTheSameOfEveryLine() {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> hub = new TreeMap<>();
        Map<String, String> erp = new TreeMap<>();
        Map<String, String> places = new TreeMap<>();
        for (Mind mind : minds()) {
            wanted.putAll(mind.end());
            JsonNode order = buyers.get("/portal/v1/orders/" + numbers.get(mind));
            order.path("lines").forEach(line -> hub.put(mind.reference() + "/" + line.path("lineNo").asInt(),
                    Mind.told(amount(line, "ordered"), amount(line, "cancelled"), amount(line, "shipped"))));
            JsonNode booked = stage.estate().ask("/erp/v1/orders?externalReference=" + numbers.get(mind), "erp-key")
                    .orElseThrow().path("items").path(0);
            booked.path("lines").forEach(line -> erp.put(mind.reference() + "/" + line.path("lineNo").asInt(),
                    Mind.told(plain(decimal(line, "quantity")), plain(decimal(line, "cancelledQuantity")),
                            plain(decimal(line, "invoicedQuantity")))));
            places.putAll(left(mind, order));
        }
        assertThat(wanted).hasSizeGreaterThan(minds().size() * 2);
        assertThat(hub).as("hub").isEqualTo(wanted);
        assertThat(erp).as("ERP").isEqualTo(wanted);
        assertThat(places).as("warehouses and suppliers").isEqualTo(wanted);
    }

    /** What left by the books of those who shipped; what was ordered and did not is what they were not to ship. */
    private Map<String, String> left(Mind mind, JsonNode order) {
        Map<Integer, BigDecimal> left = new TreeMap<>();
        for (JsonNode leg : order.path("legs")) {
            String number = text(leg, "number");
            stage.estate().ask(text(leg, "kind").equals("drop_ship")
                    ? "/supplier/" + text(leg, "from") + "/v1/purchase-orders/" + number
                    : "/wms/" + text(leg, "from") + "/v1/releases/" + number,
                    text(leg, "kind").equals("drop_ship") ? "supplier-key" : "wms-key")
                    .filter(release -> text(release, "status").matches("shipped|invoiced"))
                    .ifPresent(release -> release.path("packages").forEach(box -> box.path("lines").forEach(line ->
                            left.merge(line.path("lineNo").asInt(), decimal(line, "quantity"), BigDecimal::add))));
        }
        Map<String, String> told = new TreeMap<>();
        order.path("lines").forEach(line -> {
            int lineNo = line.path("lineNo").asInt();
            BigDecimal ordered = new BigDecimal(amount(line, "ordered"));
            BigDecimal shipped = left.getOrDefault(lineNo, BigDecimal.ZERO);
            told.put(mind.reference() + "/" + lineNo, Mind.told(plain(ordered), plain(ordered.subtract(shipped)),
                    plain(shipped)));
        });
        return told;
    }

    @Test
    void theBooksAddUp() {
        new Audit(stage).agrees(List.copyOf(numbers.values()));
        assertThat(numbers).hasSize(minds().size());
        assertThat(stage.database().rows("SELECT leg FROM fulfilment.call_off WHERE state = 'asked'")).isEmpty();
        assertThat(stage.database().rows("""
                SELECT order_number, line_no FROM ordering.order_line
                 WHERE base <> cancelled + shipped OR invoiced <> shipped
                """)).isEmpty();
        assertThat(stage.database().rows("""
                SELECT target, kind, business_key, state, reason FROM effects.effect WHERE state <> 'done'
                """)).as("nobody was too late").isEmpty();
    }

    private static String amount(JsonNode line, String field) {
        return plain(decimal(line.path(field), "value"));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

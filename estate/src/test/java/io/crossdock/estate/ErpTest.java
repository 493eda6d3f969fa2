package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ErpTest {

    private static final String ORDERS = "/erp/v1/orders";

    @TempDir
    Path data;

    private Running estate;
    private Caller erp;

    @BeforeEach
    void start() {
        estate = Running.start(data, URI.create("http://127.0.0.1:1"));
        erp = estate.calls();
    }

    @AfterEach
    void stop() {
        estate.close();
    }

    @Test
    void postingTheSameReferenceTwiceCreatesTwoOrdersAndBothAreFound() {
        ObjectNode order = Caller.order("SO-1", "CD-10001 2 BX 66.0240");

        assertThat(erp.post(ORDERS, order).status()).isEqualTo(201);
        assertThat(erp.post(ORDERS, order).status()).isEqualTo(201);

        JsonNode found = erp.get(ORDERS + "?externalReference=SO-1").json().get("items");
        assertThat(found).hasSize(2);
        assertThat(found.get(0).get("orderNumber").asString()).isEqualTo("E-500001");
        assertThat(found.get(0).get("net").asString()).isEqualTo("132.05");
        assertThat(erp.get(ORDERS + "?externalReference=SO-2").json().get("items")).isEmpty();
        JsonNode truth = erp.get("/control/truth/erp/orders").json();
        assertThat(truth.get("count").asInt()).isEqualTo(2);
        assertThat(truth.get("distinctReferences").asInt()).isEqualTo(1);
    }

    @Test
    void controlChangesPacksAndBarcodesOfAnItem() {
        String item = "/control/items/CD-10001";
        assertThat(erp.put(item, """
                {"packs":[{"unit":"BX","quantity":"100","gtin":"10614141100016"}]}""").status()).isEqualTo(200);

        JsonNode changed = erp.get("/erp/v1/items/CD-10001").json();
        assertThat(changed.get("packs")).hasSize(1);
        assertThat(changed.get("packs").get(0).get("quantity").asString()).isEqualTo("100");
        assertThat(changed.get("gtin").asString()).isEqualTo("0614141100019");
        for (String wrong : new String[] {"{\"packs\":[{\"unit\":\"BX\",\"quantity\":\"1.5\",\"gtin\":\"10614141100016\"}]}",
            "{\"packs\":[{\"unit\":\"EA\",\"quantity\":\"2\",\"gtin\":\"10614141100016\"}]}", "{\"gtin\":\"0614141100018\"}"}) {
            assertThat(erp.put(item, wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void anAmbiguousCallDoesTheWorkAndGivesNoAnswer() {
        erp.put("/control/faults/erp", "{\"ambiguous\":\"1\"}");

        assertThatThrownBy(
                () -> erp.call(ORDERS, "POST", Caller.order("SO-7", "CD-10001 1 EA 5.00").toString()))
                .isInstanceOf(IOException.class);

        assertThat(erp.get(ORDERS + "?externalReference=SO-7").json().get("items")).hasSize(1);
        JsonNode call = erp.get("/control/truth/calls?key=SO-7&method=POST").json().get("items").get(0);
        assertThat(call.get("fate").asString()).isEqualTo("dropped_after_work");
        assertThat(call.get("status").asInt()).isZero();
    }

    @Test
    void aLostCallDoesNothing() {
        erp.put("/control/faults/erp", "{\"lost\":\"1\"}");

        assertThatThrownBy(
                () -> erp.call(ORDERS, "POST", Caller.order("SO-7", "CD-10001 1 EA 5.00").toString()))
                .isInstanceOf(IOException.class);

        assertThat(erp.get(ORDERS + "?externalReference=SO-7").json().get("items")).isEmpty();
    }

    @Test
    void theErpRefusesWhatItsRulesForbid() {
        refused("unknown_account", Caller.order("R", "CD-10001 1 EA 5.00").put("account", "A-9999"));
        refused("account_blocked", Caller.order("R", "CD-10001 1 EA 5.00").put("account", "A-1040"));
        refused("account_on_hold", Caller.order("R", "CD-10001 1 EA 5.00").put("account", "A-1039"));
        refused("credit_exceeded", Caller.order("R", "CD-10001 100 EA 6.00").put("account", "A-1038"));
        refused("unknown_item", Caller.order("R", "CD-99999 1 EA 5.00"));
        refused("unknown_unit", Caller.order("R", "CD-10001 1 PF 5.00"));
        refused("unconvertible_quantity", Caller.order("R", "CD-10001 0.5 EA 5.00"));
        refused("bad_price", Caller.order("R", "CD-10001 1 EA 5.00001"));
        refused("wrong_tax", Caller.order("R", "CD-10001 1 EA 5.00").put("taxTotal", "0.21"));
        refused("wrong_total", Caller.order("R", "CD-10001 1 EA 5.00").put("total", "17.71"));
        assertThat(erp.post(ORDERS, "{\"externalReference\":\"R\"}").status()).isEqualTo(400);
        assertThat(erp.post(ORDERS, "{").status()).isEqualTo(400);
        assertThat(erp.get("/control/truth/erp/orders").json().get("count").asInt()).isZero();
    }

    private void refused(String code, ObjectNode order) {
        Caller.Reply reply = erp.post(ORDERS, order);
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.json().get("code").asString()).isEqualTo(code);
    }

    @Test
    void theInvoicesOfASplitOrderAddUpToTheOrder() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            String reference = "SO-" + round;
            String price = (1 + random.nextInt(9999)) + "." + (1000 + random.nextInt(8999));
            JsonNode order = erp.post(ORDERS,
                    Caller.order(reference, "CD-10001 " + (1 + random.nextInt(3)) + " BX " + price,
                            "CD-10011 " + (1 + random.nextInt(30)) + " EA 0.3333"))
                    .json();
            ObjectNode sum = invoiceBitByBit(order, random);
            for (String amount : new String[] {"net", "freight"}) {
                assertThat(sum.get(amount).asString()).isEqualTo(order.get(amount).asString());
            }
            assertThat(sum.get("tax").asString()).isEqualTo(order.get("taxTotal").asString());
            assertThat(sum.get("gross").asString()).isEqualTo(order.get("total").asString());
            assertThat(erp.get(ORDERS + "/" + order.get("orderNumber").asString()).json().get("status")
                    .asString()).isEqualTo("invoiced");
        }
        assertThat(erp.get("/erp/v1/credit/A-1001").json().get("openOrders").asString()).isEqualTo("0.00");
    }

    private ObjectNode invoiceBitByBit(JsonNode order, Random random) {
        ObjectNode sum = io.crossdock.estate.books.Json.object();
        int[] left = {order.get("lines").get(0).get("quantity").asInt() * 12,
            order.get("lines").get(1).get("quantity").asInt()};
        for (int part = 0; left[0] + left[1] > 0; part++) {
            ObjectNode invoice = io.crossdock.estate.books.Json.object()
                    .put("externalReference", order.get("externalReference").asString() + "-" + part)
                    .put("orderNumber", order.get("orderNumber").asString());
            var lines = invoice.putArray("lines");
            for (int i = 0; i < 2; i++) {
                int now = Math.min(left[i], random.nextInt(left[i] + 8));
                left[i] -= now;
                if (now > 0) {
                    lines.addObject().put("lineNo", i + 1).put("quantity", String.valueOf(now)).put("unit",
                            "EA");
                }
            }
            if (!lines.isEmpty()) {
                JsonNode made = erp.post("/erp/v1/invoices", invoice).json();
                for (String amount : new String[] {"net", "freight", "tax", "gross"}) {
                    sum.put(amount, new BigDecimal(sum.path(amount).asString("0"))
                            .add(new BigDecimal(made.get(amount).asString())).toPlainString());
                }
            }
        }
        return sum;
    }

    @Test
    void noMoreIsInvoicedThanWasOrdered() {
        JsonNode order = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 1 BX 66.00")).json();
        String invoice = """
                {"externalReference":"SO-1-1","orderNumber":"%s",
                 "lines":[{"lineNo":1,"quantity":"%s","unit":"EA"}]}""";

        assertThat(erp.post("/erp/v1/invoices", invoice.formatted(order.get("orderNumber").asString(), "7"))
                .status()).isEqualTo(201);
        Caller.Reply tooMuch = erp.post("/erp/v1/invoices",
                invoice.formatted(order.get("orderNumber").asString(), "6"));

        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.json().get("code").asString()).isEqualTo("over_invoiced");
        assertThat(tooMuch.json().get("line").asInt()).isEqualTo(1);
    }

    @Test
    void exposureFollowsOrdersCancellationsInvoicesAndPayments() {
        JsonNode order = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 10 EA 10.00")).json();
        String number = order.get("orderNumber").asString();
        assertThat(exposure()).isEqualTo("116.50");
        assertThat(erp.get("/erp/v1/credit/A-1001").json().get("position").asLong())
                .isGreaterThanOrEqualTo(order.get("position").asLong());

        erp.post(ORDERS + "/" + number + "/cancel", "{\"lines\":[{\"lineNo\":1,\"quantity\":\"4\"}]}");
        assertThat(exposure()).isEqualTo("74.90");

        erp.put("/control/pace", "{\"pace\":\"0.01\"}");
        erp.post("/erp/v1/invoices", "{\"externalReference\":\"S\",\"orderNumber\":\"" + number
                + "\",\"lines\":[{\"lineNo\":1,\"quantity\":\"6\"}]}");
        assertThat(exposure()).as("nobody has paid yet").isEqualTo("74.90");
        erp.put("/control/pace", "{\"pace\":\"200\"}");

        await().untilAsserted(() -> assertThat(exposure()).isEqualTo("0.00"));
        assertThat(erp.get("/erp/v1/invoices?orderNumber=" + number).json().get("items").get(0).get("status")
                .asString()).isEqualTo("paid");
        JsonNode truth = erp.get("/control/truth/credit?account=A-1001").json().get("items").get(0);
        assertThat(truth.get("highestExposure").asString()).isEqualTo("116.50");
        assertThat(truth.get("overLimit").asBoolean()).isFalse();
    }

    private String exposure() {
        return erp.get("/erp/v1/credit/A-1001").json().get("exposure").asString();
    }

    @Test
    void ordersAreListedFromTheirLatestBookingOnPageByPage() {
        String first = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 2 BX 66.0240")).json().get("orderNumber").asString();
        erp.post(ORDERS, Caller.order("SO-2", "CD-10001 2 BX 66.0240"));
        String since = erp.get(ORDERS + "/E-500002").json().get("postedAt").asString();
        String listed = ORDERS + "?changedSince=" + since;
        assertThat(erp.get(listed).json().get("items").valueStream().map(each -> each.get("orderNumber").asString()))
                .contains("E-500002");

        erp.post(ORDERS + "/" + first + "/cancel", "{\"lines\":[{\"lineNo\":1,\"quantity\":\"5\",\"unit\":\"EA\"}]}");

        JsonNode page = erp.get(listed + "&limit=1").json();
        assertThat(page.get("items").get(0).get("orderNumber").asString()).as("cancelled since").isEqualTo(first);
        JsonNode line = page.at("/items/0/lines/0");
        assertThat(line.get("cancelledBase").asString()).isEqualTo("5");
        assertThat(line.get("baseUnit").asString() + " " + line.get("pack").asString() + " "
                + line.get("invoicedBase").asString()).isEqualTo("EA 12 0");
        JsonNode next = erp.get(listed + "&limit=1&after=" + page.get("next").asString()).json();
        assertThat(next.get("items").get(0).get("orderNumber").asString()).isEqualTo("E-500002");
        assertThat(erp.get(ORDERS + "?changedSince=2099-01-01T00:00:00Z").json().get("items")).isEmpty();
        assertThat(erp.get(ORDERS + "?changedSince=yesterday").status()).isEqualTo(400);
    }

    @Test
    void whatIsCancelledAltogetherMayBeToldAgainAndLate() {
        String number = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 10 EA 10.00")).json().get("orderNumber").asString();
        String cancel = ORDERS + "/" + number + "/cancel";

        for (String altogether : List.of("4", "4", "2", "5")) {
            erp.post(cancel, "{\"altogether\":true,\"lines\":[{\"lineNo\":1,\"quantity\":\"" + altogether + "\"}]}");
        }

        assertThat(erp.get(ORDERS + "/" + number).json().at("/lines/0/cancelledQuantity").asString()).isEqualTo("5");
        assertThat(erp.post(cancel, "{\"altogether\":true,\"lines\":[{\"lineNo\":1,\"quantity\":\"11\"}]}").json()
                .get("code").asString()).isEqualTo("over_cancelled");
    }

    @Test
    void linesAreAddedOnceHoweverOftenTheyAreToldAndOweWhatTheyCost() {
        JsonNode order = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 10 EA 10.00")).json();
        String number = order.get("orderNumber").asString();
        BigDecimal tax = new BigDecimal(order.get("taxTotal").asString());
        BigDecimal doubled = tax.add(tax);
        String more = """
                {"added":[{"lineNo":1001,"sku":"CD-10001","quantity":"10","unit":"EA","unitPrice":"10.00"}],
                 "freight":"0.00","taxTotal":"%s","total":"%s"}""".formatted(doubled, doubled.add(new BigDecimal("200.00")));
        String amend = ORDERS + "/" + number + "/amend";

        assertThat(erp.post(amend, more.replace(doubled.toString(), "0.01")).json().get("code").asString())
                .isEqualTo("wrong_tax");
        JsonNode added = erp.post(amend, more).json();
        assertThat(added.get("position").asLong()).isGreaterThan(order.get("position").asLong());
        assertThat(erp.post(amend, more).json().get("position").asLong()).isEqualTo(added.get("position").asLong());
        assertThat(erp.get(ORDERS + "/" + number).json().at("/lines")).hasSize(2);
        assertThat(new BigDecimal(exposure())).isEqualByComparingTo(doubled.add(new BigDecimal("200.00")));
        assertThat(erp.post(amend, more.replace("\"10\"", "\"11\"")).json().get("code").asString())
                .isEqualTo("line_differs");
        erp.post(ORDERS + "/" + number + "/cancel", "{\"altogether\":true,\"lines\":[{\"lineNo\":1001,\"quantity\":\"10\"}]}");
        assertThat(new BigDecimal(exposure())).isEqualByComparingTo(tax.add(new BigDecimal("100.00")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSentInsteadAndWhatIsOrderedBesidesGoTogetherInEitherOrderAndAreInvoicedToTheCent(boolean insteadFirst) {
        JsonNode order = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 10 EA 10.00")).json();
        String number = order.get("orderNumber").asString();
        BigDecimal rate = new BigDecimal(order.get("taxTotal").asString()).movePointLeft(2);
        String instead = "{\"lineNo\":10001,\"sku\":\"CD-10001\",\"quantity\":\"3\",\"unit\":\"EA\",\"unitPrice\":\"9.37\"}";
        String besides = "{\"lineNo\":1001,\"sku\":\"CD-10001\",\"quantity\":\"7\",\"unit\":\"EA\",\"unitPrice\":\"3.33\"}";
        String cancelled = ",\"lines\":[{\"lineNo\":1,\"quantity\":\"3\",\"unit\":\"EA\"}]";

        JsonNode one = insteadFirst ? amended(number, instead, cancelled, "128.11", rate)
                : amended(number, besides, "", "123.31", rate);
        assertThat(one.has("code")).as(one.toString()).isFalse();
        JsonNode both = amended(number, besides + "," + instead, cancelled, "151.42", rate);
        assertThat(both.has("code")).as(both.toString()).isFalse();
        assertThat(amended(number, besides + "," + instead, cancelled, "151.42", rate)).as("told again").isEqualTo(both);

        JsonNode first = invoiced("SO-1-1", number, "{\"lineNo\":1,\"quantity\":\"7\",\"unit\":\"EA\"}");
        JsonNode second = invoiced("SO-1-2", number, "{\"lineNo\":10001,\"quantity\":\"3\",\"unit\":\"EA\"},"
                + "{\"lineNo\":1001,\"quantity\":\"7\",\"unit\":\"EA\"}");
        assertThat(sum(first, second, "net")).isEqualByComparingTo("121.42");
        assertThat(sum(first, second, "tax")).isEqualByComparingTo(tax("121.42", rate));
        assertThat(erp.get(ORDERS + "/" + number).json().get("status").asString()).isEqualTo("invoiced");
    }

    private static BigDecimal tax(String net, BigDecimal rate) {
        return new BigDecimal(net).multiply(rate).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(JsonNode one, JsonNode other, String what) {
        return new BigDecimal(one.get(what).asString()).add(new BigDecimal(other.get(what).asString()));
    }

    private JsonNode amended(String number, String added, String cancelled, String net, BigDecimal rate) {
        return erp.post(ORDERS + "/" + number + "/amend", "{\"added\":[%s]%s,\"freight\":\"0.00\",\"taxTotal\":\"%s\",\"total\":\"%s\"}"
                .formatted(added, cancelled, tax(net, rate), tax(net, rate).add(new BigDecimal(net)))).json();
    }

    private JsonNode invoiced(String reference, String number, String lines) {
        return erp.post("/erp/v1/invoices", "{\"externalReference\":\"" + reference + "\",\"orderNumber\":\"" + number
                + "\",\"lines\":[" + lines + "]}").json();
    }

    @Test
    void aCancelledOrderOwesNothing() {
        JsonNode order = erp.post(ORDERS, Caller.order("SO-1", "CD-10001 10 EA 10.00")).json();

        JsonNode cancelled = erp.post(ORDERS + "/" + order.get("orderNumber").asString() + "/cancel", "")
                .json();

        assertThat(cancelled.get("status").asString()).isEqualTo("cancelled");
        assertThat(exposure()).isEqualTo("0.00");
    }

    @Test
    void thePriceRuleKnowsContractBreakAndList() {
        JsonNode contract = erp.get("/erp/v1/prices?account=A-1001&sku=CD-10001&quantity=2&unit=BX").json();
        assertThat(contract.get("source").asString()).isEqualTo("contract");
        assertThat(contract.get("unitPrice").asString()).isEqualTo(
                new BigDecimal(erp.get("/erp/v1/price-contracts?contract=PC-1001&limit=1").json().get("items")
                        .get(0).get("unitPrice").asString()).multiply(new BigDecimal(12)).toPlainString());
        JsonNode list = erp.get("/erp/v1/prices?account=A-1008&sku=CD-10001").json();
        assertThat(list.get("source").asString()).isEqualTo("list");
        assertThat(erp.get("/erp/v1/prices?account=A-1008&sku=CD-10001&unit=XX").status()).isEqualTo(422);
    }

    @Test
    void faultsOfTheDoorAnswerAsTheContractSays() {
        assertThat(erp.put("/control/faults/erp", "{\"maintenanceSeconds\":60}").status()).isEqualTo(200);
        Caller.Reply maintenance = erp.get("/erp/v1/items");
        assertThat(maintenance.status()).isEqualTo(503);
        assertThat(maintenance.json().get("code").asString()).isEqualTo("maintenance");
        assertThat(maintenance.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(50L, 61L);

        erp.put("/control/faults/erp", "{\"throttlePerSecond\":1}");
        await().untilAsserted(() -> assertThat(erp.get("/erp/v1/items?limit=1").status()).isEqualTo(429));

        erp.put("/control/faults/erp", "{\"outage\":\"drop\"}");
        assertThatThrownBy(() -> erp.call("/erp/v1/items", "GET", "")).isInstanceOf(IOException.class);

        erp.post("/control/reset", "");
        assertThat(erp.get("/erp/v1/items?limit=1").status()).isEqualTo(200);
        assertThat(erp.put("/control/faults/erp", "{\"nonsense\":1}").status()).isEqualTo(400);
    }

    @Test
    void aFaultWithATimeEndsByItself() {
        erp.put("/control/faults/erp", "{\"outage\":\"503\",\"seconds\":4}");
        assertThat(erp.get("/erp/v1/items?limit=1").status()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(erp.get("/erp/v1/items?limit=1").status()).isEqualTo(200));
    }

    @Test
    void listsComeInPagesWithoutGapOrRepetition() {
        int seen = 0;
        String last = "";
        String next = "";
        do {
            JsonNode page = erp.get("/erp/v1/items?limit=100&after=" + next).json();
            for (JsonNode item : page.get("items")) {
                assertThat(item.get("sku").asString()).isGreaterThan(last);
                last = item.get("sku").asString();
                seen++;
            }
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(seen).isEqualTo(535);
    }

    @Test
    void booksBegunAgainAreEmpty() {
        erp.post(ORDERS, Caller.order("SO-1", "CD-10001 1 EA 5.00"));

        assertThat(erp.post("/control/reset?books=true", "").status()).isEqualTo(200);

        assertThat(erp.get("/control/truth/erp/orders").json().get("count").asInt()).isZero();
        assertThat(erp.post(ORDERS, Caller.order("SO-1", "CD-10001 1 EA 5.00")).json().get("orderNumber")
                .asString()).isEqualTo("E-500001");
    }
}

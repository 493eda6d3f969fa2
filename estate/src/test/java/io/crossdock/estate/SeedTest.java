package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.estate.world.CheckDigit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SeedTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final List<String> LISTS = List.of("/erp/v1/items?limit=1000", "/erp/v1/accounts",
            "/erp/v1/price-contracts?limit=1000", "/erp/v1/tax-rates", "/erp/v1/expected-receipts");

    @TempDir
    Path one;

    @TempDir
    Path two;

    @TempDir
    Path three;

    @Test
    void theSameSeedGivesTheSameDistributor() {
        try (Running a = Running.start(Running.options(one, NOWHERE, 0, 7));
                Running b = Running.start(Running.options(two, NOWHERE, 0, 7));
                Running c = Running.start(Running.options(three, NOWHERE, 0, 8))) {
            for (String list : LISTS) {
                assertThat(a.calls().get(list).text()).as(list).isEqualTo(b.calls().get(list).text());
            }
            assertThat(a.calls().get(LISTS.getFirst()).text())
                    .isNotEqualTo(c.calls().get(LISTS.getFirst()).text());
        }
    }

    @Test
    void aWarehouseThatIsToldWhatItHasKeepsNothingElse() throws IOException {
        Files.writeString(one.resolve("opening-stock.json"), "{\"DFW\": {\"CD-10001\": 0, \"CD-10003\": 12}}");
        try (Running estate = Running.start(one, NOWHERE)) {
            assertThat(estate.calls().get("/wms/DFW/v1/stock").json().get("items").valueStream().map(shelf ->
                    shelf.get("sku").asString() + " " + shelf.get("onHand").asString())).containsExactly("CD-10001 0", "CD-10003 12");
            assertThat(estate.calls().get("/wms/ATL/v1/stock?limit=1000").json().get("items")).hasSizeGreaterThan(400);
            assertThat(estate.calls().get("/erp/v1/expected-receipts?location=DFW").json().get("items")).isEmpty();
        }
    }

    @Test
    void anOpeningStockThatCannotBeReadKeepsTheEstateFromStarting() throws IOException {
        Path file = Files.writeString(one.resolve("opening-stock.json"), "{\"DFW\": {\"CD-10001\": -1}}");
        assertThatThrownBy(() -> Estate.open(Running.options(one, NOWHERE, 0, 1), Clock.systemUTC()))
                .isInstanceOf(IOException.class).hasMessage(file + ": CD-10001 at DFW needs a whole number, 0 or more");
    }

    @Test
    void everyNumberWithACheckDigitIsRight() {
        try (Running estate = Running.start(one, NOWHERE)) {
            JsonNode items = estate.calls().get("/erp/v1/items?limit=1000").json().get("items");
            assertThat(items.size()).isGreaterThanOrEqualTo(500);
            int dropShipped = 0;
            for (JsonNode item : items) {
                right(item.get("gtin").asString(), 13);
                item.get("packs").forEach(pack -> right(pack.get("gtin").asString(), 14));
                dropShipped += item.has("supplierId") ? 1 : 0;
            }
            assertThat(dropShipped).isEqualTo(60);
            JsonNode accounts = estate.calls().get("/erp/v1/accounts").json().get("items");
            assertThat(accounts.size()).isGreaterThanOrEqualTo(40);
            accounts.forEach(account -> account.get("shipTos")
                    .forEach(place -> right(place.get("gln").asString(), 13)));
        }
    }

    private static void right(String number, int length) {
        assertThat(number).hasSize(length).isEqualTo(CheckDigit.append(number.substring(0, length - 1)));
    }

    @Test
    void theSameSeedSendsTheSameOrders() {
        try (FakeHub first = FakeHub.start();
                FakeHub second = FakeHub.start();
                Running a = Running.start(Running.options(one, first.uri(), 1200, 3));
                Running b = Running.start(Running.options(two, second.uri(), 1200, 3))) {
            await().untilAsserted(() -> assertThat(first.at("/edi/")).isNotEmpty());
            await().untilAsserted(() -> assertThat(orders(a)).hasSize(20).allMatch(SeedTest::isAnswered));
            await().untilAsserted(() -> assertThat(orders(b)).hasSize(20).allMatch(SeedTest::isAnswered));
            assertThat(contents(a)).isEqualTo(contents(b));
            assertThat(first.at("/portal/v1/orders").getFirst().headers()).containsKey("idempotency-key")
                    .containsEntry("authorization", "Bearer t-1");
        }
    }

    /** The first ones that were sent; several are under way at a time, and need not be answered in their order. */
    private static List<JsonNode> orders(Running estate) {
        return estate.calls().get("/control/truth/traffic?channel=portal&limit=20").json().get("items").valueStream()
                .toList();
    }

    private static boolean isAnswered(JsonNode order) {
        return order.get("state").asString().equals("answered");
    }

    private static List<String> contents(Running estate) {
        return orders(estate).stream().map(
                row -> row.get("account").asString() + row.get("body").asString().replaceAll("PO-\\w+-", ""))
                .toList();
    }

    @Test
    void trafficWaitsQuietlyForAHubThatIsAway() {
        FakeHub gone = FakeHub.startWhereItCanComeBack();
        gone.close();
        try (Running estate = Running.start(Running.options(one, gone.uri(), 6000, 1))) {
            await().untilAsserted(() -> assertThat(trying(estate)).isEqualTo(16));
            try (FakeHub hub = FakeHub.startAt(gone.port())) {
                await().untilAsserted(() -> assertThat(hub.at("/portal/v1/orders")).hasSizeGreaterThan(16));
                estate.calls().put("/control/traffic", "{\"ordersPerMinute\":\"0\"}");
                await().untilAsserted(() -> assertThat(trying(estate)).isZero());
                List<String> keys = hub.at("/portal/v1/orders").stream()
                        .map(each -> each.headers().getOrDefault("idempotency-key", "")).toList();
                assertThat(keys).doesNotHaveDuplicates();
            }
        }
    }

    private static int trying(Running estate) {
        return estate.calls().get("/control/truth/traffic?state=trying").json().get("count").asInt();
    }
}

package io.crossdock.experience.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.process.returns.ReturnAnswer;
import io.crossdock.process.returns.ReturnRequest;
import io.crossdock.process.returns.Returns;
import io.crossdock.system.inventory.Positions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What warehouses tell of goods that came back, however their messages are ordered. */
class WarehouseReturnsTest {

    private static IntakeWorld world(Path directory, String ordering) throws IOException {
        return new IntakeWorld(directory, landscape -> {
            if (!ordering.isEmpty()) {
                landscape.replace("systems/wms-atl.yaml", "location: ATL",
                        "location: ATL\nordering: " + ordering);
            }
        });
    }

    /** A return of 12 of the 24 pieces of CD-1 that have left. */
    private static ReturnNumber sentBack(IntakeWorld world) {
        LegNumber leg = world.leg();
        world.tell("shipped", """
                {"type": "leg.shipped", "warehouse": "ATL", "occurredAt": "2026-11-21T09:00:00Z", "releaseId": "%s",
                 "sequence": 1, "lines": [{"lineNo": 1, "sku": "CD-1", "quantity": "24", "unit": "EA"},
                                          {"lineNo": 2, "sku": "CD-2", "quantity": "5", "unit": "EA"}]}
                """.formatted(leg));
        world.hub().start();
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().jdbc().sql(
                "SELECT sum(shipped) FROM ordering.order_line").query(BigDecimal.class).single().intValue() == 29);
        world.hub().stop();
        ReturnAnswer answer = world.hub().get(Returns.class).request(new ReturnRequest(leg.order(), Optional.empty(),
                List.of(new ReturnRequest.Line(1, new BigDecimal("12"), Optional.empty(), Return.Reason.UNWANTED,
                        Optional.empty()))), new AccountId("A-1"), new Incoming("t", "k", "application/json",
                                "k".getBytes(StandardCharsets.UTF_8), "consumer:test", "story"));
        return ((ReturnAnswer.Taken) answer).taken().number();
    }

    private static String received(ReturnNumber number, String more) {
        return """
                {"type": "return.received", "warehouse": "ATL", "occurredAt": "2026-11-21T09:01:00Z", "rma": "%s",
                 "document": "R-1", "lines": [{"sku": "CD-1", "quantity": "1", "unit": "BX"}]%s}
                """.formatted(number, more);
    }

    private static String inspected(ReturnNumber number, String document, String lines, String more) {
        return """
                {"type": "return.inspected", "warehouse": "ATL", "occurredAt": "2026-11-21T09:02:00Z", "rma": "%s",
                 "document": "%s", "lines": [%s]%s}
                """.formatted(number, document, lines, more);
    }

    private static String line(int quantity, String disposition) {
        return "{\"sku\": \"CD-1\", \"quantity\": \"%d\", \"unit\": \"EA\", \"disposition\": \"%s\", \"reason\": \"dented\"}"
                .formatted(quantity, disposition);
    }

    private static String count(int onHand, int movement) {
        return ", \"stock\": [{\"sku\": \"CD-1\", \"onHand\": \"%d\", \"movement\": %d}]".formatted(onHand, movement);
    }

    @Test
    void sellableGoodsLieOnTheShelfDamagedOnesAreHeldAndScrappedOnesAreNowhere(@TempDir Path directory) throws IOException {
        try (IntakeWorld world = world(directory, "")) {
            ReturnNumber number = sentBack(world);
            world.tell("r", received(number, ""));
            world.tell("i", inspected(number, "I-1", line(8, "sellable") + "," + line(3, "damaged") + ","
                    + line(1, "scrapped"), count(1011, 500)));

            assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1011");
            assertThat(world.position("CD-1").onHold().decimal()).isEqualTo("3");
            assertThat(world.hub().get(Positions.class).holds(world.position("CD-1").sku())).singleElement()
                    .satisfies(held -> assertThat(held.hold().reason()).isEqualTo("dented"));
            assertThat(world.hub().get(Positions.class).movements(world.position("CD-1").sku(), Optional.empty(), 9))
                    .extracting(Positions.Movement::document).contains("return.inspected " + number);
            Return back = world.hub().get(Returns.class).find(number).orElseThrow();
            assertThat(back.state()).isEqualTo(Return.State.INSPECTED);
            assertThat(List.of(back.lines().getFirst().sellable().decimal(), back.lines().getFirst().damaged().decimal(),
                    back.lines().getFirst().scrapped().decimal())).containsExactly("8", "3", "1");
        }
    }

    @Test
    void everyOrderOfTheMessagesWithAnyToldTwiceEndsTheSame(@TempDir Path directory) throws IOException {
        for (String ordering : List.of("", "timestamp", "none")) {
            Path folder = directory.resolve("w" + ordering);
            java.nio.file.Files.createDirectories(folder);
            try (IntakeWorld world = world(folder, ordering)) {
                ReturnNumber number = sentBack(world);
                int before = world.position("CD-1").onHand().value().intValue();
                boolean counts = ordering.isEmpty();
                List<Map.Entry<String, String>> messages = List.of(Map.entry("r", received(number, "")),
                        Map.entry("i1", inspected(number, "I-1", line(7, "sellable"), counts ? count(before + 7, 501) : "")),
                        Map.entry("i2", inspected(number, "I-2", line(2, "damaged") + "," + line(3, "scrapped"),
                                counts ? count(before + 9, 502) : "")));
                for (List<Map.Entry<String, String>> story : permutations(messages)) {
                    String end = world.dream(() -> {
                        story.forEach(each -> world.tell(each.getKey(), each.getValue()));
                        story.forEach(each -> world.tell(each.getKey() + "-again", each.getValue()));
                        Return back = world.hub().get(Returns.class).find(number).orElseThrow();
                        return back.state() + " " + back.lines().getFirst().received() + " "
                                + back.lines().getFirst().sellable() + " " + world.position("CD-1").onHand() + " "
                                + world.position("CD-1").onHold();
                    });
                    assertThat(end).as("%s %s", ordering, story).isEqualTo("INSPECTED 12 EA 7 EA " + (before + 9)
                            + " EA 2 EA");
                }
            }
        }
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : items) {
            List<T> rest = new ArrayList<>(items);
            rest.remove(first);
            permutations(rest).forEach(tail -> {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                all.add(whole);
            });
        }
        return all;
    }

    @Test
    void whatCannotBeIsNamedAndNothingOfItIsWritten(@TempDir Path directory) throws IOException {
        try (IntakeWorld world = world(directory, "")) {
            ReturnNumber number = sentBack(world);
            int before = world.position("CD-1").onHand().value().intValue();

            String wrong = "{\"sku\": \"CD-3\", \"quantity\": \"1\", \"unit\": \"EA\", \"disposition\": \"sellable\"}";
            assertThatThrownBy(() -> world.tell("a", inspected(number, "I-1", wrong,
                    ", \"stock\": [{\"sku\": \"CD-3\", \"onHand\": \"41\", \"movement\": 501}]")))
                    .isInstanceOfSatisfying(Indigestible.class, why -> assertThat(why.code())
                            .isEqualTo("return-wrong-item"));
            assertThatThrownBy(() -> world.tell("b", inspected(new ReturnNumber("RMA-77"), "I-1", line(1, "sellable"),
                    count(before + 1, 501)))).hasMessageContaining("RMA-77, which we never authorised");
            assertThatThrownBy(() -> world.tell("c", inspected(number, "I-1", line(1, "sellable"), "")))
                    .hasMessageContaining("does not say what lies there now");
            assertThat(world.position("CD-1").onHand().value().intValue()).isEqualTo(before);
            assertThat(world.tell("d", inspected(number, "I-1", line(12, "sellable"), count(before + 12, 501))).state())
                    .isEqualTo(Message.State.DIGESTED);
        }
    }
}

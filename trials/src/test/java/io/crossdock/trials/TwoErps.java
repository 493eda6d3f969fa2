package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Estate;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Shopping;
import io.crossdock.drills.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two ERPs that know nothing of each other and give the same numbers, each with the accounts of its branch. One goes away and
 * comes back.
 */
class TwoErps {

    private static final Set<String> WEST = Set.of("A-1002", "A-1004", "A-1006", "A-1008");
    private static final int BUYERS = 4;
    private static final int ENOUGH = 6;

    @Test
    void eachOrderIsBookedAndInvoicedWhereItsAccountBelongs() {
        try (Estate other = Estate.another("estate-west");
                Stage stage = Stage.open("two_erps", 20, landscape -> branches(landscape.impatient(), other))) {
            Shopping shopping = Shopping.at(stage.estate(), Trial.SEED + 7);
            try (Buyers buyers = Buyers.of(stage.hub().address())) {
                List<Placed> placed = new ArrayList<>(buyers.place(BUYERS, shopping.orders(24)));
                other.faults("erp", "{\"outage\": \"drop\"}");
                List<Placed> during = whileOneIsAway(buyers, shopping);
                other.noFaults();
                placed.addAll(during);
                stage.awaitSettled();

                assertThat(states(during, true)).as("orders of the branch whose ERP is away")
                        .contains("accepted_pending_erp").isSubsetOf("accepted_pending_erp", "held", "accepted");
                assertThat(states(during, false)).as("orders of the other branch").containsOnly("accepted");
                agrees(placed.stream().filter(each -> each.accepted() && !west(each)).toList(), stage.estate(), buyers);
                agrees(placed.stream().filter(each -> each.accepted() && west(each)).toList(), other, buyers);
            }
        }
    }

    /** Until the hub knows that it is away, its orders may still be taken as if it were there. */
    private static List<Placed> whileOneIsAway(Buyers buyers, Shopping shopping) {
        List<Placed> during = new ArrayList<>();
        long end = System.nanoTime() + Trial.OUTAGE.toNanos();
        while (System.nanoTime() < end || !states(during, true).contains("accepted_pending_erp")
                || during.stream().filter(each -> each.accepted() && west(each)).count() < ENOUGH) {
            during.addAll(buyers.place(BUYERS, shopping.orders(BUYERS)));
            Buyers.pause();
        }
        return during;
    }

    private static Set<String> states(List<Placed> placed, boolean west) {
        return placed.stream().filter(each -> each.accepted() && west(each) == west)
                .map(each -> text(each.answer(), "state")).collect(Collectors.toSet());
    }

    private static boolean west(Placed placed) {
        return WEST.stream().anyMatch(account -> placed.body().contains("\"" + account + "\""));
    }

    private static void agrees(List<Placed> placed, Estate estate, Buyers buyers) {
        Map<String, JsonNode> booked = new HashMap<>();
        estate.truth().orders().forEach(order -> assertThat(booked.put(text(order, "externalReference"), order))
                .as("orders that are there twice").isNull());
        assertThat(placed).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(booked.keySet()).containsExactlyInAnyOrderElementsOf(placed.stream().map(Placed::number).toList());
        Map<String, BigDecimal> invoiced = estate.truth().invoices().stream().collect(Collectors.toMap(
                invoice -> text(invoice, "orderReference"), invoice -> decimal(invoice, "gross"), BigDecimal::add));
        for (Placed each : placed) {
            JsonNode order = buyers.get("/portal/v1/orders/" + each.number());
            assertThat(text(order, "erpReference")).isEqualTo(text(Objects.requireNonNull(booked.get(each.number())), "orderNumber"));
            assertThat(order.path("invoices").valueStream().map(link -> buyers.get(text(link, "href")))
                    .peek(invoice -> assertThat(text(invoice, "order")).isEqualTo(each.number()))
                    .map(invoice -> decimal(invoice.path("invoice"), "total")).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("what the invoices of " + each.number() + " come to, here and there")
                    .isEqualByComparingTo(invoiced.getOrDefault(each.number(), BigDecimal.ZERO));
        }
    }

    private static Landscape branches(Landscape landscape, Estate other) {
        try {
            String erp = Files.readString(landscape.folder().resolve("systems/erp.yaml"));
            return landscape.write("systems/erp-west.yaml", erp.replace("id: erp", "id: erp-west")
                            .replace("${ESTATE_URL:http://localhost:8090}", other.address().toString()))
                    .edit("landscape.yaml", "\npolicies:", """

                            branches:
                              - {name: west, erp: erp-west, accounts: [%s]}
                              - {name: main, erp: erp}

                            policies:""".formatted(WEST.stream().sorted().collect(Collectors.joining(", "))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.EnteredOrderSource;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.ShipmentSource.Step;
import io.crossdock.system.connectors.WarehouseRelease;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A warehouse in a real Tryton, in which several people work while it is read. */
class RealTrytonWarehouse {

    private static final int LEGS = 12;
    private static final int PEOPLE = 3;
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final SystemSettings erp = RealTryton.settings(RealTryton.url());
    private final SystemSettings warehouse = new SystemSettings("wms-atl", SystemSettings.Kind.WMS, erp.connector(),
            erp.baseUrl(), erp.secret(), erp.webhookSecret(), erp.timeouts(), erp.lane(),
            Optional.of(new LocationId("ATL")), erp.zone(), erp.settings());
    private final Rig rig = Rig.of(Path.of(System.getProperty("tryton.secrets", ".")), Clock.systemUTC());
    private final long first = 300_000_000L + System.currentTimeMillis() % 100_000_000L;
    private final Map<String, List<String>> heard = new LinkedHashMap<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private Instant watermark = Instant.now().minus(OVERLAP);

    private String released(long number) {
        String order = "SO-" + number;
        assertThat(rig.orders().post(erp, RealTryton.order(order))).isInstanceOf(Outcome.Done.class);
        WarehouseRelease release = new WarehouseRelease(order + "-1", order, RealTryton.order(order).account(),
                Optional.empty(), RealTryton.order(order).shipTo(), LocalDate.now(), List.of(
                        new WarehouseRelease.Line(1, new Sku("CD-10001"), Quantity.of("2", "EA")),
                        new WarehouseRelease.Line(2, new Sku("CD-10002"), Quantity.of("12", "EA"))));
        assertThat(rig.releases().post(warehouse, release)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.releases().post(warehouse, release)).isInstanceOf(Outcome.Done.class);
        return order + "-1";
    }

    /** As the hub reads: what changed since the last look and a minute before; what is known is passed over. */
    private void look() {
        Instant since = watermark.minus(OVERLAP);
        Optional<String> after = Optional.empty();
        do {
            Page<Step> page = rig.shipments().steps(warehouse, new Asking(Optional.of(since), after));
            for (Step step : page.rows()) {
                watermark = step.changedAt().isAfter(watermark) ? step.changedAt() : watermark;
                if (keys.add(step.key())) {
                    heard.computeIfAbsent(step.leg(), leg -> new ArrayList<>())
                            .add(rig.json().parse(step.event()).path("type").asString());
                }
            }
            after = page.next();
        } while (after.isPresent());
    }

    private void press(String leg, String button) {
        rig.tryton().writing(warehouse, leg, tryton -> {
            List<Long> ids = tryton.search(Shipments.MODEL, List.of(List.of("reference", "=", leg)), Paging.first(1),
                    List.of("id")).stream().map(Wire::id).toList();
            if (button.equals("pack")) {
                tryton.pressAnyway(Shipments.MODEL, button, ids, "shipment_out_no_carrier");
            } else {
                tryton.press(Shipments.MODEL, button, ids);
            }
            return leg;
        });
    }

    @Test
    void eachStepOfSeveralPeopleIsHeardOnceAndInOrder() throws Exception {
        List<String> legs = new ArrayList<>();
        for (int i = 0; i < LEGS; i++) {
            legs.add(released(first + i));
        }
        Queue<String> open = new ConcurrentLinkedQueue<>(legs);
        try (ExecutorService people = Executors.newFixedThreadPool(PEOPLE)) {
            List<Future<?>> working = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                working.add(people.submit(() -> {
                    for (String leg = open.poll(); leg != null; leg = open.poll()) {
                        press(leg, "pick");
                        press(leg, "pack");
                        press(leg, "done");
                    }
                }));
            }
            while (working.stream().anyMatch(each -> !each.isDone())) {
                look();
            }
            for (Future<?> each : working) {
                each.get();
            }
        }
        look();
        look();
        assertThat(heard.keySet()).containsAll(legs);
        legs.forEach(leg -> assertThat(heard.get(leg)).as(leg)
                .containsExactly("leg.picking", "leg.picked", "leg.packed", "leg.shipped"));
    }

    @Test
    void whatIsGivenBackIsFreeAndTold() {
        String leg = released(first + LEGS);
        LegCancellation cancellation = new LegCancellation(leg, leg.substring(0, leg.lastIndexOf('-')), "it is called off");
        assertThat(rig.cancellations().post(warehouse, cancellation)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.cancellations().post(warehouse, cancellation)).isInstanceOf(Outcome.Done.class);
        look();
        assertThat(heard.get(leg)).containsExactly("leg.cancelled");
        List<JsonNode> rows = rig.tryton().reading(warehouse, tryton -> tryton.search(Shipments.MODEL,
                List.of(List.of("reference", "like", leg + "%")), Paging.all(), List.of("state")));
        assertThat(rows).extracting(row -> row.path("state").asString()).containsExactly("waiting");
    }

    @Test
    void anOrderOfItsOwnUserIsTold() {
        String reference = "phone " + first;
        assertThat(rig.orders().post(erp, RealTryton.order(reference))).isInstanceOf(Outcome.Done.class);
        List<EnteredOrderSource.Entered> entered = rig.entered().entered(erp, new Asking(Optional.of(watermark.minus(OVERLAP)),
                Optional.empty())).rows();
        assertThat(entered.stream().filter(each -> each.reference().equals(Optional.of(reference)))).hasSize(1)
                .allMatch(each -> each.account().equals("A-1001") && each.lines().size() == 3);
    }
}

package io.crossdock.system.connectors.declared;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.ListContract;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Shelves;
import io.crossdock.system.connectors.ShipmentSource;
import io.crossdock.system.connectors.ShipmentSource.Step;
import io.crossdock.system.connectors.WarehouseTranslator.Translation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a warehouse that is asked has done, behind a cursor, in its own words and time; a wave changes where it is. */
@Proves(ShipmentSource.class)
class DeclaredShipmentsContractTest extends ListContract<Step> {

    private static final int PAGE = 20;

    private final FakeSystem warehouse = new FakeSystem();
    private final Map<String, Wave> waves = new ConcurrentSkipListMap<>();
    private final Json json = new Json();
    private DeclaredBench bench;

    private record Wave(String leg, int no, String kind, Instant at) {
    }

    @BeforeEach
    void open(@TempDir Path files) {
        bench = new DeclaredBench(files, SystemSettings.Kind.WMS, """
                id: racks
                title: Racks WMS 7
                auth: {type: bearer}
                operations:
                  shipments:
                    request: {method: GET, path: /v7/waves, query: {changed_after: since}}
                    rows: waves
                    key: ref & "#" & no
                    at: changed
                    leg: ref
                    overlap: 2m
                    paging: {style: cursor, parameter: after, next: more}
                events: |
                  { "type": $lookup({ "PICK_START": "leg.picking", "PICKED": "leg.picked" }, kind),
                    "releaseId": ref, "sequence": no, "occurredAt": changed }
                """, warehouse.url());
        warehouse.byDefault(call -> ("Bearer " + DeclaredBench.KEY).equals(call.headers().get("Authorization"))
                ? page(call) : new Said(401, "{\"error\":\"no key\"}"));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private Said page(Call call) {
        Optional<Instant> since = Shelves.parameter(call.path(), "changed_after").map(Instant::parse);
        List<Wave> changed = waves.values().stream().filter(wave -> since.filter(wave.at()::isBefore).isEmpty()).toList();
        int first = Shelves.parameter(call.path(), "after").map(Integer::parseInt).orElse(0);
        int end = Math.min(first + PAGE, changed.size());
        return new Said(200, changed.subList(Math.min(first, end), end).stream().map(wave -> """
                {"ref":"%s","no":%d,"kind":"%s","changed":"%s"}""".formatted(wave.leg(), wave.no(), wave.kind(),
                        wave.at().atOffset(ZoneOffset.ofHours(2)))).collect(Collectors.joining(",", "{\"waves\":[", "]"))
                + (end < changed.size() ? ",\"more\":\"" + end + "\"}" : "}"));
    }

    @Override
    protected ListRules.Subject<Step> subject() {
        return new Waves();
    }

    private final class Waves extends Placed implements ListRules.Subject<Step> {

        private final DeclaredEvents events = new DeclaredEvents(new Expressions(json));
        private final SystemSettings system = bench.system();

        Waves() {
            super(bench);
        }

        @Override
        public Told<Step> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> new DeclaredShipments(bench.calls(), Clock.systemUTC()).steps(system,
                    new Asking(since, after)));
        }

        @Override
        public String key(Step row) {
            return row.key();
        }

        /** As the hub takes it: its own words stand for the warehouse's. */
        @Override
        public String content(Step row) {
            return events.translate(system, row.event()) instanceof Translation.Understood(byte[] event)
                    ? json.parse(event).path("type").asString() + " of " + json.parse(event).path("releaseId").asString()
                    : "nothing";
        }

        @Override
        public Optional<Instant> at(Step row) {
            return Optional.of(row.changedAt());
        }

        @Override
        public Map<String, String> several() {
            Map<String, String> rows = new TreeMap<>();
            for (int order = 100_001; order <= 100_000 + 2 * PAGE + 5; order++) {
                String leg = "SO-" + order + "-1";
                waves.put(leg, new Wave(leg, 1, "PICK_START", Instant.now()));
                rows.put(leg + "#1", "leg.picking of " + leg);
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            String leg = "SO-100003-1";
            waves.put(leg, new Wave(leg, 2, "PICKED", Instant.now()));
            return Optional.of(new Row(leg + "#2", "leg.picked of " + leg));
        }
    }
}

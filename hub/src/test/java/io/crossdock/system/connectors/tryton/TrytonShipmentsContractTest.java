package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.ShipmentSource;
import io.crossdock.system.connectors.ShipmentSource.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** What has become of the shipments of our legs; a step has the same key whenever it is told. */
@Proves(ShipmentSource.class)
class TrytonShipmentsContractTest extends TrytonListContract<Step> {

    @Override
    protected ListRules.Subject<Step> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Step> {

        Rows() {
            super(bench().warehouse());
        }

        @Override
        public Told<Step> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return Told.of(() -> rig().shipments().steps(system, new Asking(since, after)));
        }

        @Override
        public String key(Step row) {
            return row.key();
        }

        @Override
        public String content(Step row) {
            return rig().json().parse(row.event()).path("type").asString() + " of " + row.leg();
        }

        @Override
        public Optional<Instant> at(Step row) {
            return Optional.of(row.changedAt());
        }

        @Override
        public Map<String, String> several() {
            now();
            Map<String, String> rows = new TreeMap<>();
            for (int i = 100_001; i <= 100_205; i++) {
                String leg = "SO-" + i + "-1";
                rows.put(leg + "#" + shipment(leg) + " leg.picking", "leg.picking of " + leg);
            }
            return rows;
        }

        @Override
        public Optional<Row> change() {
            now();
            ObjectNode first = fake().tables().only("stock.shipment.out", "reference", "SO-100003-1");
            fake().tables().change("stock.shipment.out", Wire.id(first), Wire.object().put("state", "picked"));
            return Optional.of(new Row("SO-100003-1#" + Wire.id(first) + " leg.picked", "leg.picked of SO-100003-1"));
        }
    }

    private long shipment(String leg) {
        return fake().tables().add("stock.shipment.out", Wire.object().put("number", "S" + leg).put("state", "assigned")
                .put("reference", leg).put("warehouse", Wire.id(fake().tables().only("stock.location", "code", "CMH"))));
    }
}

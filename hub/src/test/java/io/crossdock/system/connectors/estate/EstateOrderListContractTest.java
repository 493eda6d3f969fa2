package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderSource;
import io.crossdock.system.connectors.OrderSource.Booked;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Requests;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Orders of the books, whoever posted them. */
@Proves(OrderSource.class)
class EstateOrderListContractTest extends EstateListContract<Booked> {

    @Override
    protected ListRules.Subject<Booked> subject() {
        return new Rows();
    }

    private final class Rows extends Listed<Booked> {

        private final EstateOrders connector = new EstateOrders(estate().http(), estate().booked());

        Rows() {
            super(estate(), 3);
        }

        @Override
        public Told<Booked> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return switch (connector.changed(system, since.orElse(Instant.EPOCH), after)) {
                case OrderSource.Answer.Page(List<Booked> rows, Optional<String> next) -> new Told.Rows<>(rows, next);
                case OrderSource.Answer.NoAnswer(String why) -> new Told.Nothing<>(why);
            };
        }

        @Override
        public String key(Booked row) {
            return row.reference();
        }

        @Override
        public String content(Booked row) {
            return row.total().toPlainString() + ", open " + row.lines().getFirst().open().value().toPlainString();
        }

        @Override
        public Optional<Instant> at(Booked row) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> several() {
            Stream.generate(EstateOrderListContractTest.this::ordered).limit(8).forEach(each -> { });
            return written("/orders?changedSince=2026-01-01T00:00:00Z", row -> text(row, "externalReference"),
                    EstateOrderListContractTest::written);
        }

        @Override
        public Optional<Row> change() {
            String number = text(orders().getFirst(), "orderNumber");
            new EstateAmendments(estate().http()).post(estate().settings(EstateAtWork.Place.ERP), new OrderAmendment(number,
                    new AmendmentRequest("-", List.of(new OrderAmendment.Line(1, new Sku("CD-10001"), Quantity.of("5", "EA"))))));
            JsonNode order = orders().getFirst();
            return Optional.of(new Row(text(order, "externalReference"), written(order)));
        }
    }

    private int orders;

    private List<JsonNode> orders() {
        return estate().truth("erp/orders").stream().toList();
    }

    private static String written(JsonNode order) {
        JsonNode line = order.path("lines").path(0);
        return text(order, "total") + ", open " + new BigDecimal(text(line, "quantity")).multiply(new BigDecimal(text(line, "pack")))
                .subtract(new BigDecimal(text(line, "cancelledBase"))).toPlainString();
    }

    private String ordered() {
        String reference = "SO-" + (100_000 + ++orders);
        assertThat(new EstateOrders(estate().http(), estate().booked()).post(estate().settings(EstateAtWork.Place.ERP),
                Requests.order(reference))).isInstanceOf(Outcome.Done.class);
        return reference;
    }
}

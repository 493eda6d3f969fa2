package io.crossdock.system.inventory;

import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import io.crossdock.system.inventory.Inventory.Adjusted;
import java.math.BigDecimal;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Goods that came in are no longer expected, before the source of the expectation says so itself. */
@Component
class ReceivedGoods implements FactHandler {

    private static final String RECEIVED = "stock.received ";

    private final ExpectedReceipts receipts;
    private final Json json;

    ReceivedGoods(ExpectedReceipts receipts, Json json) {
        this.receipts = receipts;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "received-goods";
    }

    @Override
    public Set<String> types() {
        return Set.of(Inventory.ADJUSTED);
    }

    @Override
    public void handle(Fact fact) {
        Adjusted adjusted = json.read(fact.data(), Adjusted.class);
        BigDecimal more = adjusted.onHand().subtract(adjusted.onHandBefore());
        if (adjusted.cause().startsWith(RECEIVED) && more.signum() > 0) {
            receipts.received(adjusted.cause().substring(RECEIVED.length()), adjusted.sku(), adjusted.location(), more,
                    fact.cause("hub"));
        }
    }
}

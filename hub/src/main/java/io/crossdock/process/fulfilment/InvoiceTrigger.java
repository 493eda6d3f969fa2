package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.InvoiceRequest;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What has left is invoiced. */
@Component
class InvoiceTrigger implements FactHandler {

    private final Effects effects;
    private final Json json;

    InvoiceTrigger(Effects effects, Json json) {
        this.effects = effects;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "invoice-trigger";
    }

    @Override
    public Set<String> types() {
        return Set.of(LegFact.DISPATCHED);
    }

    @Override
    public void handle(Fact fact) {
        LegFact.Dispatched shipped = json.read(fact.data(), LegFact.Dispatched.class);
        if (shipped.lines().isEmpty()) {
            return;
        }
        String leg = shipped.leg().toString();
        String order = shipped.leg().order().value();
        // Where the order is booked it is invoiced, whoever books its account by now.
        String erp = effects.ofKey(order).stream().filter(each -> each.kind().equals("order.post")).map(Effect::target)
                .findFirst().orElseThrow(() -> new Indigestible("erp-unknown", "No ERP has order " + order + "."));
        effects.request(List.of(new NewEffect(erp, "invoice.post", leg, order, Tier.CRITICAL, fact.cause("hub"),
                new InvoiceRequest(leg, order, shipped.lines().stream()
                        .map(line -> new InvoiceRequest.Line(line.lineNo(), line.quantity())).toList(),
                        LocationId.parse(shipped.origin())))));
    }
}

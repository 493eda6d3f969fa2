package io.crossdock.experience.subscriptions;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Subscriber;
import io.crossdock.process.alerts.AlertFact;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Calls those who want to know that something is at stake. Alerts are for the house: only a subscription that names them and
 * sees all accounts gets them.
 */
@Component
class AlertDeliveries implements FactHandler {

    private final Effects effects;
    private final Landscapes landscapes;

    AlertDeliveries(Effects effects, Landscapes landscapes) {
        this.effects = effects;
        this.landscapes = landscapes;
    }

    @Override
    public String subscription() {
        return "alert-webhooks";
    }

    @Override
    public Set<String> types() {
        return Set.of(AlertFact.RAISED, AlertFact.OVER);
    }

    @Override
    public boolean fromTheBeginning() {
        return false;
    }

    @Override
    public void handle(Fact fact) {
        effects.request(landscapes.current().subscribers().values().stream().filter(each -> wants(each, fact.type()))
                .map(each -> Delivery.alert(each, fact, Deliveries.source(landscapes.current()), fact.cause("hub")))
                .toList());
    }

    private static boolean wants(Subscriber subscriber, String type) {
        return subscriber.events().contains(type) && subscriber.accounts() instanceof Consumer.Accounts.All;
    }
}

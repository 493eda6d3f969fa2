package io.crossdock.experience.mail;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Attention;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.process.alerts.AlertFact;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Writes to those whom a rule of the landscape names. What is grouped, and how long it is quiet, was decided before: a fact
 * is a mail to each of them.
 */
@Component
class AlertMails implements FactHandler {

    private final Effects effects;
    private final Landscapes landscapes;
    private final Json json;

    AlertMails(Effects effects, Landscapes landscapes, Json json) {
        this.effects = effects;
        this.landscapes = landscapes;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "alert-mails";
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
        Landscape landscape = landscapes.current();
        Attention attention = landscape.policies().attention();
        if (attention.mail().isEmpty()) {
            return;
        }
        MailServer server = attention.mail().get();
        AlertFact alert = json.read(fact.data(), AlertFact.class);
        List<String> readers = attention.alerts().stream().filter(rule -> rule.name().equals(alert.rule()))
                .flatMap(rule -> rule.mail().stream()).distinct().toList();
        effects.request(readers.stream().map(reader -> mail(reader, fact,
                Mail.of(reader, "alert-" + fact.position(), fact, alert, landscape, server))).toList());
    }

    /** To one reader the end of a cause is told after its beginning. */
    private static NewEffect mail(String reader, Fact fact, Mail mail) {
        return new NewEffect(MailServer.TARGET, Mail.KIND, "alert_" + fact.position() + "~" + reader,
                "mail:" + reader + ":" + fact.key(), Tier.CRITICAL, fact.cause("hub"), mail);
    }
}

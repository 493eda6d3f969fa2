package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Partner;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What partners say of our documents: their 997s. They are never answered themselves (X12.20). */
@Component
class PartnerAnswers {

    /** Type of the fact that a partner could not take a document of ours. */
    static final String DOCUMENT_REFUSED = "edi.document_refused";

    private final Outbox outbox;
    private final Journal journal;

    PartnerAnswers(Outbox outbox, Journal journal) {
        this.outbox = outbox;
        this.journal = journal;
    }

    void take(ReceivedSet set, Partner partner, Origin origin) {
        JsonNode neutral = set.neutral();
        String group = neutral.at("/AK1/0/AK102").asString("");
        String verdict = neutral.at("/AK9/0/AK901").asString("");
        if (!group.matches("\\d{1,9}") || !outbox.answered(partner, Long.parseLong(group), verdict)) {
            return;
        }
        if (verdict.equals("R") || verdict.equals("P")) {
            journal.append(new NewFact(DOCUMENT_REFUSED, group, "edi:" + partner.id() + ":refused:" + group, origin, 1,
                    Map.of("partner", partner.id(), "group", group, "verdict", verdict)));
        }
    }
}

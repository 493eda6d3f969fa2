package io.crossdock.experience.edi.incoming;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What only people can settle with the partner is parked where people look. */
@Component
class EdiExceptions implements FactHandler {

    @Override
    public String subscription() {
        return "edi-exceptions";
    }

    @Override
    public Set<String> types() {
        return Set.of(Inbox.CONFLICTED, PartnerAnswers.DOCUMENT_REFUSED);
    }

    @Override
    public void handle(Fact fact) {
        if (fact.type().equals(PartnerAnswers.DOCUMENT_REFUSED)) {
            throw new Indigestible("edi-document-refused", "Partner " + fact.data().path("partner").asString()
                    + " refused our functional group " + fact.data().path("group").asString() + ".");
        }
        if (fact.data().path("source").asString().startsWith(EdiDoor.SOURCE)) {
            throw new Indigestible("edi-control-reused", "The control number of interchange " + fact.subject()
                    + " was used before for another content; the second one was kept aside and not processed.");
        }
    }
}

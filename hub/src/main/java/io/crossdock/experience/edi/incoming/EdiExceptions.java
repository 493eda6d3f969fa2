package io.crossdock.experience.edi.incoming;

import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What only people can settle with the partner is parked where people look. Reused keys are shown by the inbox. */
@Component
class EdiExceptions implements FactHandler {

    @Override
    public String subscription() {
        return "edi-exceptions";
    }

    @Override
    public Set<String> types() {
        return Set.of(PartnerAnswers.DOCUMENT_REFUSED);
    }

    @Override
    public void handle(Fact fact) {
        throw new Indigestible("edi-document-refused", "Partner " + fact.data().path("partner").asString()
                + " refused our functional group " + fact.data().path("group").asString() + ".");
    }
}

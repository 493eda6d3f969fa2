package io.crossdock.experience.edi.incoming;

import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;

/** How the EDI channel refuses over HTTP. */
@Component
class EdiProblems implements ProblemCatalog {

    static final ProblemType UNREADABLE = new ProblemType("edi-unreadable", 422,
            "No X12 interchange can be read", "Begin with an ISA segment; each fault names the byte it is about.");
    static final ProblemType NOT_YOURS = new ProblemType("edi-partner-not-yours", 403,
            "This partner is not yours to send for", "Send only interchanges of the partner that was given to you.");
    static final ProblemType CONTROL_REUSED = new ProblemType("edi-control-reused", 409,
            "The control number was used before for another interchange", "Give every interchange a new ISA13.");
    static final ProblemType CROWDED = new ProblemType("edi-backlog-full", 429,
            "Too many orders by EDI wait already",
            "Send the same interchange again after the time in Retry-After: it is not taken twice.");

    @Override
    public List<ProblemType> problems() {
        return List.of(UNREADABLE, NOT_YOURS, CONTROL_REUSED, CROWDED);
    }
}

package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditSink;
import org.springframework.stereotype.Component;

/** {@code operations.credit.post} of declared connectors. */
@Component
class DeclaredCredits extends DeclaredSink<CreditPosting> implements CreditSink {

    DeclaredCredits(DeclaredCalls calls) {
        super("credit.post", calls);
    }
}

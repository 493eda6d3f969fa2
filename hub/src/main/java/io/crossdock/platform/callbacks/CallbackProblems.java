package io.crossdock.platform.callbacks;

import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class CallbackProblems implements ProblemCatalog {

    static final ProblemType CONFLICT = new ProblemType("message-conflict", 409,
            "This message id was used before for another body",
            "Give every message an id of its own, and repeat it with the same bytes only.");

    @Override
    public List<ProblemType> problems() {
        return List.of(CONFLICT);
    }
}

package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;

/** The kinds of problem of this API. */
@Component
class OperationsProblems implements ProblemCatalog {

    static final ProblemType PLAN_STALE = new ProblemType("replay-plan-stale", 409,
            "The plan of this replay is not what would happen now", "Ask for the plan again and approve that.");

    static final ProblemType REPLAY_STALE = new ProblemType("replay-stale", 409,
            "Something that this plan lists has changed since", "Look at the fresh plan, and approve that.");

    @Override
    public List<ProblemType> problems() {
        return List.of(PLAN_STALE, REPLAY_STALE);
    }
}

package io.crossdock.experience.portal;

import io.crossdock.platform.gateway.ProblemCatalog;
import io.crossdock.platform.gateway.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;

/** The portal's own problems, so that each has its page. */
@Component
class PortalProblems implements ProblemCatalog {

    @Override
    public List<ProblemType> problems() {
        return List.of(OrderController.REFUSED, OrderController.CONFLICT, OrderController.NOT_NOW,
                OrderController.CROWDED,
                ChangeController.REFUSED, ReturnController.REFUSED, ReturnController.STATE);
    }
}

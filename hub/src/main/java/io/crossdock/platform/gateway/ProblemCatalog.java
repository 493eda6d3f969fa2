package io.crossdock.platform.gateway;

import java.util.List;

/** The kinds of problem a module may answer with. Register one as a bean and each kind gets its page. */
@FunctionalInterface
public interface ProblemCatalog {

    List<ProblemType> problems();
}

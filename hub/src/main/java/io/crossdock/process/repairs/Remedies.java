package io.crossdock.process.repairs;

import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every remedy there is. Thread-safe. */
@Component
class Remedies {

    private final ObjectProvider<Remedy> all;
    private final Exceptions exceptions;

    Remedies(ObjectProvider<Remedy> all, Exceptions exceptions) {
        this.all = all;
        this.exceptions = exceptions;
    }

    List<Remedy> of(String cluster) {
        return of(cluster, exceptions.open(ExceptionFilter.ofCluster(cluster)));
    }

    List<Remedy> of(String cluster, List<OpenException> members) {
        return all.orderedStream().filter(each -> each.mends(cluster, members)).toList();
    }

    Optional<Remedy> named(String name) {
        return all.orderedStream().filter(each -> each.name().equals(name)).findFirst();
    }
}

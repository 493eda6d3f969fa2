package io.crossdock.process.repairs;

import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every remedy there is. Thread-safe. */
@Component
class Remedies {

    private final ObjectProvider<Remedy> all;

    Remedies(ObjectProvider<Remedy> all) {
        this.all = all;
    }

    List<Remedy> of(String cluster) {
        return all.orderedStream().filter(each -> each.mends(cluster)).toList();
    }

    Optional<Remedy> named(String name) {
        return all.orderedStream().filter(each -> each.name().equals(name)).findFirst();
    }
}

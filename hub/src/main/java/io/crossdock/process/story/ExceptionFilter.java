package io.crossdock.process.story;

import io.crossdock.platform.landscape.Attention.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * Which exceptions.
 *
 * @param owner  who answers for them
 * @param cause  their cluster
 * @param before open since before that instant
 * @param late   whether their deadline is over
 */
public record ExceptionFilter(Optional<String> owner, Optional<Kind> kind, Optional<String> cause,
        Optional<Instant> before, Optional<Boolean> late) {

    public static final ExceptionFilter ALL = new ExceptionFilter(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    public static ExceptionFilter ofCluster(String cluster) {
        return new ExceptionFilter(Optional.empty(), Optional.empty(), Optional.of(cluster), Optional.empty(),
                Optional.empty());
    }

    boolean takes(OpenException open, String ownedBy, Instant now) {
        return owner.filter(each -> !each.equals(ownedBy)).isEmpty() && kind.filter(each -> each != open.kind()).isEmpty()
                && cause.filter(each -> !each.equals(open.cause())).isEmpty()
                && before.filter(at -> !open.since().isBefore(at)).isEmpty()
                && late.filter(each -> each != open.late(now)).isEmpty();
    }
}

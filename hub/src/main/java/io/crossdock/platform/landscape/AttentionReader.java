package io.crossdock.platform.landscape;

import io.crossdock.platform.landscape.Attention.Documents;
import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Builds {@link Attention} from checked data. */
final class AttentionReader {

    private static final Duration HOLD = Duration.ofHours(4);

    private AttentionReader() {
    }

    static Attention read(Values values) {
        Map<Domain, String> owners = new EnumMap<>(Domain.class);
        for (Domain domain : Domain.values()) {
            values.group("owners").optional(domain.key()).ifPresent(name -> owners.put(domain, name));
        }
        Map<Kind, Duration> within = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            values.group("within").optional(kind.key()).map(Values::duration).ifPresent(limit -> within.put(kind, limit));
        }
        return new Attention(owners, within, documents(values, HOLD));
    }

    /** Empty when a partner's profile says nothing of it. */
    static Optional<Documents> ofPartner(Values values) {
        return values.optional("unknowns").isEmpty() && values.optional("holdFor").isEmpty() ? Optional.empty()
                : Optional.of(documents(values, HOLD));
    }

    private static Documents documents(Values values, Duration otherwise) {
        return new Documents(values.text("unknowns", "hold").equals("refuse") ? Optional.empty()
                : Optional.of(values.duration("holdFor", otherwise)));
    }
}

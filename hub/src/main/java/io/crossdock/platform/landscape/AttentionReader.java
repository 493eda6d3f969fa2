package io.crossdock.platform.landscape;

import io.crossdock.platform.landscape.Attention.Documents;
import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return new Attention(owners, within, documents(values, HOLD), values.list("alerts", AttentionReader::alert),
                values.node().has("mail") ? Optional.of(mail(values.group("mail"))) : Optional.empty());
    }

    private static Attention.Alert alert(Values values) {
        return new Attention.Alert(values.text("name"), values.texts("kinds").stream().flatMap(each
                -> Kind.of(each).stream())
                .collect(Collectors.toSet()), values.texts("owners").stream().flatMap(AttentionReader::domain)
                        .collect(Collectors.toSet()),
                values.text("when", "at_once").equals("late") ? Attention.When.LATE : Attention.When.AT_ONCE,
                values.number("atLeast", 1), Values.number(values.node().path("value")),
                values.duration("after", Duration.ZERO), values.duration("quiet", Duration.ofHours(1)),
                values.texts("mail"));
    }

    private static MailServer mail(Values values) {
        Encryption encryption = Encryption.of(values.text("tls", "starttls"));
        return new MailServer(values.text("host"), values.number("port", MailServer.port(encryption)), encryption,
                values.secret("password").map(password -> new MailServer.Login(values.text("user"), password)),
                values.text("from"), values.optional("consoleUrl").map(URI::create),
                values.optional("runbooksUrl").map(URI::create), Tls.read(values));
    }

    private static Stream<Domain> domain(String key) {
        return Arrays.stream(Domain.values()).filter(each -> each.key().equals(key));
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

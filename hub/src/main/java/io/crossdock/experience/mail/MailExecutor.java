package io.crossdock.experience.mail;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.platform.tls.TlsUnusable;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sends e-mails. One whose answer was lost is sent again under the same Message-ID, by which mail programs know what they
 * have: an alert twice is better than none.
 */
@Component
class MailExecutor implements EffectExecutor {

    private final Landscapes landscapes;
    private final Secrets secrets;
    private final Json json;
    private final TlsContexts contexts;

    MailExecutor(Landscapes landscapes, Secrets secrets, Json json) {
        this.landscapes = landscapes;
        this.secrets = secrets;
        this.json = json;
        this.contexts = new TlsContexts(secrets);
    }

    @Override
    public String kind() {
        return Mail.KIND;
    }

    @Override
    public Promise promise(String target) {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome execute(Effect effect) {
        return landscapes.current().policies().attention().mail()
                .map(server -> send(server, json.read(effect.request(), Mail.class)))
                .orElseGet(() -> new Outcome.Failed("The landscape names no mail server any more."));
    }

    private Outcome send(MailServer server, Mail mail) {
        try {
            Optional<String> password = server.login().map(login -> secrets.resolve(login.password()).reveal());
            return outcome(server, mail, Smtp.send(server, password,
                    contexts.of(server.tls()), mail));
        } catch (SecretMissing missing) {
            return new Outcome.Unavailable(String.valueOf(missing.getMessage()) + ".", Optional.empty());
        } catch (TlsUnusable unusable) {
            return new Outcome.Unavailable(String.valueOf(unusable.getMessage()), Optional.empty());
        }
    }

    private Outcome outcome(MailServer server, Mail mail, Smtp.Reply reply) {
        String who = "The mail server " + server.host() + ":" + server.port();
        return switch (reply) {
            case Smtp.Reply.Taken(String id, String said) -> new Outcome.Done(id, json.tree(Map.of("said", said)));
            case Smtp.Reply.NotThere(String why) ->
                new Outcome.Unavailable(who + " takes no mail now: " + why, Optional.empty());
            case Smtp.Reply.Later(int code, String why) -> new Outcome.Failed(who + " answered " + code + ": " + why);
            case Smtp.Reply.Never(int code, String why) -> new Outcome.Refused("smtp-" + code,
                    who + " will not take a mail to " + mail.to() + ": " + why);
            case Smtp.Reply.Lost(String why) -> new Outcome.Ambiguous(who + " did not answer: " + why);
        };
    }

    @Override
    public Sighting lookup(Effect effect) {
        return new Sighting.Unknown("Mail servers cannot be asked what they have taken.");
    }
}

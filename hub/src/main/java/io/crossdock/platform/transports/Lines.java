package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.MessagePlace.Account;
import io.crossdock.platform.landscape.Outlet;
import io.crossdock.platform.landscape.Secret;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.landscape.Tls;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.platform.tls.TlsUnusable;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Opens connections to the places of the landscape. The one class that knows all transports. */
@Component
class Lines {

    private final Secrets secrets;

    private final String node;
    private final Clock clock;
    private final TlsContexts contexts;

    /** @param node name of this process, whose half-finished files it finds again after a restart */
    Lines(Secrets secrets, @Value("${crossdock.node:hub}") String node, Clock clock) {
        this.secrets = secrets;
        this.node = node;
        this.clock = clock;
        this.contexts = new TlsContexts(secrets);
    }

    /** Who the hub is there, with the secret in hand. */
    record Login(String user, Secret password) {
    }

    Line open(Inlet inlet) throws TransportTrouble {
        return switch (inlet.place()) {
            case MessagePlace.Jms jms -> new JmsLine(jms, new Artemis(jms, login(jms.account(), jms),
                    inlet.timeouts(), tls(inlet.tls(), jms, contexts::of)));
            case MessagePlace.Amqp amqp -> new AmqpLine(amqp, open(amqp, inlet.timeouts(), inlet.tls()),
                    inlet.prefetch());
            case MessagePlace.Imap imap -> new ImapLine(imap, login(Optional.of(imap.account()), imap).orElseThrow(),
                    inlet.timeouts(), tls(inlet.tls(), imap, contexts::of));
            case MessagePlace.Kafka kafka -> new KafkaLine(kafka, login(kafka.account(), kafka), inlet.timeouts(),
                    texts(inlet.tls(), kafka), inlet.prefetch());
            case MessagePlace.Folder folder -> new FileLine(folder, folder.pickup(),
                    () -> new LocalSide(folder.path()), node, clock);
            case MessagePlace.Ftps ftps -> new FileLine(ftps, ftps.pickup(),
                    () -> open(ftps, inlet.timeouts(), inlet.tls()), node, clock);
            case MessagePlace.Soap soap -> throw new IllegalStateException("nobody fetches from " + soap);
        };
    }

    Post open(Outlet outlet) throws TransportTrouble {
        return switch (outlet.place()) {
            case MessagePlace.Jms jms -> new JmsPost(jms, new Artemis(jms, login(jms.account(), jms),
                    outlet.timeouts(), tls(outlet.tls(), jms, contexts::of)));
            case MessagePlace.Amqp amqp -> new AmqpPost(amqp, open(amqp, outlet.timeouts(), outlet.tls()),
                    outlet.timeouts());
            case MessagePlace.Kafka kafka -> new KafkaPost(kafka, login(kafka.account(), kafka), outlet.timeouts(),
                    texts(outlet.tls(), kafka));
            case MessagePlace.Folder folder -> new FilePost(folder, folder.pickup().suffix(), new LocalSide(folder.path()));
            case MessagePlace.Ftps ftps -> new FilePost(ftps, ftps.pickup().suffix(),
                    open(ftps, outlet.timeouts(), outlet.tls()));
            case MessagePlace.Imap _, MessagePlace.Soap _ ->
                throw new TransportTrouble("transport-unknown", "Nothing is left at " + outlet.place() + ".");
        };
    }

    private Rabbit open(MessagePlace.Amqp amqp, Timeouts timeouts, Tls tls) throws TransportTrouble {
        return new Rabbit(amqp, login(amqp.account(), amqp), timeouts, tls(tls, amqp, contexts::of),
                tls.certificate().isPresent());
    }

    private FtpsSide open(MessagePlace.Ftps ftps, Timeouts timeouts, Tls tls) throws TransportTrouble {
        return new FtpsSide(ftps, login(Optional.of(ftps.account()), ftps).orElseThrow(), timeouts,
                tls(tls, ftps, contexts::of));
    }

    private TlsContexts.Texts texts(Tls tls, MessagePlace place) throws TransportTrouble {
        return tls(tls, place, contexts::texts).orElse(TlsContexts.Texts.USUAL);
    }

    private static <T> Optional<T> tls(Tls tls, MessagePlace place, Function<Tls, Optional<T>> made)
            throws TransportTrouble {
        try {
            return made.apply(tls);
        } catch (SecretMissing missing) {
            throw new TransportTrouble("secret-missing", "A certificate for " + place + " is missing: "
                    + missing.getMessage() + ".", missing);
        } catch (TlsUnusable unusable) {
            throw new TransportTrouble("certificate-unusable", String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private Optional<Login> login(Optional<Account> account, MessagePlace place) throws TransportTrouble {
        if (account.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Login(account.get().user(), secrets.resolve(account.get().password())));
        } catch (SecretMissing missing) {
            throw new TransportTrouble("secret-missing", "The password for " + place + " is missing: "
                    + missing.getMessage() + ".", missing);
        }
    }
}

package io.crossdock.platform.landscape;

import io.crossdock.platform.landscape.MessagePlace.Account;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Sources and destinations: checked beyond their schema, and read. */
final class TransportReader {

    static final List<String> IN = List.of("jms", "amqp", "imap", "kafka", "soap", "folder", "ftps");
    static final List<String> OUT = List.of("jms", "amqp", "kafka", "folder", "ftps");

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration POLL_HERE = Duration.ofSeconds(1);
    private static final int IMAP = 143;
    private static final int FTP = 21;
    private static final int IMAP_TLS = 993;

    private TransportReader() {
    }

    static Inlet inlet(Values values) {
        return new Inlet(values.text("id"), place(values), timeouts(values.group("timeouts")),
                takes(values.group("takes")), values.number("prefetch", Inlet.PREFETCH),
                values.number("backlog", Inlet.BACKLOG), values.number("maxBytes", Inlet.BYTES),
                Tls.read(values.group("tls")));
    }

    static Outlet outlet(Values values, Lane lane) {
        return new Outlet(values.text("id"), place(values), timeouts(values.group("timeouts")), lane,
                Tls.read(values.group("tls")));
    }

    private static Timeouts timeouts(Values values) {
        return new Timeouts(values.duration("connect", Timeouts.DEFAULT.connect()),
                values.duration("call", Timeouts.DEFAULT.call()));
    }

    private static Inlet.Takes takes(Values values) {
        if (values.node().has("edi")) {
            Set<String> partners = values.texts("edi").stream().collect(Collectors.toSet());
            return new Inlet.Takes.Interchanges(partners.contains("*") ? Set.of() : partners);
        }
        return values.optional("messages").<Inlet.Takes>map(Inlet.Takes.Messages::new).orElseGet(() -> {
            Values files = values.group("files");
            return new Inlet.Takes.Files(files.text("system"), files.text("feed"));
        });
    }

    private static MessagePlace place(Values values) {
        String transport = IN.stream().filter(values.node()::has).findFirst().orElseThrow();
        Values at = values.group(transport);
        return switch (transport) {
            case "jms" -> new MessagePlace.Jms(URI.create(at.text("url")), account(at), at.text("queue"));
            case "amqp" -> new MessagePlace.Amqp(URI.create(at.text("url")), account(at), at.text("exchange"),
                    at.text("queue"));
            case "soap" -> soap(at);
            case "kafka" -> new MessagePlace.Kafka(at.texts("brokers"), !at.text("tls").equals("false"), account(at),
                    at.text("mechanism", "scram-sha-512").toUpperCase(Locale.ROOT), at.text("topic"),
                    at.text("group", "crossdock"));
            case "folder" -> new MessagePlace.Folder(Path.of(at.text("path")), pickup(at, POLL_HERE));
            case "ftps" -> new MessagePlace.Ftps(at.text("host"), at.number("port", FTP), account(at).orElseThrow(),
                    at.optional("certificate").map(each -> each.toLowerCase(Locale.ROOT)), at.text("directory"),
                    pickup(at, POLL));
            default -> imap(at);
        };
    }

    private static MessagePlace soap(Values at) {
        Set<MessagePlace.PasswordType> types = at.optional("passwordType")
                .map(type -> Set.of(MessagePlace.PasswordType.valueOf(type.toUpperCase(Locale.ROOT))))
                .orElseGet(() -> Set.of(MessagePlace.PasswordType.values()));
        return new MessagePlace.Soap(account(at).orElseThrow(), types, at.optional("element"),
                at.text("encoding").equals("base64"));
    }

    private static MessagePlace.Pickup pickup(Values at, Duration poll) {
        return new MessagePlace.Pickup(at.text("pattern", "*"), at.text("archive", "done"), at.duration("poll", poll),
                at.text("suffix"));
    }

    private static MessagePlace imap(Values at) {
        Encryption encryption = Encryption.of(at.text("tls", "implicit"));
        Set<String> senders = at.texts("senders").stream().map(each -> each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new MessagePlace.Imap(at.text("host"), at.number("port", encryption == Encryption.IMPLICIT ? IMAP_TLS : IMAP),
                encryption, account(at).orElseThrow(), at.text("folder", "INBOX"), at.text("archive", "Crossdock"), senders,
                at.duration("poll", POLL));
    }

    private static Optional<Account> account(Values at) {
        return at.optional("user").map(user -> new Account(user, at.secret("password").orElseThrow()));
    }

    /** Takes what is wrong somewhere. */
    interface Wrong {

        void at(String pointer, String reason, String hint);
    }

    static void check(JsonNode file, List<String> transports, Wrong wrong) {
        List<String> given = transports.stream().filter(file::has).toList();
        if (given.size() != 1) {
            wrong.at("", given.isEmpty() ? "nothing says where its messages are" : "messages are in one place",
                    "give one of " + String.join(", ", transports));
        }
        given.forEach(transport -> check(file.path(transport), "/" + transport, wrong));
        if (file.has("tls")) {
            checkTls(file, wrong);
        }
    }

    private static void checkTls(JsonNode file, Wrong wrong) {
        boolean spoken = said(file, "/jms/url").startsWith("ssl:") || said(file, "/amqp/url").startsWith("amqps:")
                || file.has("imap") && !Set.of("false", "none").contains(said(file, "/imap/tls"))
                || file.has("kafka") && !said(file, "/kafka/tls").equals("false") || file.has("ftps");
        if (!spoken) {
            wrong.at("/tls", "this line has no TLS of which it could be said",
                    "tls belongs to jms with ssl://, amqp with amqps://, ftps, and imap and kafka that have TLS");
        }
        if (file.at("/ftps").has("certificate")) {
            wrong.at("/tls", "two ways say which server is believed", "give certificate in ftps, or tls");
        }
    }

    private static String said(JsonNode file, String pointer) {
        return file.at(pointer).asString("");
    }

    private static void check(JsonNode place, String pointer, Wrong wrong) {
        if (place.has("user") != place.has("password")) {
            wrong.at(pointer, "a user and a password belong together", "give both, or neither");
        }
        if (place.has("encoding") && !place.has("element")) {
            wrong.at(pointer + "/encoding", "nothing says which element's text is in Base64", "add element");
        }
        if (place.path("archive").asString("").equals("working")) {
            wrong.at(pointer + "/archive", "in working lie files that are in the hub's hands",
                    "write another name, such as done");
        }
        glob(place.path("pattern").asString("*"), pointer + "/pattern", wrong);
        if (place.has("url")) {
            url(place.path("url").asString(""), pointer + "/url", wrong);
        }
        String poll = place.path("poll").asString("");
        if (poll.matches("[1-9][0-9]{0,8}(ms|s|m|h|d)") && Values.duration(poll).compareTo(Duration.ofSeconds(1)) < 0) {
            wrong.at(pointer + "/poll", "a server is looked at once a second at most", "write 1s or more");
        }
    }

    private static void glob(String pattern, String pointer, Wrong wrong) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException malformed) {
            wrong.at(pointer, "this is no pattern of file names", "such as *.edi or *.{csv,txt}");
        }
    }

    private static void url(String text, String pointer, Wrong wrong) {
        try {
            URI url = URI.create(text);
            if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null
                    || url.getRawQuery() != null) {
                wrong.at(pointer, "this address names no host, or more than a host, port and path",
                        "user and password have keys of their own");
            } else if (text.matches("(tcp|ssl)://.*") && url.getPort() < 0) {
                wrong.at(pointer, "this address names no port", "Artemis usually listens at 61616");
            }
        } catch (IllegalArgumentException malformed) {
            wrong.at(pointer, "this is no address", "");
        }
    }
}

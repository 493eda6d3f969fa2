package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crossdock.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportsOfLandscapeTest {

    private final ExampleLandscape example;

    TransportsOfLandscapeTest(@TempDir Path directory) {
        this.example = ExampleLandscape.in(directory);
    }

    @Test
    void sourcesAndDestinationsAreRead() throws IOException {
        Files.writeString(example.secrets().resolve("mq"), "secret");
        example.write("sources/buildwell-mq.yaml", """
                id: buildwell-mq
                jms: {url: "tcp://mq.buildwell.example:61616", user: crossdock, password: file:mq, queue: ORDERS}
                takes: {edi: [buildwell]}
                """);
        example.write("sources/orders-mail.yaml", """
                id: orders-mail
                imap: {host: mail.example, user: orders, password: file:mq, senders: ["Orders@Buildwell.example", "@acme.example"]}
                takes: {edi: ["*"]}
                prefetch: 7
                """);
        example.write("destinations/out.yaml", """
                id: out
                amqp: {url: "amqps://mq.example/orders", exchange: partners, queue: buildwell}
                lane: {concurrency: 2}
                """);
        example.replace("partners/buildwell.yaml", "{system: buildwell}", "{destination: out}");
        Landscape landscape = example.reader().read();
        Inlet queue = landscape.inlet("buildwell-mq").orElseThrow();
        assertThat(queue.place()).hasToString("queue ORDERS at tcp://mq.buildwell.example:61616");
        assertThat(queue.takes()).isEqualTo(new Inlet.Takes.Interchanges(Set.of("buildwell")));
        assertThat(queue.prefetch()).isEqualTo(20);
        Inlet mail = landscape.inlet("orders-mail").orElseThrow();
        assertThat(mail.takes()).isEqualTo(new Inlet.Takes.Interchanges(Set.of()));
        MessagePlace.Imap imap = (MessagePlace.Imap) mail.place();
        assertThat(imap.port()).isEqualTo(993);
        assertThat(imap.senders()).containsExactlyInAnyOrder("orders@buildwell.example", "@acme.example");
        assertThat(imap.poll()).isEqualTo(Duration.ofSeconds(30));
        assertThat(landscape.outlet("out").orElseThrow().lane().concurrency()).isEqualTo(2);
        assertThat(landscape.partner("buildwell").orElseThrow().delivery()).isEqualTo(new Partner.Delivery.ToOutlet("out"));
    }

    @Test
    void aMailboxIsReadOverTlsUnlessItIsSaid() throws IOException {
        Files.writeString(example.secrets().resolve("mail"), "secret");
        Map<String, String> ways = Map.of("", "IMPLICIT 993", "tls: implicit", "IMPLICIT 993", "tls: true", "IMPLICIT 993",
                "tls: starttls", "STARTTLS 143", "tls: none", "NONE 143", "tls: false", "NONE 143",
                "tls: starttls, port: 1143", "STARTTLS 1143");
        for (Map.Entry<String, String> way : ways.entrySet()) {
            example.write("sources/mail.yaml", """
                    id: mail
                    imap: {host: mail.example, user: orders, password: file:mail, senders: ["@acme.example"], %s}
                    takes: {edi: ["*"]}
                    """.formatted(way.getKey()));
            MessagePlace.Imap imap = (MessagePlace.Imap) example.reader().read().inlet("mail").orElseThrow().place();
            assertThat(imap.encryption() + " " + imap.port()).as(way.getKey()).isEqualTo(way.getValue());
        }
    }

    /** A certificate without its key, a key without its certificate, and TLS of a line that has none. */
    @Test
    void tlsThatIsHalfGivenIsNamedWithFileLineAndHint() throws IOException {
        TestAuthority authority = new TestAuthority("Ours");
        Files.writeString(example.secrets().resolve("ca"), authority.pem());
        Files.writeString(example.secrets().resolve("hub"), authority.issue("hub", "hub").pem());
        Files.writeString(example.secrets().resolve("hub-key"), authority.issue("hub", "hub").keyPem());
        Map<String, String> places = Map.of(
                "jms", "jms: {url: \"ssl://mq.example:61617\", queue: Q}",
                "amqp", "amqp: {url: \"amqps://mq.example\", queue: Q}",
                "kafka", "kafka: {brokers: [\"kafka.example:9093\"], topic: t}",
                "ftps", "ftps: {host: files.example, user: u, password: file:ca, directory: /}",
                "imap", "imap: {host: mail.example, tls: starttls, user: u, password: file:ca, senders: [\"@a.example\"]}",
                "clear", "imap: {host: mail.example, tls: none, user: u, password: file:ca, senders: [\"@a.example\"]}",
                "opportune", "imap: {host: mail.example, tls: maybe, user: u, password: file:ca, senders: [\"@a.example\"]}");
        for (Map.Entry<String, String> place : places.entrySet()) {
            example.write("sources/" + place.getKey() + ".yaml", """
                    id: %s
                    %s
                    takes: {edi: ["*"]}
                    tls:
                      authorities: file:ca
                      certificate: file:hub
                    """.formatted(place.getKey(), place.getValue()));
        }
        String lack = "the secret 'ca' has no key that begins with BEGIN PRIVATE KEY "
                + "(add it after the certificate; openssl pkcs8 -topk8 -nocrypt writes one)";
        List<String> wrong = List.of(
                "sources/clear.yaml:4: this line has no TLS of which it could be said (tls belongs to jms with ssl://, amqp "
                        + "with amqps://, ftps, and imap and kafka that have TLS)",
                "sources/opportune.yaml:2: imap.tls: 'maybe' is not allowed (one of implicit, starttls, none, true, false)");
        assertThat(mistakes()).containsExactlyInAnyOrderElementsOf(wrong);

        for (String id : places.keySet()) {
            example.replace("sources/" + id + ".yaml", "certificate: file:hub", "certificate: file:ca");
            example.replace("sources/" + id + ".yaml", "authorities: file:ca", "authorities: file:hub-key");
        }
        List<String> more = new ArrayList<>(wrong);
        places.keySet().forEach(id -> {
            more.add("sources/" + id + ".yaml:6: " + lack);
            more.add("sources/" + id + ".yaml:5: the secret 'hub-key' has no certificate in PEM "
                    + "(those of the authorities, each from BEGIN CERTIFICATE to END CERTIFICATE)");
        });
        assertThat(mistakes()).containsExactlyInAnyOrderElementsOf(more)
                .noneMatch(each -> each.contains("-----"));
    }

    private List<String> mistakes() {
        return catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes().stream()
                .map(Mistake::toString).toList();
    }

    @Test
    void mistakesAreNamedWithFileLineAndHint() throws IOException {
        example.write("sources/a.yaml", """
                id: b
                jms: {url: "tcp://mq.example", queue: ORDERS}
                amqp: {url: "amqp://mq.example", queue: ORDERS}
                takes: {messages: erp}
                """);
        example.write("sources/c.yaml", """
                id: c
                amqp: {url: "amqp://guest:guest@mq.example", user: guest, queue: ORDERS}
                takes: {edi: [nobody]}
                """);
        example.write("sources/d.yaml", """
                id: d
                imap: {host: mail.example, user: us, password: "file:nowhere", senders: [us@x.example], poll: 10ms}
                takes: {files: {system: wms-atl, feed: counts}, messages: wms-atl}
                """);
        example.write("sources/s.yaml", """
                id: s
                soap: {user: us, passwordType: md5, encoding: base64}
                takes: {edi: ["*"]}
                """);
        example.write("destinations/e.yaml", """
                id: e
                jms: {url: "http://mq.example", quue: ORDERS}
                """);
        example.write("destinations/f.yaml", """
                id: f
                """);
        example.replace("partners/buildwell.yaml", "{system: buildwell}", "{destination: nowhere}");
        LandscapeRefused refused = catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read());
        assertThat(refused.mistakes()).extracting(Mistake::toString).containsExactlyInAnyOrder(
                "destinations/e.yaml:2: jms.url: 'http://mq.example' has the wrong form "
                        + "(tcp://host:port or ssl://host:port)",
                "destinations/e.yaml:2: jms: 'queue' is missing (a queue such as ORDERS.IN)",
                "destinations/e.yaml:2: jms: unknown key 'quue' (did you mean 'queue'?)",
                "destinations/f.yaml:1: nothing says where its messages are (give one of jms, amqp, kafka, folder, ftps)",
                "partners/buildwell.yaml:12: there is no destination 'nowhere' (add destinations/nowhere.yaml)",
                "sources/a.yaml:1: id 'b' differs from the file's name (write a)",
                "sources/a.yaml:1: messages are in one place (give one of jms, amqp, imap, kafka, soap, folder, ftps)",
                "sources/a.yaml:2: this address names no port (Artemis usually listens at 61616)",
                "sources/a.yaml:4: system 'erp' tells nothing in this way (a system of kind carrier or wms)",
                "sources/c.yaml:2: a user and a password belong together (give both, or neither)",
                "sources/c.yaml:2: this address names no host, or more than a host, port and path "
                        + "(user and password have keys of their own)",
                "sources/c.yaml:3: there is no partner 'nobody' (add partners/nobody.yaml)",
                "sources/s.yaml:2: nothing says which element's text is in Base64 (add element)",
                "sources/s.yaml:2: a user and a password belong together (give both, or neither)",
                "sources/s.yaml:2: soap: 'password' is missing",
                "sources/s.yaml:2: soap.passwordType: 'md5' is not allowed (one of text, digest)",
                "sources/d.yaml:2: a server is looked at once a second at most (write 1s or more)",
                "sources/d.yaml:2: there is no secret 'nowhere' in " + example.secrets().toAbsolutePath()
                        + " (put it there, or correct the reference)",
                "sources/d.yaml:3: a source has messages of one sort (give one of edi, messages or files)",
                "sources/d.yaml:3: the system has no files 'counts' (add them to its files)");
    }
}

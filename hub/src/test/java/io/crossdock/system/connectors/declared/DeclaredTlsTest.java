package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Requests;
import io.crossdock.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that wants a certificate of the hub, and shows one that only the landscape's own authority vouches for. */
class DeclaredTlsTest {

    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final TestAuthority authority = new TestAuthority("Ours");
    private final TestAuthority strangers = new TestAuthority("Strangers");
    private final TestAuthority.Issued localhost = authority.issue("localhost", "localhost");
    private final TestAuthority.Issued hub = authority.issue("hub", "hub");
    private final TestAuthority.Issued foreign = strangers.issue("hub", "hub");
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        landscape = DeclaredSubject.landscape(files);
        secret("ca", authority.pem());
        secret("other-ca", strangers.pem());
        secret("hub", hub.pem());
        secret("foreign", foreign.pem());
        clients.clear();
    }

    @Test
    void theHubShowsItsCertificateAndTheNewOneAfterARotation() throws IOException {
        try (Shop shop = new Shop(localhost)) {
            SystemSettings system = system(shop, "{authorities: file:ca, certificate: file:hub}");
            DeclaredOrders orders = orders();

            assertThat(orders.post(system, Requests.order("SO-1"))).isInstanceOf(Outcome.Done.class);
            secret("hub", authority.issue("hub-new", "hub").pem());
            assertThat(orders.post(system, Requests.order("SO-2"))).isInstanceOf(Outcome.Done.class);
            assertThat(clients).containsExactly("CN=hub", "CN=hub-new");
        }
    }

    @Test
    void withoutACertificateThatIsBelievedNothingIsDone() throws IOException {
        try (Shop shop = new Shop(localhost)) {
            for (String tls : List.of("{authorities: file:ca}", "{authorities: file:ca, certificate: file:foreign}")) {
                // A server may refuse in words, or close the line once it has seen what it does not believe.
                assertThat(orders().post(system(shop, tls), Requests.order("SO-1"))).as(tls)
                        .isNotInstanceOf(Outcome.Done.class).isNotInstanceOf(Outcome.Refused.class);
            }
            assertThat(clients).isEmpty();
        }
    }

    @Test
    void aServerOfAnotherAuthorityOrWithAnotherNameIsNotSpokenWith() throws IOException {
        try (Shop shop = new Shop(localhost); Shop elsewhere = new Shop(authority.issue("elsewhere",
                "elsewhere.example"))) {
            assertThat(orders().post(system(shop, "{authorities: file:other-ca, certificate: file:hub}"),
                    Requests.order("SO-1"))).as("another authority").isInstanceOf(Outcome.Unavailable.class);
            assertThat(orders().post(system(elsewhere, "{authorities: file:ca, certificate: file:hub}"),
                    Requests.order("SO-1"))).as("another name").isInstanceOfSatisfying(Outcome.Unavailable.class,
                            why -> assertThat(why.reason()).contains("no TLS between us"));
            assertThat(clients).isEmpty();
        }
    }

    @Test
    void whatIsNoCertificateOrNoKeyIsNamedWithoutBeingShown() throws IOException {
        try (Shop shop = new Shop(localhost)) {
            SystemSettings system = system(shop, "{authorities: file:ca, certificate: file:hub}");
            for (String broken : List.of("no PEM at all", hub.keyPem(), hub.pem().replace(hub.keyPem(), ""),
                    hub.pem() + hub.keyPem(), hub.pem().replace("PRIVATE KEY", "RSA PRIVATE KEY"),
                    hub.pem().replace("MI", "AA"), foreign.pem().replace(foreign.keyPem(), hub.keyPem()))) {
                secret("hub", broken);
                assertThat(orders().post(system, Requests.order("SO-1"))).as(broken)
                        .isInstanceOfSatisfying(Outcome.Unavailable.class,
                                why -> assertThat(why.reason()).contains("'file:hub'").doesNotContain("BEGIN CERT"));
            }
            Files.delete(landscape.secrets().resolve("hub"));
            assertThat(orders().post(system, Requests.order("SO-1"))).isInstanceOf(Outcome.Unavailable.class);
            assertThat(clients).isEmpty();
        }
    }

    private void secret(String name, String pem) throws IOException {
        Files.writeString(landscape.secrets().resolve(name), pem);
    }

    private DeclaredOrders orders() {
        Expressions expressions = new Expressions(new Json());
        Clock clock = Clock.systemUTC();
        return new DeclaredOrders(new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock,
                Optional.of(new TlsContexts(landscape.secretsInForce()))), landscape.secretsInForce(), expressions, clock)));
    }

    private SystemSettings system(Shop shop, String tls) throws IOException {
        landscape.write("connectors/shop.yaml", """
                id: shop
                title: Shop 9
                auth: {type: none}
                operations:
                  order.post:
                    promise: none
                    request: {method: POST, path: /orders, body: '{ "ref": reference }'}
                    reference: id
                """);
        landscape.write("systems/shop.yaml", "id: shop\nkind: carrier\nconnector: shop\nbaseUrl: https://localhost:" + shop.port()
                + "\ntls: " + tls + "\ntimeouts: {connect: 20s, call: 40s}\n");
        Landscapes landscapes = landscape.landscapes(Clock.systemUTC());
        return landscapes.current().system("shop").orElseThrow();
    }

    /** Takes orders of whoever shows a certificate of the authority. */
    private final class Shop implements AutoCloseable {

        private final HttpsServer server;

        Shop(TestAuthority.Issued certificate) throws IOException {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SSLContext context = certificate.server();
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters strict = context.getDefaultSSLParameters();
                    strict.setNeedClientAuth(true);
                    parameters.setSSLParameters(strict);
                }
            });
            server.createContext("/", exchange -> {
                clients.add(who((HttpsExchange) exchange));
                byte[] answer = "{\"id\":\"S-1\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(201, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        private static String who(HttpsExchange exchange) throws SSLPeerUnverifiedException {
            return exchange.getSSLSession().getPeerPrincipal().getName();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}

package io.crossdock.platform.transports;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.springframework.http.ResponseEntity;

/** A process that takes envelopes at {@code /soap/acme/v1} and reads what it has kept. */
final class SoapNode {

    static final String SOURCE = """
            id: acme
            soap: {user: acme, password: file:acme-soap, element: text}
            takes: {edi: ["*"]}
            """;

    private SoapNode() {
    }

    /** @param arguments JDBC address, user, password, a folder of its own, port */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        ExampleLandscape landscape = ExampleLandscape.in(Path.of(arguments[3]));
        Files.writeString(landscape.secrets().resolve("acme-soap"), "s3cret\n");
        landscape.write("sources/acme.yaml", SOURCE);
        TestHub hub = TransportWorld.hub(TestHub.on(arguments[0], arguments[1], arguments[2], Clock.systemUTC()), landscape,
                landscape.landscapes(Clock.systemUTC()));
        hub.start();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                Integer.parseInt(arguments[4])), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/soap/acme/v1", exchange -> serve(hub.get(SoapController.class), exchange));
        server.start();
        new CountDownLatch(1).await();
    }

    private static void serve(SoapController controller, HttpExchange exchange) throws IOException {
        try (exchange) {
            ResponseEntity<byte[]> answer = controller.take("acme", Optional.of(exchange.getRequestBody().readAllBytes()));
            byte[] body = Optional.ofNullable(answer.getBody()).orElse(new byte[0]);
            exchange.sendResponseHeaders(answer.getStatusCode().value(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

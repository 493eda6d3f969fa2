package io.crossdock.cli;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** Stands for the hub or the estate: answers 200 to everything on its port, and ends with its parent. */
final class FakeProgram {

    private FakeProgram() {}

    static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), FakeProgram.class.getName());
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port(List.of(arguments))), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        System.out.println("listening");
        System.in.transferTo(System.out);
        System.exit(0);
    }

    private static int port(List<String> arguments) {
        int index = arguments.indexOf("--port");
        if (index >= 0) {
            return Integer.parseInt(arguments.get(index + 1));
        }
        return arguments.stream().filter(argument -> argument.startsWith("--server.port="))
                .mapToInt(argument -> Integer.parseInt(argument.substring("--server.port=".length())))
                .findFirst().orElseThrow();
    }
}

package io.crossdock.platform.effects;

import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that has the connectors of the example landscape, and does the calls that its database asks for. */
final class ConnectedNode {

    /** Whoever kills it ends its leases by hand; a slow machine does not. */
    private static final LaneSettings LANE = new LaneSettings(20, BigDecimal.ZERO, 20, Duration.ofMillis(10),
            Duration.ofMillis(100), 1000, Duration.ofMillis(10), Duration.ofMinutes(5), Duration.ofMillis(10));

    private ConnectedNode() {
    }

    /** @param arguments JDBC address, user, password, a folder of its own, where all systems are */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        connected(TestHub.on(arguments[0], arguments[1], arguments[2], Clock.systemUTC()), Path.of(arguments[3]),
                arguments[4]).start();
        new CountDownLatch(1).await();
    }

    /** Every system is a path of one address. */
    static TestHub connected(TestHub.Builder builder, Path folder, String address) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(folder);
        try (Stream<Path> files = Files.list(landscape.folder().resolve("systems"))) {
            for (Path file : files.toList()) {
                String system = file.getFileName().toString().replace(".yaml", "");
                landscape.write("systems/" + file.getFileName(), Files.readString(file)
                        .replaceAll("(?m)^baseUrl:.*$", "baseUrl: " + address + "/" + system)
                        .replace("{connect: 2s, call: 10s}", "{connect: 20s, call: 2m}").replace("lease: 30s", "lease: 5m"));
            }
        }
        Map<String, LaneSettings> lanes = Stream.of("erp", "wms-atl", "northforge")
                .collect(Collectors.toMap(Function.identity(), target -> LANE));
        return builder.with(Landscapes.class, landscape.landscapes(Clock.systemUTC()))
                .with(Secrets.class, landscape.secretsInForce()).with(Lanes.class, () -> lanes)
                .scan("io.crossdock.system.connectors").open();
    }
}

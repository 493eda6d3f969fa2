package io.crossdock.estate;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * How the estate is started; section 9 of the contract.
 *
 * @param port    0 takes a free one
 * @param pace    how many times faster than by day the warehouses work
 * @param traffic example orders per minute, 0 for none
 */
public record Options(String bind, int port, Path data, URI hub, Path secrets, Path hubSecrets, double pace,
        BigDecimal traffic, long seed, boolean latency, boolean exitWithParent) {

    /** What the command line got wrong, for people. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /** The defaults, with a data folder. */
    public static Options with(Path data) {
        return new Options("127.0.0.1", 0, data, URI.create("http://localhost:8080"), data.resolve("secrets"),
                data.resolve("secrets"), 1, BigDecimal.ZERO, 1, true, false);
    }

    static Options parse(List<String> arguments) throws Wrong {
        Draft draft = new Draft();
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            int equals = word.indexOf('=');
            String flag = equals < 0 ? word : word.substring(0, equals);
            if (flag.equals("--exit-with-parent")) {
                draft.exitWithParent = true;
                continue;
            }
            String value = equals >= 0 ? word.substring(equals + 1) : words.hasNext() ? words.next() : "";
            if (value.isEmpty()) {
                throw new Wrong(flag + " needs a value");
            }
            try {
                draft.set(flag, value);
            } catch (IllegalArgumentException e) {
                throw new Wrong(flag + " does not take " + value);
            }
        }
        return draft.finish();
    }

    private static final class Draft {
        private String bind = "127.0.0.1";
        private int port;
        private Path data = Path.of("estate-data");
        private URI hub = URI.create("http://localhost:8080");
        private String secrets = "";
        private String hubSecrets = "";
        private double pace = 1;
        private BigDecimal traffic = BigDecimal.ZERO;
        private long seed = 1;
        private boolean latency = true;
        private boolean exitWithParent;

        private void set(String flag, String value) throws Wrong {
            switch (flag) {
                case "--bind" -> bind = value;
                case "--port" -> port = Integer.parseInt(value);
                case "--data" -> data = Path.of(value);
                case "--hub" -> hub = URI.create(value);
                case "--secrets" -> secrets = value;
                case "--hub-secrets" -> hubSecrets = value;
                case "--pace" -> pace = Double.parseDouble(value);
                case "--traffic" -> traffic = value.equals("off") ? BigDecimal.ZERO : new BigDecimal(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--latency" -> latency = onOrOff(value);
                default -> throw new Wrong("there is no flag " + flag);
            }
        }

        private static boolean onOrOff(String value) {
            return switch (value) {
                case "on" -> true;
                case "off" -> false;
                default -> throw new IllegalArgumentException(value);
            };
        }

        private Options finish() throws Wrong {
            if (!(pace > 0 && pace <= 1000)) {
                throw new Wrong("--pace must be above 0 and at most 1000");
            }
            if (traffic.signum() < 0 || port < 0 || port > 65535) {
                throw new Wrong("--traffic and --port must not be negative");
            }
            Path own = secrets.isEmpty() ? data.resolve("secrets") : Path.of(secrets);
            Path shared = hubSecrets.isEmpty() ? own : Path.of(hubSecrets);
            return new Options(bind, port, data, hub, own, shared, pace, traffic, seed, latency,
                    exitWithParent);
        }
    }
}

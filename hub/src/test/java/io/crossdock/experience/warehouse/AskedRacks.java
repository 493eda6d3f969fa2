package io.crossdock.experience.warehouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A warehouse of somebody else that lists its shipments by their last change, to the second: whatever is changed moves to the
 * end of the list. Pages of four, in each style. Thread-safe.
 */
final class AskedRacks implements AutoCloseable {

    private static final int PAGE = 4;

    private final HttpServer server;
    private final Map<String, Row> rows = new TreeMap<>();
    private Consumer<String> betweenPages = _ -> { };

    /** How far a shipment is. */
    record Row(String ref, int no, Instant at) {

        String json() {
            return "{\"wave\":\"" + ref + "\",\"no\":" + no + ",\"time\":\"" + at + "\"}";
        }
    }

    AskedRacks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/shipments", this::list);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /**
     * One step further, stamped now or a while ago: some changes take their time until they show. Nobody reads the list
     * between a look at the clock and the change, or it would show later than it says.
     */
    synchronized void change(String ref, Clock clock, Duration late) {
        Instant at = clock.instant().minus(late).truncatedTo(ChronoUnit.SECONDS);
        rows.compute(ref, (_, row) -> new Row(ref, row == null ? 1 : row.no() + 1, at));
    }

    synchronized void forget() {
        rows.clear();
    }

    synchronized List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** Happens once, after the next page that is not the last, to the first of it. */
    synchronized void betweenPages(Consumer<String> change) {
        betweenPages = change;
    }

    private synchronized void list(HttpExchange exchange) throws IOException {
        Map<String, String> asked = exchange.getRequestURI().getRawQuery() == null ? Map.of()
                : Arrays.stream(exchange.getRequestURI().getRawQuery().split("&")).map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        Instant since = Instant.parse(asked.getOrDefault("since", "1970-01-01T00:00:00Z"));
        List<Row> all = rows.values().stream().filter(row -> !row.at().isBefore(since))
                .sorted(Comparator.comparing(Row::at).thenComparing(Row::ref)).toList();
        String after = asked.getOrDefault("after", "");
        List<Row> rest = after.isEmpty()
                ? all.stream().skip(asked.containsKey("page") ? (Long.parseLong(asked.get("page")) - 1) * PAGE
                        : Long.parseLong(asked.getOrDefault("offset", "0"))).toList()
                : all.stream().filter(row -> cursor(row).compareTo(after) > 0).toList();
        List<Row> page = rest.stream().limit(PAGE).toList();
        boolean more = rest.size() > PAGE;
        String cursor = more ? cursor(page.getLast()) : "";
        if (more) {
            exchange.getResponseHeaders().set("Link", "</shipments?first>; rel=\"first\"; title=\"a, <b>\", </shipments?since="
                    + since + "&after=" + cursor.replace(" ", "%20") + ">; rel=\"last next\"");
        }
        byte[] answer = ("{\"rows\":[" + page.stream().map(Row::json).collect(Collectors.joining(",")) + "]"
                + (more ? ",\"more\":\"" + cursor + "\"" : "") + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
        if (more) {
            Consumer<String> change = betweenPages;
            betweenPages = _ -> { };
            change.accept(page.getFirst().ref());
        }
    }

    private static String cursor(Row row) {
        return row.at() + " " + row.ref();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.crossdock.system.connectors;

import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What lies on the shelves of a system on loopback, in pages; how it is told is said by whoever speaks for it. */
public final class Shelves implements AutoCloseable {

    public static final String KEY = "the-key-of-the-shelves";

    private final FakeSystem system = new FakeSystem();
    private final int size;
    private volatile List<Row> rows = List.of();

    public record Row(Sku sku, BigDecimal amount) {
    }

    /** @param next the number of the row that the next page begins with */
    public record Page(List<Row> rows, Optional<Integer> next) {
    }

    /** @param size rows of a page */
    public Shelves(int size) {
        this.size = size;
    }

    public FakeSystem system() {
        return system;
    }

    public URI url() {
        return system.url();
    }

    public void hold(Map<Sku, BigDecimal> stock) {
        rows = new TreeMap<>(stock).entrySet().stream().map(each -> new Row(each.getKey(), each.getValue())).toList();
    }

    public Page from(int first) {
        int end = Math.min(first + size, rows.size());
        return new Page(rows.subList(Math.min(first, end), end), Optional.of(end).filter(next -> next < rows.size()));
    }

    /** Of the query in a path. */
    public static Optional<String> parameter(String path, String name) {
        return Arrays.stream(path.substring(path.indexOf('?') + 1).split("&")).filter(each -> each.startsWith(name + "="))
                .map(each -> URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8)).findFirst();
    }

    @Override
    public void close() {
        system.close();
    }
}

package io.crossdock.drills;

import io.crossdock.postgres.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The example estate. The one that stages share is a process for the whole run, and begins each with empty books. */
public final class Estate implements AutoCloseable {

    /** Where it sends its call-backs: whoever plays the hub listens there. */
    public static final int HUB_PORT = Ports.free();

    private final URI address;
    private final Child process;

    private Estate(URI address, Child process) {
        this.address = address;
        this.process = process;
    }

    /** The running estate with empty books, without faults. */
    public static Estate fresh(int pace) {
        Estate estate = Shared.ESTATE;
        Http.post(estate.address.resolve("/control/reset?books=true"), new byte[0]).ok();
        Http.put(estate.address.resolve("/control/pace"), "{\"pace\": \"%d\"}".formatted(pace)).ok();
        return estate;
    }

    /** The class loader's once-only initialisation is the lock. */
    private static final class Shared {

        static final Estate ESTATE = start("estate");
    }

    /** One more estate with books of its own, whose numbers are those of the first: another ERP. To be closed. */
    public static Estate another(String name) {
        return start(name);
    }

    private static Estate start(String name) {
        Path data = Programs.WORK.resolve(name);
        Programs.delete(data);
        int port = Ports.free();
        URI address = URI.create("http://127.0.0.1:" + port);
        List<String> command = new ArrayList<>(Programs.estate());
        command.addAll(List.of("--port", Integer.toString(port), "--hub", "http://127.0.0.1:" + HUB_PORT,
                "--data", data.toString(), "--secrets", Secrets.FOLDER.toString(), "--exit-with-parent"));
        Path log = Programs.WORK.resolve("logs").resolve(name + ".log");
        Child process = Child.start(name, command, Map.of(), log);
        Estate estate = new Estate(address, process);
        estate.awaitReady();
        return estate;
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitReady() {
        Awaitility.await("estate").atMost(Duration.ofMinutes(2)).ignoreExceptions()
                .failFast(process::requireAlive)
                .until(() -> Http.get(address.resolve("/control/faults")).status() == 200);
    }

    public URI address() {
        return address;
    }

    public Truth truth() {
        return new Truth(address);
    }

    /** Section 8.1 of the contract; replaces the faults of that system. */
    public void faults(String system, String json) {
        Http.put(address.resolve("/control/faults/" + system), json).ok();
    }

    public void noFaults() {
        Http.put(address.resolve("/control/faults"),
                "{\"erp\":{},\"wms\":{},\"supplier\":{},\"carrier\":{},\"edi\":{}}").ok();
    }

    /** How many times faster than by day warehouses, carriers and suppliers work from now on; above 0. */
    public void pace(String pace) {
        Http.put(address.resolve("/control/pace"), "{\"pace\": \"%s\"}".formatted(pace)).ok();
    }

    /**
     * Releases and purchase orders stay in a state.
     *
     * @param states by release, order or {@code all}; several states with commas between them; {@code none} lets go
     */
    public void hold(Map<String, String> states) {
        Http.put(address.resolve("/control/holds"), states.entrySet().stream().map(each ->
                "\"" + each.getKey() + "\": \"" + each.getValue() + "\"").collect(Collectors.joining(", ", "{", "}"))).ok();
    }

    /** Nothing stands still any more. */
    public void letGo() {
        Http.delete(address.resolve("/control/holds")).ok();
    }

    /** What one of its systems answers whoever asks, such as {@code /erp/v1/orders/SO-1}; empty when it knows nothing. */
    public Optional<JsonNode> ask(String path, String secret) {
        Http.Reply reply = Http.get(address.resolve(path), "X-Api-Key", Secrets.of(secret));
        return reply.status() == 404 ? Optional.empty() : Optional.of(reply.ok());
    }

    /** A count, which the warehouse reports to the hub. */
    public void onHand(String warehouse, String sku, int onHand) {
        Http.post(address.resolve("/control/stock"), Http.bytes("""
                {"warehouse": "%s", "sku": "%s", "onHand": "%d", "reason": "recount"}
                """.formatted(warehouse, sku, onHand)), "Content-Type", "application/json").ok();
    }

    /** Other items that serve as well as one, the best first. */
    public void substitutes(String sku, String... others) {
        Http.put(address.resolve("/control/items/" + sku), "{\"substitutes\": [%s]}".formatted(
                Stream.of(others).map(other -> "\"" + other + "\"").collect(Collectors.joining(", ")))).ok();
    }

    /** Whether an account takes other items, and what it pays for them: {@code no}, {@code never_dearer}, {@code own_price}. */
    public void substitution(String account, String takes) {
        Http.put(address.resolve("/control/accounts/" + account), "{\"substitution\": \"%s\"}".formatted(takes)).ok();
    }

    /** Warehouses order again what runs low, or not. */
    public void replenishment(boolean enabled) {
        Http.put(address.resolve("/control/replenishment"), "{\"enabled\": %s}".formatted(enabled)).ok();
    }

    /** More or less of something than the warehouse thought, which it reports to the hub; not less than nothing. */
    public boolean recount(String warehouse, String sku, int delta) {
        return Http.post(address.resolve("/control/stock"), Http.bytes("""
                {"warehouse": "%s", "sku": "%s", "delta": "%d", "reason": "recount"}
                """.formatted(warehouse, sku, delta)), "Content-Type", "application/json").status() / 100 == 2;
    }

    /** The warehouse lets a release be, if it can still do so. */
    public boolean callOff(String warehouse, String release) {
        return Http.post(address.resolve("/wms/" + warehouse + "/v1/releases/" + release + "/cancel"), new byte[0],
                "X-Api-Key", Secrets.of("wms-key")).status() / 100 == 2;
    }

    /** More of something in a warehouse, which it reports to the hub. */
    public void goodsIn(String warehouse, String sku, int more) {
        Http.post(address.resolve("/control/stock"), Http.bytes("""
                {"warehouse": "%s", "sku": "%s", "delta": "%d", "reason": "found"}
                """.formatted(warehouse, sku, more)), "Content-Type", "application/json").ok();
    }

    public List<JsonNode> items() {
        return erp("items");
    }

    public List<JsonNode> accounts() {
        return erp("accounts");
    }

    private List<JsonNode> erp(String what) {
        List<JsonNode> rows = new ArrayList<>();
        Http.get(address.resolve("/erp/v1/" + what + "?limit=1000"), "X-Api-Key", Secrets.of("erp-key")).ok()
                .path("items").forEach(rows::add);
        return rows;
    }

    @Override
    public String toString() {
        return process.toString();
    }
}

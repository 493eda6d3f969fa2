package io.crossdock.experience.edi.stock;

import io.crossdock.canonical.LegNumber;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.incoming.ReceivedSets.StockReceived;
import io.crossdock.experience.edi.maps.PartnerMaps;
import io.crossdock.experience.edi.stock.StockDocument.Row;
import io.crossdock.experience.edi.stock.StockRows.Found;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.landscape.SystemSettings;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Hands on what warehouses send as X12: every document becomes a message of its warehouse. Rows whose item nobody knows
 * wait for a person beside the good rows of the same document; a shipment waits whole.
 */
@Component
class StockSets implements FactHandler {

    /** Says that rows of a document wait. */
    static final String ROWS_LEFT = "edi.rows_left";
    private static final String SHIPPED = "leg.shipped";

    private final ReceivedSets sets;
    private final StockRows items;
    private final Landscapes landscapes;
    private final Ledgers ledgers;
    private final Json json;
    private final PartnerMaps maps;

    StockSets(ReceivedSets sets, StockRows items, Landscapes landscapes, Ledgers ledgers, PartnerMaps maps) {
        this.sets = sets;
        this.items = items;
        this.landscapes = landscapes;
        this.ledgers = ledgers;
        this.json = ledgers.json();
        this.maps = maps;
    }

    /** Where it is written down. */
    @Component("edi-ledgers")
    record Ledgers(Inbox inbox, Journal journal, Json json) {
    }

    /** @param rows of the document, from 0 */
    record RowsLeft(StockReceived received, List<Integer> rows) {
    }

    private record Telling(StockReceived received, ReceivedSet set, Partner partner, SystemSettings system,
            StockDocument document) {
    }

    @Override
    public String subscription() {
        return "edi-stock";
    }

    @Override
    public Set<String> types() {
        return Set.of(ReceivedSets.STOCK_RECEIVED, ROWS_LEFT);
    }

    @Override
    public void handle(Fact fact) {
        if (!items.isReady()) {
            throw new IllegalStateException("the catalogue has not been read yet");
        }
        if (fact.type().equals(ROWS_LEFT)) {
            RowsLeft left = json.read(fact.data(), RowsLeft.class);
            rows(telling(left.received()), left.rows(), fact);
            return;
        }
        Telling telling = telling(json.read(fact.data(), StockReceived.class));
        if (telling.document().type().equals(SHIPPED)) {
            shipped(telling, fact);
        } else {
            rows(telling, IntStream.range(0, telling.document().rows().size()).boxed().toList(), fact);
        }
    }

    private Telling telling(StockReceived received) {
        Landscape landscape = landscapes.current();
        ReceivedSet set = sets.set(received.set()).orElseThrow();
        Partner partner = landscape.partner(received.partner()).orElseThrow(() -> new Indigestible(
                "edi-partner-unknown", "The profile of partner " + received.partner() + " is gone."));
        SystemSettings system = landscape.systems(SystemSettings.Kind.WMS).stream()
                .filter(each -> each.messages().partner().filter(partner.id()::equals).isPresent()).findFirst()
                .orElseThrow(() -> new Indigestible("edi-warehouse-unknown", "A " + set.type() + " came from partner "
                        + partner.id() + ", and no warehouse of the landscape sends as that partner."));
        return new Telling(received, set, partner, system, mapped(set, partner));
    }

    private StockDocument mapped(ReceivedSet set, Partner partner) {
        if (maps.map(set.type(), partner).isEmpty()) {
            throw new Indigestible("edi-nobody-acts", "A " + set.type() + " came from partner " + partner.id()
                    + ": it tells a warehouse what to do, and this hub is none.");
        }
        return maps.read(set.type(), maps.map(set.type(), set.neutral(), set.came(), partner),
                StockDocument.class, partner);
    }

    private void rows(Telling telling, List<Integer> which, Fact fact) {
        List<Map<String, Object>> good = new ArrayList<>();
        List<Integer> bad = new ArrayList<>();
        List<String> why = new ArrayList<>();
        for (int index : which) {
            switch (items.find(telling.document().rows().get(index), telling.partner())) {
                case Found.Good(var row) -> good.add(row);
                case Found.Bad(String reason) -> {
                    bad.add(index);
                    why.add("row " + (index + 1) + ": " + reason);
                }
            }
        }
        boolean left = fact.type().equals(ROWS_LEFT);
        if (left && !bad.isEmpty()) {
            throw waits(telling, why);
        }
        if (!good.isEmpty()) {
            Map<String, Object> body = body(telling, fact);
            body.put("stock", good);
            tell(telling, body, left ? ":left" : "", fact);
        }
        if (!bad.isEmpty()) {
            ledgers.journal().append(new NewFact(ROWS_LEFT, fact.subject(), fact.key() + ":left",
                    fact.cause("hub"), 1, new RowsLeft(telling.received(), bad)));
        }
    }

    private void shipped(Telling telling, Fact fact) {
        StockDocument document = telling.document();
        LegNumber release = document.release().flatMap(LegNumber::parse).orElseThrow(() -> new Indigestible(
                "edi-release-unknown", "A " + telling.set().type() + " of " + telling.partner().id() + " is about order '"
                + document.release().orElse("") + "', which is no release of ours."));
        List<String> why = new ArrayList<>();
        Map<String, Object> body = body(telling, fact);
        body.put("releaseId", release.toString());
        document.carrier().ifPresent(carrier -> body.put("carrier", carrier));
        body.put("lines", lines(telling, document.rows(), why));
        body.put("packages", document.packages().stream().map(pack -> {
            Map<String, Object> box = new LinkedHashMap<>();
            box.put("sscc", pack.sscc().length() > 18 ? pack.sscc().substring(pack.sscc().length() - 18) : pack.sscc());
            pack.tracking().ifPresent(tracking -> box.put("trackingNumber", tracking));
            box.put("lines", lines(telling, pack.rows(), new ArrayList<>()));
            return box;
        }).toList());
        if (!why.isEmpty()) {
            throw waits(telling, why);
        }
        tell(telling, body, "", fact);
    }

    private List<Map<String, Object>> lines(Telling telling, List<Row> rows, List<String> why) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Row row : rows) {
            switch (items.find(row, telling.partner())) {
                case Found.Good(var line) -> lines.add(line);
                case Found.Bad(String reason) -> why.add("row " + (rows.indexOf(row) + 1) + ": " + reason);
            }
        }
        return lines;
    }

    private static Indigestible waits(Telling telling, List<String> why) {
        return new Indigestible("edi-item-unknown", "Rows of the " + telling.set().type() + " " + telling.set().control()
                + " of " + telling.partner().id() + " wait. " + String.join("; ", why) + ".");
    }

    private static Map<String, Object> body(Telling telling, Fact fact) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("warehouse", telling.system().location().orElseThrow().value());
        body.put("type", telling.document().type());
        body.put("occurredAt", at(telling, fact.time()).toString());
        telling.document().document().ifPresent(number -> body.put("document", number));
        telling.document().reference().ifPresent(text -> body.put("reference", text));
        return body;
    }

    /**
     * A count that names a day alone is of its beginning, so that it overrules nothing of that day; what came or went is
     * of its end, or of now, so that no count of that day swallows it.
     */
    private static Instant at(Telling telling, Instant now) {
        String text = telling.document().at().orElseThrow(() -> unreadable(telling, "it names no day"));
        try {
            if (text.contains("T")) {
                return LocalDateTime.parse(text).atZone(telling.system().zone()).toInstant();
            }
            LocalDate day = LocalDate.parse(text);
            Instant end = day.plusDays(1).atStartOfDay(telling.system().zone()).toInstant().minusMillis(1);
            return telling.document().rows().stream().anyMatch(row -> row.onHand().isPresent())
                    ? day.atStartOfDay(telling.system().zone()).toInstant() : end.isBefore(now) ? end : now;
        } catch (DateTimeException wrong) {
            throw unreadable(telling, "'" + text + "' is no time");
        }
    }

    private static Indigestible unreadable(Telling telling, String why) {
        return new Indigestible("edi-warehouse-unreadable", "The " + telling.set().type() + " " + telling.set().control()
                + " of " + telling.partner().id() + " cannot be taken: " + why + ".");
    }

    private void tell(Telling telling, Map<String, Object> body, String part, Fact fact) {
        String message = "x12:" + telling.set().id() + part;
        String system = telling.system().id();
        ledgers.inbox().receive(new Incoming(system, message, "application/json",
                json.write(body).getBytes(StandardCharsets.UTF_8), new Origin(telling.set().correlation() + part,
                        Optional.of(fact.position()), "system:" + system, fact.origin().traceparent())),
                system + ":" + body.getOrDefault("releaseId", message));
    }
}

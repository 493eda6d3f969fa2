package io.crossdock.estate.crm;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The CRM: it hears of orders by webhook and tells what it knows of them. */
public final class Crm {

    private static final int EVENTS_KEPT = 50_000;
    private static final int ORDERS_KEPT = 20_000;

    /** @param at when it happened; what is older than what is known changes nothing */
    record Known(String number, Instant at, String lastEvent, int events, JsonNode order) {}

    /** An event that was taken. */
    record Heard(String number, String webhookId, String type, String subject, Instant receivedAt) {}

    private final Books books;
    private final Book<Known> orders;
    private final Book<Heard> events;
    private final Book<String> ids;
    private final Signature signature;
    private final Clock clock;

    public Crm(Books books, String secret, Clock clock) {
        this.books = books;
        this.clock = clock;
        orders = books.book("crm-orders", Known.class);
        events = books.book("crm-events", Heard.class);
        ids = books.book("crm-ids", String.class);
        signature = new Signature(secret, clock);
    }

    public void routes(Routes routes) {
        routes.add("POST", "/crm/hooks", this::hear);
        routes.add("GET", "/crm/orders/{number}", request -> Answer.ok(orders.find(request.place("number"))
                .orElseThrow(() -> Refused.notFound("order " + request.place("number")))));
        routes.add("GET", "/control/truth/crm", request -> Answer.ok(Page.of(request,
                events.after(Page.after(request)), Heard::number, each -> each)));
    }

    private Answer hear(Request request) {
        signature.check(request);
        String id = request.header("webhook-id");
        Fields event = request.fields();
        String type = event.text("type");
        request.key(event.text("subject"));
        return books.change(() -> {
            if (ids.find(id).isPresent()) {
                return Answer.ok(Map.of("duplicate", true));
            }
            String number = "%09d".formatted(books.next("crm-event", 1));
            ids.put(id, number);
            events.put(number, new Heard(number, id, type, event.text("subject"), clock.instant()));
            forget();
            if (event.has("data") && event.object("data").has("order")) {
                learn(event, type);
            }
            return Answer.ok(Map.of("duplicate", false));
        });
    }

    private void learn(Fields event, String type) {
        Fields order = event.object("data").object("order");
        String number = order.text("number");
        Instant at = instant(event.text("time"));
        Optional<Known> before = orders.find(number);
        if (before.isPresent() && before.get().at().isAfter(at)) {
            return;
        }
        orders.put(number, new Known(number, at, type, before.map(Known::events).orElse(0) + 1, order.node()));
        orders.keepNewest(ORDERS_KEPT);
    }

    /** What was heard long ago is forgotten, with its id. */
    private void forget() {
        while (events.size() > EVENTS_KEPT) {
            Heard oldest = events.all().findFirst().orElseThrow();
            ids.remove(oldest.webhookId());
            events.remove(oldest.number());
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refused.badRequest("time is not an instant like 2026-11-21T09:30:00Z");
        }
    }
}

package io.crossdock.estate.callbacks;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fault;
import io.crossdock.estate.http.Faults;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What the estate has to tell the hub: kept in the books until the hub has taken it. */
public final class Callbacks {

    private static final int DELIVERED_KEPT_MAX = 20_000;
    /** Long enough for the next event of a release to overtake. */
    private static final Duration OVERTAKEN_AFTER = Duration.ofSeconds(4);

    private final Books books;
    private final Book<Callback> callbacks;
    private final Faults faults;
    private final Courier courier;
    private final Clock clock;
    private final Shift shift;

    public Callbacks(Books books, Faults faults, Courier courier, Clock clock, Shift shift) {
        this.books = books;
        this.faults = faults;
        this.courier = courier;
        this.clock = clock;
        this.shift = shift;
        callbacks = books.book("callbacks", Callback.class);
        courier.serve(this);
    }

    /** Takes up again what was not delivered when the estate ended. */
    public void resume() {
        callbacks.all().filter(each -> each.state() == Callback.State.waiting).forEach(courier::take);
    }

    /** Keeps a message and has it delivered; only inside a change. */
    public void tell(Message message) {
        long number = books.next("callback", 1);
        Fault fault = faults.of(message.system());
        boolean lost = faults.strikes(fault.lostCallbacks(), "lostCallbacks", message.id());
        Callback callback = new Callback(number, message.id(), message.system(), message.key(),
                message.type(), message.path(), message.contentType(), message.body(),
                lost ? Callback.State.lost : Callback.State.waiting, 0, 0, null, clock.instant(), null);
        callbacks.put(callback.row(), callback);
        if (lost) {
            return;
        }
        boolean overtaken = faults.strikes(fault.reorder(), "reorder", message.id());
        books.then(() -> {
            if (overtaken) {
                shift.after(OVERTAKEN_AFTER, () -> courier.take(callback));
            } else {
                courier.take(callback);
            }
        });
    }

    void failed(Callback callback) {
        books.note(() -> callbacks.put(callback.row(), callback));
    }

    /** Books a delivery; says whether the same message is to be sent once more. */
    boolean delivered(Callback callback, int status) {
        books.note(() -> {
            callbacks.put(callback.row(), callback.delivered(status, clock.instant()));
            if (callbacks.size() > DELIVERED_KEPT_MAX) {
                callbacks.all().filter(each -> each.state() == Callback.State.delivered).findFirst()
                        .ifPresent(oldest -> callbacks.remove(oldest.row()));
            }
        });
        return faults.strikes(faults.of(callback.system()).duplicate(), "duplicate", callback.id());
    }

    public void routes(Routes routes) {
        routes.add("GET", "/control/truth/callbacks", this::list);
        routes.add("POST", "/control/callbacks/{id}/retry", this::retry);
    }

    private Answer list(Request request) {
        List<Callback> found = callbacks.all()
                .filter(each -> request.query("key").map(each.key()::endsWith).orElse(true))
                .filter(each -> request.query("state").map(each.state().name()::equals).orElse(true))
                .filter(each -> request.query("system").map(each.system()::equals).orElse(true)).toList();
        String after = Page.after(request);
        long cursor = after.isEmpty() ? 0 : Long.parseLong(after);
        return Answer.ok(Page
                .of(request, found.stream().filter(each -> each.number() > cursor), Callback::row, this::view)
                .put("count", found.size()).put("waiting",
                        found.stream().filter(each -> each.state() == Callback.State.waiting).count()));
    }

    private ObjectNode view(Callback callback) {
        ObjectNode view = Json.node(callback);
        view.put("url", courier.address(callback));
        return view.remove(List.of("path", "contentType"));
    }

    private Answer retry(Request request) {
        String id = request.place("id");
        Callback again = books.change(() -> {
            Callback known = callbacks.all()
                    .filter(each -> each.id().equals(id) && each.state() == Callback.State.given_up)
                    .findFirst().orElseThrow(() -> Refused.notFound("callback " + id + " that was given up"));
            Callback waiting = known.in(Callback.State.waiting, 0);
            callbacks.put(waiting.row(), waiting);
            return waiting;
        });
        courier.take(again);
        return Answer.ok(view(again));
    }
}

package io.crossdock.estate.http;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import java.util.concurrent.atomic.AtomicLong;

/** Every call that was received, newest 100 000. Reaches the disk a moment later than what the call did. */
public final class CallLog {

    private static final int KEPT_MAX = 100_000;

    private final Books books;
    private final Book<Call> calls;
    private final AtomicLong numbers = new AtomicLong();

    public CallLog(Books books) {
        this.books = books;
        this.calls = books.book("calls", Call.class);
        calls.all().forEach(call -> numbers.accumulateAndGet(call.number(), Math::max));
    }

    long next() {
        return numbers.incrementAndGet();
    }

    void add(Call call) {
        books.note(() -> {
            calls.put(call.id(), call);
            calls.keepNewest(KEPT_MAX);
        });
    }

    public Book<Call> calls() {
        return calls;
    }
}

package io.crossdock.estate.carrier;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Index;
import io.crossdock.estate.callbacks.Callbacks;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Both carriers: what they carry and where it is. */
public final class Carriers {

    private final Books books;
    private final Callbacks callbacks;
    private final Clock clock;
    private final Shift shift;
    private final Book<Parcel> parcels;
    private final Index<Parcel> byReference;
    private final Map<String, Line> lines;

    public Carriers(Books books, Callbacks callbacks, Dice dice, Clock clock, Shift shift) {
        this.books = books;
        this.callbacks = callbacks;
        this.clock = clock;
        this.shift = shift;
        parcels = books.book("parcels", Parcel.class);
        byReference = new Index<>(parcels, Parcel::reference, Parcel::trackingNumber);
        lines = Map.of(Northway.ID, new Northway(dice), Roadlink.ID, new Roadlink(dice));
    }

    /** Takes up again what was on its way when the estate ended. */
    public void resume() {
        parcels.all().forEach(this::plan);
    }

    public boolean knows(String carrier) {
        return lines.containsKey(carrier);
    }

    /** A new tracking number; only inside a change. */
    public String book(String carrier) {
        return carrier.equals(Northway.ID) ? "NW%010d".formatted(books.next("northway", 7_000_000_001L))
                : "RL%011d".formatted(books.next("roadlink", 55_000_000_001L));
    }

    /** Takes a package over at the dock; only inside a change. */
    public void take(Parcel parcel) {
        parcels.put(parcel.trackingNumber(), parcel);
        books.then(() -> plan(parcel));
    }

    /** The packages of a release or purchase order. */
    public Stream<Parcel> of(String reference) {
        return byReference.find(reference);
    }

    private void plan(Parcel parcel) {
        List<Line.Station> stations = line(parcel).stations(parcel);
        int next = parcel.milestones().size();
        if (next < stations.size()) {
            shift.after(stations.get(next).after(), () -> report(parcel, stations.get(next).code()));
        }
    }

    private void report(Parcel parcel, String code) {
        books.change(() -> {
            Instant now = clock.instant();
            Parcel reported = parcel.reported(new Parcel.Milestone(code, now));
            parcels.put(parcel.trackingNumber(), reported);
            callbacks.tell(line(parcel).message(parcel, code, now, books.next("carrier-message", 1)));
            books.then(() -> plan(reported));
        });
    }

    private Line line(Parcel parcel) {
        return Objects.requireNonNull(lines.get(parcel.carrier()));
    }
}

package io.crossdock.estate.warehouse;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.carrier.Parcel;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Fault;
import io.crossdock.estate.http.Faults;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.warehouse.Release.Status;
import io.crossdock.estate.world.Site;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The work on a release: from the list to the dock, one durable step after another. */
final class Floor {

    /** What the work is done with. */
    record Tools(StockRoom stock, PackingTable packing, Announcer announcer, Carriers carriers) {}

    private final Books books;
    private final Shift shift;
    private final Faults faults;
    private final Tools tools;
    private final Book<Release> releases;

    Floor(Books books, Shift shift, Faults faults, Tools tools) {
        this.books = books;
        this.shift = shift;
        this.faults = faults;
        this.tools = tools;
        releases = books.book("releases", Release.class);
    }

    Book<Release> releases() {
        return releases;
    }

    void resume() {
        releases.all().forEach(this::plan);
    }

    /** Takes a release into work; only inside a change. */
    Release begin(Release fresh) {
        Release release = fresh.next(Status.released);
        release.lines().forEach(line -> tools.stock.commit(release.warehouse(), line.sku(), line.quantity()));
        tools.announcer.leg(release, "leg.released", release.askedQuantities(), List.of(), List.of());
        return keep(release);
    }

    Release cancel(Site site, String releaseId) {
        return books.change(() -> {
            Release release = find(site, releaseId)
                    .orElseThrow(() -> Refused.notFound("release " + releaseId));
            return switch (release.status()) {
                case shipped -> throw Refused.conflict("already_shipped", releaseId + " has been shipped.");
                case shorted -> throw Refused.conflict("conflict", releaseId + " has ended without goods.");
                case cancelled -> release;
                case released, picking -> cancelled(release, Release.Line::quantity);
                case picked, packed -> cancelled(release, Release.Line::pickedQuantity);
            };
        });
    }

    private Release cancelled(Release release,
            java.util.function.Function<Release.Line, BigDecimal> committed) {
        for (Release.Line line : release.lines()) {
            tools.stock.commit(release.warehouse(), line.sku(), committed.apply(line).negate());
            tools.stock.unstage(release.warehouse(), line.sku(), line.pickedQuantity());
        }
        Release cancelled = release.next(Status.cancelled);
        tools.announcer.leg(cancelled, "leg.cancelled", release.askedQuantities(), List.of(), List.of());
        return keep(cancelled);
    }

    Optional<Release> find(Site site, String releaseId) {
        return releases.find(Release.key(site, releaseId));
    }

    private Release keep(Release release) {
        releases.put(release.key(), release);
        books.then(() -> plan(release));
        return release;
    }

    private void plan(Release release) {
        if (release.status().open()) {
            shift.after(lasts(release.status()), () -> advance(release.key(), release.status()));
        }
    }

    /** How long a release stays in a state. */
    private static Duration lasts(Status status) {
        return Duration.ofSeconds(switch (status) {
            case released, packed -> 2;
            case picking, picked -> 3;
            case shipped, shorted, cancelled -> 0;
        });
    }

    /** Moves a release on from a state, unless it has left it meanwhile. */
    private void advance(String key, Status from) {
        books.change(
                () -> releases.find(key).filter(release -> release.status() == from)
                        .filter(release -> !faults.holds().at(release.releaseId(), from)).ifPresent(release -> {
                    switch (from) {
                        case released -> start(release);
                        case picking -> pick(release);
                        case picked -> pack(release);
                        case packed -> ship(release);
                        case shipped, shorted, cancelled ->
                            throw new IllegalStateException(from + " is an end");
                    }
                }));
    }

    private void start(Release release) {
        Release picking = release.next(Status.picking);
        tools.announcer.leg(picking, "leg.picking", release.askedQuantities(), List.of(), List.of());
        keep(picking);
    }

    private void pick(Release release) {
        Fault fault = faults.of("wms");
        boolean strikes = faults.strikes(fault.shortPick(), "short", release.key());
        List<Release.Line> lines = new ArrayList<>();
        List<Movement> movements = new ArrayList<>();
        for (Release.Line line : release.lines()) {
            BigDecimal wanted = strikes && lines.isEmpty()
                    ? line.quantity().multiply(fault.shortPickFinds()).setScale(0, RoundingMode.DOWN) : line.quantity();
            BigDecimal found = tools.stock.stage(release.warehouse(), line.sku(), wanted);
            BigDecimal missing = line.quantity().subtract(found);
            if (missing.signum() > 0) {
                tools.stock.commit(release.warehouse(), line.sku(), missing.negate());
                BigDecimal vanished = missing
                        .min(tools.stock.shelf(release.warehouse(), line.sku()).pickable());
                if (vanished.signum() > 0) {
                    movements.add(tools.stock.adjust(release.warehouse(), line.sku(), vanished.negate()));
                }
            }
            lines.add(new Release.Line(line.lineNo(), line.sku(), line.quantity(), line.unit(), found));
        }
        picked(release.picked(lines), movements);
    }

    private void picked(Release release, List<Movement> movements) {
        boolean nothing = release.pickedQuantities().isEmpty();
        Release current = release;
        if (!release.missingQuantities().isEmpty()) {
            current = release.next(nothing ? Status.shorted : release.status());
            tools.announcer.leg(current, "leg.shorted", release.missingQuantities(), List.of(), movements);
        }
        if (!nothing) {
            current = current.next(Status.picked);
            tools.announcer.leg(current, "leg.picked", current.pickedQuantities(), List.of(), List.of());
        }
        keep(current);
    }

    private void pack(Release release) {
        List<Carton.Content> contents = release.pickedQuantities().stream()
                .map(each -> new Carton.Content(each.lineNo(), each.sku(), each.quantity(), each.unit()))
                .toList();
        Release packed = release.packed(tools.packing.pack(contents, release.carrier())).next(Status.packed);
        tools.announcer.leg(packed, "leg.packed", packed.pickedQuantities(), packed.packages(), List.of());
        keep(packed);
    }

    private void ship(Release release) {
        List<Movement> movements = release.pickedQuantities().stream()
                .map(each -> tools.stock.ship(release.warehouse(), each.sku(), each.quantity())).toList();
        Release shipped = release.next(Status.shipped);
        tools.announcer.leg(shipped, "leg.shipped", shipped.pickedQuantities(), shipped.packages(),
                movements);
        Parcel.Place from = new Parcel.Place(release.warehouse().city(), release.warehouse().region());
        Parcel.Place to = new Parcel.Place(release.shipTo().path("city").asString(""),
                release.shipTo().path("region").asString(""));
        shipped.packages()
                .forEach(carton -> tools.carriers.take(new Parcel(carton.trackingNumber(), carton.carrier(),
                        carton.sscc(), carton.weightKg(), release.releaseId(), from, to, List.of())));
        keep(shipped);
    }
}

package io.crossdock.estate;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Identity;
import io.crossdock.estate.callbacks.Callbacks;
import io.crossdock.estate.callbacks.Courier;
import io.crossdock.estate.callbacks.Hub;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.control.Control;
import io.crossdock.estate.crm.Crm;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.edi.EdiBuyer;
import io.crossdock.estate.erp.Erp;
import io.crossdock.estate.erp.MasterData;
import io.crossdock.estate.erp.Pricing;
import io.crossdock.estate.http.CallLog;
import io.crossdock.estate.http.Faults;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.http.Secrets;
import io.crossdock.estate.supplier.Suppliers;
import io.crossdock.estate.traffic.Traffic;
import io.crossdock.estate.warehouse.PackingTable;
import io.crossdock.estate.warehouse.Warehouses;
import io.crossdock.estate.world.OpeningStock;
import io.crossdock.estate.world.World;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;

/** All systems of the estate, wired over one set of books. */
final class House implements AutoCloseable {

    private final Books books;
    private final Shift shift;
    private final CallLog log;
    private final Courier courier;
    private final Callbacks callbacks;
    private final Carriers carriers;
    private final Warehouses warehouses;
    private final Suppliers suppliers;
    private final Erp erp;
    private final MasterData masterData;
    private final EdiBuyer ediBuyer;
    private final Crm crm;
    private final Traffic traffic;
    private final Dice dice;

    House(Options options, Clock clock, Faults faults, double pace) throws IOException {
        OpeningStock openingStock = OpeningStock.in(options.data());
        books = Books.open(options.data());
        shift = new Shift(pace);
        Identity identity = Identity.of(books, options.seed(), clock.instant());
        if (identity.seed() != options.seed()) {
            close(books, shift);
            throw new IOException("the books in " + options.data().toAbsolutePath() + " were begun with seed "
                    + identity.seed() + ", not " + options.seed());
        }
        dice = new Dice(options.seed());
        World world = new World(options.seed(), books, openingStock);
        Pricing pricing = new Pricing(world, clock);
        Hub hub = new Hub(options.hub());
        Secrets shared = new Secrets(options.hubSecrets());
        log = new CallLog(books);
        courier = new Courier(hub, Map.of("wms", shared.get("wms-webhook"), "supplier",
                shared.get("supplier-webhook"), "carrier", shared.get("carrier-webhook")), clock);
        callbacks = new Callbacks(books, faults, courier, clock, shift);
        carriers = new Carriers(books, callbacks, dice, clock, shift);
        PackingTable packing = new PackingTable(books, world, carriers);
        warehouses = new Warehouses(books, world, clock, shift, identity,
                new Warehouses.Neighbours(callbacks, carriers, faults, packing));
        suppliers = new Suppliers(books, world, shift, clock, identity, callbacks, carriers, packing,
                faults.holds());
        faults.holds().workers(() -> {
            warehouses.resume();
            suppliers.resume();
        });
        erp = new Erp(books, world, pricing, clock, shift);
        masterData = new MasterData(world, pricing, books, clock);
        ediBuyer = new EdiBuyer(books, world, clock);
        crm = new Crm(books, shared.get("crm-hook"), clock);
        traffic = new Traffic(books, new Traffic.Market(world, pricing, ediBuyer, dice, shift), hub,
                Map.of("portal-demo", shared.get("portal-demo"), "edi-buyer", shared.get("edi-buyer")),
                identity, clock);
    }

    private static void close(Books books, Shift shift) throws IOException {
        shift.close();
        books.close();
    }

    Routes routes() {
        Routes routes = new Routes();
        erp.routes(routes);
        masterData.routes(routes);
        warehouses.routes(routes);
        suppliers.routes(routes);
        ediBuyer.routes(routes);
        crm.routes(routes);
        callbacks.routes(routes);
        traffic.routes(routes);
        new Control(log, warehouses, suppliers, carriers, shift).routes(routes);
        return routes;
    }

    /** Opens for business, and takes up again what was under way when the estate ended. */
    void open(BigDecimal ordersPerMinute) {
        warehouses.open(dice);
        erp.resume();
        suppliers.resume();
        carriers.resume();
        callbacks.resume();
        traffic.open(ordersPerMinute);
    }

    CallLog log() {
        return log;
    }

    Shift shift() {
        return shift;
    }

    @Override
    public void close() throws IOException {
        traffic.close();
        courier.close();
        close(books, shift);
    }
}

package io.crossdock.estate.warehouse;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Identity;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Callbacks;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Faults;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes.Pains;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Quantities;
import io.crossdock.estate.world.Site;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The warehouses over HTTP. */
public final class Warehouses {

    private static final Pains ASK = new Pains(5, 25);
    private static final Pains POST = new Pains(15, 70);
    private static final Pains READ = new Pains(10, 60);
    private static final int LINES_MAX = 999;

    private final Books books;
    private final World world;
    private final Clock clock;
    private final StockRoom stock;
    private final Announcer announcer;
    private final Floor floor;
    private final ReturnsDesk returns;

    /** What the warehouses share with the rest of the estate. */
    public record Neighbours(Callbacks callbacks, Carriers carriers, Faults faults, PackingTable packing) {}

    public Warehouses(Books books, World world, Clock clock, Shift shift, Identity identity,
            Neighbours neighbours) {
        this.books = books;
        this.world = world;
        this.clock = clock;
        announcer = new Announcer(neighbours.callbacks, identity, clock);
        stock = new StockRoom(books, world, clock, shift, announcer);
        floor = new Floor(books, shift, neighbours.faults,
                new Floor.Tools(stock, neighbours.packing, announcer, neighbours.carriers));
        returns = new ReturnsDesk(books, world, clock, shift, new ReturnsDesk.Tools(stock, announcer));
    }

    /** Fills the shelves of new books, and takes up again what was under way in old ones. */
    public void open(Dice dice) {
        stock.open(dice);
        floor.resume();
        returns.open(dice);
    }

    /** Plans the work on all that is open. */
    public void resume() {
        floor.resume();
    }

    public void routes(Routes routes) {
        routes.add("POST", "/wms/{site}/v1/releases", POST, this::release);
        routes.add("GET", "/wms/{site}/v1/releases/{id}", ASK,
                request -> Answer.ok(view(floor.find(site(request), request.place("id"))
                        .orElseThrow(() -> Refused.notFound("release " + request.place("id"))))));
        routes.add("POST", "/wms/{site}/v1/releases/{id}/cancel", POST,
                request -> Answer.ok(view(floor.cancel(site(request), request.place("id")))));
        routes.add("GET", "/wms/{site}/v1/stock", READ,
                request -> stock(request, site(request).name(), true));
        routes.add("GET", "/erp/v1/stock", READ,
                request -> stock(request, request.query("location").orElse(""), false));
        routes.add("GET", "/erp/v1/expected-receipts", READ, this::receipts);
        routes.add("POST", "/control/stock", this::count);
        routes.add("GET", "/control/replenishment", request -> replenishment());
        routes.add("PUT", "/control/replenishment", request -> {
            stock.replenishing(request.fields().node().path("enabled").asBoolean(true));
            return replenishment();
        });
        routes.add("GET", "/control/truth/stock", this::trueStock);
        returns.routes(routes);
    }

    /** All releases, for the truth about shipments. */
    public List<ObjectNode> releases() {
        return floor.releases().all().map(Warehouses::view).toList();
    }

    private static Site site(Request request) {
        String name = request.place("site");
        return Site.find(name).orElseThrow(() -> Refused.notFound("warehouse " + name));
    }

    private static ObjectNode view(Release release) {
        return Json.node(release).remove(List.of("asked", "shipTo", "carrier"));
    }

    private Answer release(Request request) {
        Site site = site(request);
        Fields posted = request.fields();
        String id = posted.text("releaseId");
        request.key(id);
        Release fresh = read(site, id, posted);
        return books.change(() -> floor.find(site, id).map(known -> repeated(known, fresh)).orElseGet(
                () -> Answer.created("/wms/" + site + "/v1/releases/" + id, view(floor.begin(fresh)))));
    }

    private static Answer repeated(Release known, Release asked) {
        if (!known.asked().equals(asked.asked())) {
            throw Refused.conflict("conflict", known.releaseId() + " was released before with another body.");
        }
        return Answer.ok(view(known));
    }

    private Release read(Site site, String id, Fields posted) {
        List<Release.Line> lines = new ArrayList<>();
        for (Fields each : posted.list("lines", LINES_MAX)) {
            int lineNo = each.number("lineNo");
            Item item = world.item(each.text("sku")).filter(known -> world.keeps(known, site)).orElseThrow(() -> Refused
                    .line(lineNo, "unknown_item", site + " does not stock " + each.text("sku") + "."));
            BigDecimal base = BigDecimal.valueOf(Quantities.base(item, each, lineNo));
            lines.add(new Release.Line(lineNo, item.sku(), base, item.baseUnit(), BigDecimal.ZERO));
        }
        return new Release(id, site, posted.text("orderNumber"), Release.Status.released, List.copyOf(lines),
                List.of(), posted.object("shipTo").node(), posted.optionalText("carrier").orElse(null),
                Json.canonical(posted.node()), 0, clock.instant());
    }

    private Answer stock(Request request, String location, boolean withCommitted) {
        List<Shelf> shelves = stock.shelves().stream()
                .filter(shelf -> location.isEmpty() || shelf.location().name().equals(location)).toList();
        List<ObjectNode> rows = shelves.stream().map(shelf -> {
            ObjectNode row = Json.object().put("sku", shelf.sku()).put("location", shelf.location().name())
                    .put("onHand", shelf.onHand().toPlainString()).put("unit", shelf.unit())
                    .put("unitCost", shelf.unitCost().toPlainString()).put("movement", shelf.movement())
                    .put("asOf", clock.instant().toString());
            return withCommitted ? row.put("committed", shelf.committed().toPlainString()) : row;
        }).toList();
        return Answer.ok(Page.ofSorted(request, rows,
                row -> row.get("location").asString() + "|" + row.get("sku").asString()));
    }

    private Answer receipts(Request request) {
        List<Receipt> found = stock.receipts().stream()
                .filter(each -> request.query("location").map(each.location().name()::equals).orElse(true))
                .toList();
        return Answer.ok(Page.ofSorted(request, found, Receipt::reference));
    }

    private Answer count(Request request) {
        Fields posted = request.fields();
        Site site = Site.find(posted.text("warehouse"))
                .orElseThrow(() -> Refused.notFound("warehouse " + posted.text("warehouse")));
        String sku = posted.text("sku");
        Item item = world.item(sku).filter(known -> world.keeps(known, site))
                .orElseThrow(() -> Refused.notFound("stock of " + sku));
        return Answer.ok(books.change(() -> {
            BigDecimal onHand = stock.shelf(site, item.sku()).onHand();
            BigDecimal delta = posted.has("onHand") ? posted.decimal("onHand").subtract(onHand)
                    : posted.decimal("delta");
            if (delta.stripTrailingZeros().scale() > 0 || onHand.add(delta).signum() < 0) {
                throw Refused.badRequest("the count must be a whole number, 0 or more");
            }
            Movement movement = stock.adjust(site, item.sku(), delta);
            announcer.adjusted(site, posted.optionalText("reason").orElse("count"), movement);
            return movement;
        }));
    }

    private Answer replenishment() {
        return Answer.ok(Json.object().put("enabled", stock.replenishing()));
    }

    private Answer trueStock(Request request) {
        List<Shelf> found = stock.shelves().stream()
                .filter(shelf -> request.query("location").map(shelf.location().name()::equals).orElse(true))
                .filter(shelf -> request.query("sku").map(shelf.sku()::equals).orElse(true)).toList();
        return Answer.ok(Page.ofSorted(request, found, Shelf::key).put("count", found.size()).put(
                "overcommitted", found.stream().filter(shelf -> shelf.overcommitted().signum() > 0).count()));
    }
}

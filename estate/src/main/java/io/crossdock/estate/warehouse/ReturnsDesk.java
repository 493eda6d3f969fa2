package io.crossdock.estate.warehouse;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.http.Routes.Pains;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Quantities;
import io.crossdock.estate.world.Site;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Where goods come back: announced by the hub, sent by the buyer, looked at, and put away or thrown away. */
final class ReturnsDesk {

    private static final Pains ASK = new Pains(5, 25);
    private static final Pains POST = new Pains(15, 70);
    private static final Duration ON_THE_ROAD = Duration.ofSeconds(20);
    private static final Duration LOOKED_AT_AFTER = Duration.ofSeconds(5);
    private static final int LINES_MAX = 999;
    private static final int SELLABLE_PERCENT = 70;
    private static final int DAMAGED_PERCENT = 90;

    private final Books books;
    private final World world;
    private final Clock clock;
    private final Shift shift;
    private final Tools tools;
    private final Book<GoodsBack> back;
    private volatile boolean arriving = true;
    private volatile Dice dice = new Dice(0);

    /** What the work is done with. */
    record Tools(StockRoom stock, Announcer announcer) {}

    ReturnsDesk(Books books, World world, Clock clock, Shift shift, Tools tools) {
        this.books = books;
        this.world = world;
        this.clock = clock;
        this.shift = shift;
        this.tools = tools;
        back = books.book("returns", GoodsBack.class);
    }

    void open(Dice newDice) {
        dice = newDice;
        back.all().forEach(this::plan);
    }

    void routes(Routes routes) {
        routes.add("POST", "/wms/{site}/v1/returns", POST, this::announce);
        routes.add("GET", "/wms/{site}/v1/returns/{rma}", ASK, request -> Answer.ok(view(
                find(site(request), request.place("rma")).orElseThrow(
                        () -> Refused.notFound("return " + request.place("rma"))))));
        routes.add("POST", "/wms/{site}/v1/returns/{rma}/cancel", POST, this::cancel);
        routes.add("POST", "/control/returns", this::arrive);
        routes.add("PUT", "/control/returns", request -> {
            arriving = request.fields().node().path("arriving").asBoolean(true);
            return Answer.ok(Json.object().put("arriving", arriving));
        });
        routes.add("GET", "/control/truth/returns", this::trueReturns);
    }

    private static Site site(Request request) {
        String name = request.place("site");
        return Site.find(name).orElseThrow(() -> Refused.notFound("warehouse " + name));
    }

    private static ObjectNode view(GoodsBack goods) {
        return Json.node(goods).remove(List.of("asked"));
    }

    private Optional<GoodsBack> find(Site site, String rma) {
        return back.find(GoodsBack.key(site, rma));
    }

    private Answer announce(Request request) {
        Site site = site(request);
        Fields posted = request.fields();
        String rma = posted.text("rma");
        request.key(rma);
        List<GoodsBack.Line> lines = new ArrayList<>();
        for (Fields each : posted.list("lines", LINES_MAX)) {
            int lineNo = each.number("lineNo");
            Item item = world.item(each.text("sku")).orElseThrow(() -> Refused.line(lineNo, "unknown_item",
                    "There is no item " + each.text("sku") + "."));
            lines.add(new GoodsBack.Line(lineNo, item.sku(), BigDecimal.valueOf(Quantities.base(item, each, lineNo)),
                    item.baseUnit()));
        }
        GoodsBack fresh = new GoodsBack(rma, site, posted.text("orderNumber"), GoodsBack.Status.announced,
                List.copyOf(lines), List.of(), Json.canonical(posted.node()), clock.instant());
        return books.change(() -> find(site, rma).map(known -> repeated(known, fresh)).orElseGet(
                () -> Answer.created("/wms/" + site + "/v1/returns/" + rma, view(keep(fresh)))));
    }

    private static Answer repeated(GoodsBack known, GoodsBack asked) {
        if (!known.asked().equals(asked.asked())) {
            throw Refused.conflict("conflict", known.rma() + " was announced before with another body.");
        }
        return Answer.ok(view(known));
    }

    /** The goods will not come; too late once they are here. */
    private Answer cancel(Request request) {
        Site site = site(request);
        String rma = request.place("rma");
        request.key(rma);
        return books.change(() -> {
            GoodsBack goods = find(site, rma).orElseThrow(() -> Refused.notFound("return " + rma));
            return switch (goods.status()) {
                case cancelled -> Answer.ok(view(goods));
                case announced -> Answer.ok(view(keep(goods.next(GoodsBack.Status.cancelled, goods.lines(), List.of()))));
                case received, inspected -> throw Refused.conflict("too_late", rma + " is here already.");
            };
        });
    }

    private GoodsBack keep(GoodsBack goods) {
        back.put(goods.key(), goods);
        books.then(() -> plan(goods));
        return goods;
    }

    private void plan(GoodsBack goods) {
        switch (goods.status()) {
            case announced -> {
                if (arriving) {
                    shift.after(ON_THE_ROAD, () -> advance(goods.key(), GoodsBack.Status.announced));
                }
            }
            case received -> shift.after(LOOKED_AT_AFTER, () -> advance(goods.key(), GoodsBack.Status.received));
            case inspected, cancelled -> { }
        }
    }

    private void advance(String key, GoodsBack.Status from) {
        books.change(() -> back.find(key).filter(goods -> goods.status() == from).ifPresent(goods -> {
            if (from == GoodsBack.Status.announced) {
                receive(goods, goods.lines());
            } else {
                inspect(goods);
            }
        }));
    }

    private void receive(GoodsBack goods, List<GoodsBack.Line> lines) {
        tools.announcer().returned(goods, "return.received", lines, List.of());
        keep(goods.next(GoodsBack.Status.received, lines, List.of()));
    }

    /** Most goods are as new; of what was never on a shelf here nothing is kept. */
    private void inspect(GoodsBack goods) {
        List<GoodsBack.Found> found = new ArrayList<>();
        List<Movement> movements = new ArrayList<>();
        Set<String> moved = new HashSet<>();
        for (GoodsBack.Line line : goods.lines()) {
            boolean kept = world.item(line.sku()).filter(item -> world.keeps(item, goods.warehouse())).isPresent();
            int roll = dice.between(1, 100, "returned", goods.key(), line.lineNo());
            String disposition = !kept || roll > DAMAGED_PERCENT ? "scrapped"
                    : roll > SELLABLE_PERCENT ? "damaged" : "sellable";
            found.add(new GoodsBack.Found(line.sku(), line.quantity(), line.unit(), disposition,
                    disposition.equals("sellable") ? "as new" : disposition.equals("damaged") ? "dented" : "broken"));
            if (!disposition.equals("scrapped")) {
                Movement movement = tools.stock().takeBack(goods.warehouse(), line.sku(), line.quantity());
                if (!moved.add(line.sku())) {
                    movements.removeIf(each -> each.sku().equals(line.sku()));
                }
                movements.add(movement);
            }
        }
        tools.announcer().returned(goods, "return.inspected", found, movements);
        keep(goods.next(GoodsBack.Status.inspected, goods.lines(), List.copyOf(found)));
    }

    /** Goods are at the dock now; as announced, unless lines say otherwise. */
    private Answer arrive(Request request) {
        Fields posted = request.fields();
        String rma = posted.text("rma");
        return Answer.ok(books.change(() -> {
            GoodsBack goods = back.all().filter(each -> each.rma().equals(rma)).findFirst()
                    .orElseThrow(() -> Refused.notFound("return " + rma));
            if (goods.status() != GoodsBack.Status.announced) {
                throw Refused.conflict("conflict", rma + " has come before.");
            }
            List<GoodsBack.Line> lines = !posted.has("lines") ? goods.lines() : posted.list("lines", LINES_MAX).stream()
                    .map(each -> goods.lines().stream().filter(line -> line.lineNo() == each.number("lineNo")).findFirst()
                            .map(line -> new GoodsBack.Line(line.lineNo(), line.sku(), each.quantity("quantity"),
                                    line.unit()))
                            .orElseThrow(() -> Refused.line(each.number("lineNo"), "unknown_line", "No such line.")))
                    .toList();
            receive(goods, lines);
            return view(back.find(goods.key()).orElseThrow());
        }));
    }

    private Answer trueReturns(Request request) {
        List<GoodsBack> found = back.all().filter(each -> request.query("rma").map(each.rma()::equals).orElse(true))
                .toList();
        return Answer.ok(Page.ofSorted(request, found.stream().map(ReturnsDesk::view).toList(),
                row -> row.path("rma").asString("")).put("count", found.size()));
    }
}

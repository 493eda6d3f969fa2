package io.crossdock.estate.supplier;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Identity;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Callbacks;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Holds;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes.Pains;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.supplier.PurchaseOrder.Status;
import io.crossdock.estate.warehouse.PackingTable;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.Quantities;
import io.crossdock.estate.world.Vendor;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The suppliers over HTTP. */
public final class Suppliers {

    private static final Pains ASK = new Pains(10, 50);
    private static final Pains POST = new Pains(40, 180);
    private static final int LINES_MAX = 999;

    private final Books books;
    private final World world;
    private final Clock clock;
    private final Office office;

    public Suppliers(Books books, World world, Shift shift, Clock clock, Identity identity,
            Callbacks callbacks, Carriers carriers, PackingTable packing, Holds holds) {
        this.books = books;
        this.world = world;
        this.clock = clock;
        office = new Office(books, shift, clock, identity, new Office.Partners(callbacks, carriers, packing, holds));
    }

    public void resume() {
        office.resume();
    }

    public void routes(Routes routes) {
        routes.add("POST", "/supplier/{vendor}/v1/purchase-orders", POST, this::order);
        routes.add("GET", "/supplier/{vendor}/v1/purchase-orders", ASK, this::find);
        routes.add("GET", "/supplier/{vendor}/v1/purchase-orders/{po}", ASK,
                request -> Answer.ok(view(office.find(vendor(request), request.place("po"))
                        .orElseThrow(() -> Refused.notFound("purchase order " + request.place("po"))))));
        routes.add("POST", "/supplier/{vendor}/v1/purchase-orders/{po}/cancel", POST,
                request -> Answer.ok(view(office.cancel(vendor(request), request.place("po")))));
    }

    /** All purchase orders, for the truth about shipments. */
    public List<ObjectNode> purchaseOrders() {
        return office.orders().all().map(Suppliers::view).toList();
    }

    private static Vendor vendor(Request request) {
        String id = request.place("vendor");
        return Vendor.find(id).orElseThrow(() -> Refused.notFound("supplier " + id));
    }

    private static ObjectNode view(PurchaseOrder order) {
        ObjectNode view = Json.node(order).put("supplier", order.vendor().id());
        return view.remove(List.of("vendor", "asked", "shipTo", "leadTimeDays"));
    }

    private Answer find(Request request) {
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray("items");
        office.find(vendor(request), request.require("poNumber")).ifPresent(order -> items.add(view(order)));
        return Answer.ok(page);
    }

    private Answer order(Request request) {
        Vendor vendor = vendor(request);
        Fields posted = request.fields();
        String number = posted.text("poNumber");
        request.key(number);
        String asked = Json.canonical(posted.node());
        List<PurchaseOrder.Line> lines = new ArrayList<>();
        int leadTimeDays = 0;
        for (Fields each : posted.list("lines", LINES_MAX)) {
            Item item = item(vendor, each);
            lines.add(line(item, each));
            leadTimeDays = Math.max(leadTimeDays, item.leadTimeDays());
        }
        int longest = leadTimeDays;
        Fields shipTo = posted.object("shipTo");
        return books.change(
                () -> office.find(vendor, number).map(known -> repeated(known, asked)).orElseGet(() -> {
                    String own = vendor.prefix() + "-" + books.next("supplier-order-" + vendor.id(), 90_001);
                    return Answer.of(202,
                            view(office.keep(new PurchaseOrder(number, vendor, own, Status.received,
                                    List.copyOf(lines), List.of(), shipTo.node(), asked, 0, longest,
                                    clock.instant()))));
                }));
    }

    private static Answer repeated(PurchaseOrder known, String asked) {
        if (!known.asked().equals(asked)) {
            throw Refused.conflict("conflict", known.poNumber() + " was ordered before with another body.");
        }
        return Answer.of(202, view(known));
    }

    private Item item(Vendor vendor, Fields line) {
        String sku = line.text("sku");
        return world.item(sku).filter(item -> vendor.id().equals(item.supplierId())).orElseThrow(() -> Refused
                .line(line.number("lineNo"), "unknown_item", vendor.id() + " has no item " + sku + "."));
    }

    private static PurchaseOrder.Line line(Item item, Fields posted) {
        int lineNo = posted.number("lineNo");
        BigDecimal base = BigDecimal.valueOf(Quantities.base(item, posted, lineNo));
        return new PurchaseOrder.Line(lineNo, item.sku(),
                posted.optionalText("supplierSku").orElse(Objects.requireNonNull(item.supplierSku())), base,
                item.baseUnit(),
                posted.optionalDecimal("unitCost").orElse(Objects.requireNonNull(item.supplierCost())));
    }
}

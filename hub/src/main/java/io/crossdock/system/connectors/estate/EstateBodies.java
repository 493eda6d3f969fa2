package io.crossdock.system.connectors.estate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Gln;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SupplierOrder;
import io.crossdock.system.connectors.WarehouseRelease;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Our requests in the words of the estate's contract; components are named as its fields. */
final class EstateBodies {

    private EstateBodies() {
    }

    /** Contract §2.2. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Order(String externalReference, AccountId account, Optional<String> buyerReference,
            String currency,
            List<OrderLine> lines, BigDecimal freight, BigDecimal taxTotal, BigDecimal total, ShipTo shipTo) {

        static Order of(OrderPosting order) {
            return new Order(order.reference(), order.account(), order.buyerReference(), order.currency(),
                    order.lines().stream().map(OrderLine::of).toList(), order.freight(), order.tax(),
                    order.total(), ShipTo.of(order.shipToId(), order.shipTo()));
        }
    }

    record OrderLine(int lineNo, Sku sku, BigDecimal quantity, Unit unit, BigDecimal unitPrice) {

        static OrderLine of(OrderPosting.Line line) {
            return new OrderLine(line.lineNo(), line.sku(), line.quantity().value(), line.quantity().unit(),
                    line.unitPrice());
        }
    }

    /** Contract §2.3. */
    record Invoice(String externalReference, String orderNumber, List<InvoiceLine> lines) {

        static Invoice of(InvoicePosting posting) {
            return new Invoice(posting.request().shipment(), posting.erpOrder(),
                    posting.request().lines().stream().map(InvoiceLine::of).toList());
        }
    }

    record InvoiceLine(int lineNo, BigDecimal quantity, Unit unit) {

        static InvoiceLine of(InvoiceRequest.Line line) {
            return new InvoiceLine(line.lineNo(), line.quantity().value(), line.quantity().unit());
        }
    }

    /** Contract §3.1. The warehouse chooses the carrier. */
    record Release(String releaseId, String orderNumber, AccountId account, LocalDate shipBy, ShipTo shipTo,
            List<Goods> lines) {

        static Release of(WarehouseRelease release) {
            return new Release(release.leg(), release.order(), release.account(), release.shipBy(),
                    ShipTo.of(release.shipToId(), release.shipTo()), release.lines().stream()
                            .map(line -> Goods.of(line.lineNo(), line.sku(), line.quantity())).toList());
        }
    }

    /** Contract §4. The supplier takes its own item number and cost. */
    record PurchaseOrder(String poNumber, String orderNumber, String currency, ShipTo shipTo,
            List<Goods> lines) {

        static PurchaseOrder of(SupplierOrder order) {
            return new PurchaseOrder(order.leg(), order.order(), order.currency(),
                    ShipTo.of(Optional.empty(), order.shipTo()), order.lines().stream()
                            .map(line -> Goods.of(line.lineNo(), line.sku(), line.quantity())).toList());
        }
    }

    record Goods(int lineNo, Sku sku, BigDecimal quantity, Unit unit) {

        static Goods of(int lineNo, Sku sku, Quantity quantity) {
            return new Goods(lineNo, sku, quantity.value(), quantity.unit());
        }
    }

    /** The estate knows one street line. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ShipTo(Optional<ShipToId> id, String name, Optional<Gln> gln, String street, String city,
            String region, String postalCode, String country) {

        static ShipTo of(Optional<ShipToId> id, Address to) {
            return new ShipTo(id, to.name(), to.gln(), String.join(", ", to.lines()), to.city(), to.region(),
                    to.postalCode(), to.country());
        }
    }
}

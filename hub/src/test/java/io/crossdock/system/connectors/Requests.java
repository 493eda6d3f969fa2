package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The requests of the examples in the estate's contract. */
public final class Requests {

    public static final Address MAIN_YARD = new Address("Harbor Mechanical, Main yard",
            List.of("1200 Marietta St"), "Atlanta", "GA", "30318", "US", Optional.empty());

    private Requests() {
    }

    public static OrderPosting order(String reference) {
        return order(reference, new AccountId("A-1001"));
    }

    public static OrderPosting order(String reference, AccountId account) {
        return new OrderPosting(reference, account, Optional.of("PO-7781"), "USD",
                List.of(new OrderPosting.Line(1, new Sku("CD-10001"), Quantity.of("2", "BX"),
                        new BigDecimal("143.6400"))),
                new BigDecimal("12.50"), new BigDecimal("11.49"), new BigDecimal("311.27"),
                Optional.of(new ShipToId("A-1001-1")), MAIN_YARD);
    }

    /** Two lines of one item, by the box and by the piece. */
    public static OrderPosting mixed(String reference, AccountId account) {
        OrderPosting boxes = order(reference, account);
        return new OrderPosting(reference, account, boxes.buyerReference(), boxes.currency(), List.of(boxes.lines().getFirst(),
                new OrderPosting.Line(2, new Sku("CD-10001"), Quantity.of("5", "EA"), new BigDecimal("11.9700"))),
                boxes.freight(), new BigDecimal("13.89"), new BigDecimal("373.52"), boxes.shipToId(), boxes.shipTo());
    }

    public static WarehouseRelease release(String leg) {
        return new WarehouseRelease(leg, "SO-100001", new AccountId("A-1001"),
                Optional.of(new ShipToId("A-1001-1")), MAIN_YARD, LocalDate.parse("2026-11-23"),
                List.of(new WarehouseRelease.Line(1, new Sku("CD-10001"), Quantity.of("24", "EA"))));
    }

    public static SupplierOrder purchase(String leg) {
        return new SupplierOrder(leg, "SO-100001", new SupplierId("northforge"), "USD", MAIN_YARD,
                List.of(new SupplierOrder.Line(2, new Sku("CD-10476"), Quantity.of("6", "EA"))));
    }

    public static InvoiceRequest invoice(String shipment, String order) {
        return new InvoiceRequest(shipment, order,
                List.of(new InvoiceRequest.Line(1, Quantity.of("12", "EA"))));
    }
}

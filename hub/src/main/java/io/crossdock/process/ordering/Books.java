package io.crossdock.process.ordering;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.SupplierId;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.Role;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How the books of an account will keep its order. */
@Component
class Books {

    private final ObjectProvider<OrderSink> sinks;

    Books(ObjectProvider<OrderSink> sinks) {
        this.sinks = sinks;
    }

    /** The documents that become of the lines of an order; each is rounded for itself. */
    interface Documents {

        Documents ONE = List::of;

        List<List<OrderPosting.Line>> of(List<OrderPosting.Line> lines);
    }

    /** As the connector of the ERP says; one, where nobody does. */
    Documents documents(Draft.Priced draft) {
        return lines -> draft.landscape().erp(draft.account().id()).flatMap(erp -> Role.of(sinks.stream().toList(), erp))
                .map(erp -> erp.role().documents(erp.system(), lines)).orElseGet(() -> Documents.ONE.of(lines));
    }

    /** Where a line is planned to come from. */
    static List<OrderPosting.Share> shares(List<LegPlan> legs, int lineNo) {
        return legs.stream().flatMap(leg -> leg.lines().stream().filter(line -> line.lineNo() == lineNo)
                .map(line -> new OrderPosting.Share(place(leg.origin()), line.quantity()))).toList();
    }

    private static Optional<LocationId> place(LegPlan.Origin origin) {
        return switch (origin) {
            case LegPlan.Origin.Warehouse(LocationId location) -> Optional.of(location);
            case LegPlan.Origin.DropShip(SupplierId supplier) -> LocationId.parse(supplier.value());
            case LegPlan.Origin.Backorder() -> Optional.empty();
        };
    }
}

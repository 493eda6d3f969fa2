package io.crossdock.experience.operations;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.system.entered.EnteredOrders;
import io.crossdock.system.entered.EnteredOrders.EnteredOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders that people have entered in ERPs themselves. */
@RestController
@RequestMapping("/ops/v1/entered-orders")
@Tag(name = "Entered orders")
class EnteredOrdersController {

    private static final int PAGE = 50;

    private final EnteredOrders orders;

    EnteredOrdersController(EnteredOrders orders) {
        this.orders = orders;
    }

    record LineView(int lineNo, String item, Quantity quantity, BigDecimal unitPrice) {
    }

    /** @param state {@code booked}, {@code done} or {@code cancelled} */
    record OrderView(String system, String number, Optional<String> reference, String account, String state,
            String currency, BigDecimal total, Instant enteredAt, Instant changedAt, List<LineView> lines) {

        static OrderView of(EnteredOrder entered) {
            var order = entered.order();
            return new OrderView(entered.system(), order.number(), order.reference(), order.account(),
                    order.standing().name().toLowerCase(Locale.ROOT), order.currency(), order.total(), order.enteredAt(),
                    order.changedAt(), order.lines().stream().map(line -> new LineView(line.lineNo(), line.item(),
                            line.quantity(), line.unitPrice())).toList());
        }
    }

    record OrderPage(List<OrderView> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "Orders that were entered in an ERP by its own users, the latest change first",
            description = "The hub has not posted them. Parameters: limit (1 to 200, 50), after (next of the page before).")
    OrderPage page(Caller caller, @RequestParam Map<String, String> values) {
        caller.require("operations:read");
        Parameters parameters = new Parameters(values, Set.of("limit", "after"));
        int limit = parameters.limit(PAGE);
        Optional<String> after = parameters.oneOf("after", parameters.text("after").filter(EnteredOrders::isPlace)
                .stream().toList(), each -> each);
        parameters.refuseIfFaulty();
        List<EnteredOrder> page = orders.page(EnteredOrders.Filter.ALL, after, limit);
        return new OrderPage(page.stream().map(OrderView::of).toList(), page.size() < limit ? Optional.empty()
                : Optional.of(EnteredOrders.place(page.getLast())));
    }
}

package io.crossdock.experience.portal;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.OrderQuery;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.PostingState;
import io.crossdock.process.story.BuyerEvent;
import io.crossdock.process.story.Stories;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.system.invoicing.IssuedInvoice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Reads orders. What belongs to foreign accounts is not there. */
@RestController
@RequestMapping("/portal/v1/orders")
@Tag(name = "Orders")
class OrderReading {

    private static final int PAGE = 50;
    private static final int PAGE_MAX = 200;

    private final Ordering ordering;
    private final Fulfilment fulfilment;
    private final Invoicing invoicing;
    private final Stories stories;

    OrderReading(Ordering ordering, Fulfilment fulfilment, Invoicing invoicing, Stories stories) {
        this.stories = stories;
        this.ordering = ordering;
        this.fulfilment = fulfilment;
        this.invoicing = invoicing;
    }

    /** @param next cursor of the following page; absent on the last one */
    record OrderPage(List<OrderView> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "List orders, newest first", description = "Pages by cursor: pass `next` of one page as `after` "
            + "of the following one.")
    OrderPage list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("orders:read");
        Parameters in = new Parameters(parameters, Set.of("account", "state", "posting", "channel", "reference", "since",
                "until", "after", "limit"));
        Optional<AccountId> account = in.value("account", AccountId::parse, "an account number");
        Optional<CommercialState> state = in.oneOf("state", CommercialState.class);
        Optional<PostingState> posting = in.oneOf("posting", PostingState.class);
        Optional<Instant> since = in.value("since", OrderReading::instant, "an instant such as 2026-11-21T09:30:00Z");
        Optional<Instant> until = in.value("until", OrderReading::instant, "an instant such as 2026-11-21T09:30:00Z");
        Optional<UUID> after = in.value("after", OrderReading::uuid, "a cursor");
        int limit = in.value("limit", OrderReading::limit, "a number from 1 to " + PAGE_MAX).orElse(PAGE);
        in.refuseIfFaulty();
        account.ifPresent(caller::requireToSee);
        Optional<Set<AccountId>> accounts = account.map(Set::of).or(() -> switch (caller.accounts()) {
            case Consumer.Accounts.All() -> Optional.empty();
            case Consumer.Accounts.Only(Set<AccountId> ids) -> Optional.of(ids);
        });
        List<Order> orders = ordering.orders(new OrderQuery(accounts, state, posting, in.text("channel"),
                in.text("reference"), since, until, after, limit));
        Optional<String> next = orders.size() < limit ? Optional.empty() : Optional.of(orders.getLast().id().toString());
        return new OrderPage(views(orders), next);
    }

    private List<OrderView> views(List<Order> orders) {
        List<OrderNumber> numbers = orders.stream().map(Order::number).toList();
        Map<OrderNumber, List<Leg>> legs = fulfilment.legs(numbers).stream()
                .collect(Collectors.groupingBy(leg -> leg.number().order()));
        Map<OrderNumber, List<IssuedInvoice>> invoices = invoicing.ofOrders(numbers).stream()
                .collect(Collectors.groupingBy(IssuedInvoice::order));
        Map<LegNumber, BigDecimal> open = invoicing.open(numbers);
        return orders.stream().map(order -> OrderView.of(order, legs.getOrDefault(order.number(), List.of()),
                invoices.getOrDefault(order.number(), List.of()), open)).toList();
    }

    @GetMapping("/{idOrNumber}")
    @Operation(summary = "One order with its legs, packages and invoices")
    OrderView one(Caller caller, @PathVariable String idOrNumber) {
        return views(List.of(order(caller, idOrNumber))).getFirst();
    }

    /** An order's story, oldest event first. */
    record TimelineView(OrderNumber number, List<BuyerEvent> events) {
    }

    @GetMapping("/{idOrNumber}/timeline")
    @Operation(summary = "What happened to the order, oldest first")
    TimelineView timeline(Caller caller, @PathVariable String idOrNumber) {
        OrderNumber number = order(caller, idOrNumber).number();
        return new TimelineView(number, stories.timeline(number));
    }

    @GetMapping("/{idOrNumber}/receipt")
    @Operation(summary = "The decision receipt: why the order was accepted as it was")
    JsonNode receipt(Caller caller, @PathVariable String idOrNumber) {
        return ordering.receipt(order(caller, idOrNumber).number())
                .orElseThrow(() -> Problems.NOT_FOUND.problem().exception());
    }

    Order order(Caller caller, String idOrNumber) {
        caller.require("orders:read");
        Order order = ordering.order(idOrNumber).orElseThrow(() -> Problems.NOT_FOUND.problem("There is no order "
                + "of that id or number.").exception());
        caller.requireToSee(order.account());
        return order;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notAnInstant) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notACursor) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(text)).filter(n -> n >= 1 && n <= PAGE_MAX)
                : Optional.empty();
    }

    /** Query parameters read with all faults at once. */
    static final class Parameters {

        private final Map<String, String> values;
        private final List<Fault> faults = new ArrayList<>();

        Parameters(Map<String, String> values, Set<String> known) {
            this.values = values;
            values.keySet().stream().filter(name -> !known.contains(name)).sorted().forEach(name -> fault(name,
                    "unknown-parameter", "There is no such parameter; known here: " + known.stream().sorted().toList()
                            + "."));
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
        }

        <T> Optional<T> value(String name, Function<String, Optional<T>> parse, String expected) {
            return text(name).flatMap(text -> {
                Optional<T> parsed = parse.apply(text);
                if (parsed.isEmpty()) {
                    fault(name, "invalid", "Expected is " + expected + ".");
                }
                return parsed;
            });
        }

        <T> Optional<T> required(String name, Function<String, Optional<T>> parse, String expected) {
            if (text(name).isEmpty()) {
                fault(name, "required", "The parameter " + name + " is missing.");
            }
            return value(name, parse, expected);
        }

        <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> kind) {
            return value(name, text -> Arrays.stream(kind.getEnumConstants())
                    .filter(each -> each.name().equalsIgnoreCase(text)).findFirst(),
                    "one of " + Arrays.stream(kind.getEnumConstants())
                            .map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")));
        }

        void fault(String name, String code, String message) {
            faults.add(new Fault("/" + name, code, message));
        }

        void refuseIfFaulty() {
            if (!faults.isEmpty()) {
                throw Problems.INVALID_PARAMETER.problem(faults.getFirst().message()).with(faults).exception();
            }
        }
    }
}

package io.crossdock.process.ordering;

import static io.crossdock.process.ordering.OrderEvent.FULFILLED;
import static io.crossdock.process.ordering.OrderEvent.POSTED;
import static io.crossdock.process.ordering.OrderEvent.POSTING_IN_DOUBT;
import static io.crossdock.process.ordering.OrderEvent.POSTING_PARKED;
import static io.crossdock.process.ordering.OrderEvent.POSTING_REFUSED;
import static io.crossdock.process.ordering.OrderEvent.POSTING_RETRIED;
import static io.crossdock.process.ordering.OrderEvent.POSTING_SKIPPED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The life of an order as two tables that do not know each other: what was agreed ({@link CommercialState}) and whether
 * the ERP has it ({@link PostingState}). Every event has a named answer in every state.
 */
final class OrderLifecycle {

    /** What an event does to a state. */
    sealed interface Answer<S> {

        record Moved<S>(S next) implements Answer<S> {
        }

        /** Nothing changes, and nothing is wrong. */
        record Ignored<S>(String why) implements Answer<S> {
        }

        /** It must not happen: a person should look. */
        record Refused<S>(String why) implements Answer<S> {
        }
    }

    private static final Map<CommercialState, Map<OrderEvent, Answer<CommercialState>>> COMMERCIAL = commercial();
    private static final Map<PostingState, Map<OrderEvent, Answer<PostingState>>> POSTING = posting();

    private OrderLifecycle() {
    }

    static Answer<CommercialState> decide(CommercialState state, OrderEvent event) {
        return Objects.requireNonNull(Objects.requireNonNull(COMMERCIAL.get(state)).get(event));
    }

    static Answer<PostingState> decide(PostingState state, OrderEvent event) {
        return Objects.requireNonNull(Objects.requireNonNull(POSTING.get(state)).get(event));
    }

    private static Map<CommercialState, Map<OrderEvent, Answer<CommercialState>>> commercial() {
        var table = new Table<>(CommercialState.class, "It does not change what was agreed.");
        table.on(CommercialState.ACCEPTED)
                .to(POSTING_REFUSED, CommercialState.HELD)
                .to(POSTING_SKIPPED, CommercialState.HELD)
                .to(FULFILLED, CommercialState.CLOSED)
                .to(OrderEvent.CANCELLED, CommercialState.CANCELLED);
        table.on(CommercialState.HELD)
                .to(POSTED, CommercialState.ACCEPTED)
                .to(FULFILLED, CommercialState.CLOSED)
                .to(OrderEvent.CANCELLED, CommercialState.CANCELLED);
        table.on(CommercialState.CANCELLED)
                .ignore(POSTED, "It is cancelled, and the ERP is told so next.")
                .ignore(POSTING_REFUSED, "It is cancelled: the ERP need not have it.");
        table.on(CommercialState.CLOSED)
                .refuse(POSTING_REFUSED, "The ERP refused an order that was already shipped and invoiced.")
                .refuse(OrderEvent.CANCELLED, "Everything has been shipped and invoiced.");
        return table.rows();
    }

    private static Map<PostingState, Map<OrderEvent, Answer<PostingState>>> posting() {
        var table = new Table<>(PostingState.class, "It says nothing about the posting.");
        for (PostingState open : new PostingState[] {PostingState.PENDING, PostingState.IN_DOUBT, PostingState.PARKED}) {
            table.on(open)
                    .to(POSTED, PostingState.POSTED)
                    .to(POSTING_REFUSED, PostingState.REFUSED)
                    .to(POSTING_IN_DOUBT, PostingState.IN_DOUBT)
                    .to(POSTING_PARKED, PostingState.PARKED)
                    .to(POSTING_RETRIED, PostingState.PENDING)
                    .to(POSTING_SKIPPED, PostingState.REFUSED);
        }
        table.on(PostingState.REFUSED)
                .to(POSTED, PostingState.POSTED)
                .to(POSTING_RETRIED, PostingState.PENDING);
        table.on(PostingState.POSTED)
                .refuse(POSTING_REFUSED, "The ERP refused an order that it has booked.")
                .refuse(POSTING_SKIPPED, "The ERP has booked it already.");
        return table.rows();
    }

    /** Collects the cells that do something; every other cell is ignored, for a named reason. */
    private static final class Table<S extends Enum<S>> {

        private final Map<S, Map<OrderEvent, Answer<S>>> rows;

        Table(Class<S> states, String otherwise) {
            rows = new EnumMap<>(states);
            for (S state : states.getEnumConstants()) {
                Map<OrderEvent, Answer<S>> row = new EnumMap<>(OrderEvent.class);
                for (OrderEvent event : OrderEvent.values()) {
                    row.put(event, new Answer.Ignored<>(otherwise));
                }
                rows.put(state, row);
            }
        }

        Row on(S state) {
            return new Row(Objects.requireNonNull(rows.get(state)));
        }

        Map<S, Map<OrderEvent, Answer<S>>> rows() {
            return rows;
        }

        private final class Row {

            private final Map<OrderEvent, Answer<S>> cells;

            Row(Map<OrderEvent, Answer<S>> cells) {
                this.cells = cells;
            }

            Row to(OrderEvent event, S next) {
                cells.put(event, new Answer.Moved<>(next));
                return this;
            }

            Row ignore(OrderEvent event, String why) {
                cells.put(event, new Answer.Ignored<>(why));
                return this;
            }

            Row refuse(OrderEvent event, String why) {
                cells.put(event, new Answer.Refused<>(why));
                return this;
            }
        }
    }
}

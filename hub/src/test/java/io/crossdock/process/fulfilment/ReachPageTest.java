package io.crossdock.process.fulfilment;

import io.crossdock.process.ordering.PostingState;
import io.crossdock.testing.GeneratedPage;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a change comes to, by how far the goods and the books are; the page is generated from the code that decides. */
class ReachPageTest {

    private static String goods(LegState state) {
        return switch (CallOffPlan.reach(state)) {
            case UNDO -> "undone at once, and free for others";
            case ASK -> "asked back (`leg.cancel`); compensated by sourcing anew what is still wanted of it";
            case GONE -> "refused: it has left, send it back as a return";
            case NOTHING -> "nothing: it has ended without goods";
        };
    }

    private static String books(LegState leg, PostingState posting) {
        return switch (CallOffPlan.reach(leg)) {
            case GONE, NOTHING -> "nothing";
            case UNDO, ASK -> switch (posting) {
                case PENDING -> "`order.amend` after the posting";
                case IN_DOUBT -> "`order.amend` once it is known whether it was posted";
                case POSTED -> "`order.amend`";
                case REFUSED -> "nothing: it has no such order";
                case PARKED -> "`order.amend` when somebody has decided about the posting";
            };
        };
    }

    private static String name(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Test
    void everyStateOfGoodsAndBooksIsOnThePage() {
        String heads = Arrays.stream(PostingState.values()).map(state -> "the ERP, order " + name(state))
                .collect(Collectors.joining(" | "));
        String rows = Arrays.stream(LegState.values()).map(leg -> "| " + name(leg) + " | " + goods(leg) + " | "
                + Arrays.stream(PostingState.values()).map(posting -> books(leg, posting))
                        .collect(Collectors.joining(" | ")) + " |").collect(Collectors.joining("\n"));
        new GeneratedPage("change-reach.md").mustRead("""
                # What a change comes to

                [A change or a cancellation](../guides/change-an-order.md) takes goods back shipment by shipment; how far each is
                decides. The ERP is told what is cancelled altogether when a place has given goods back, so that telling it twice
                or late changes nothing. This page is generated from the code that decides.

                | shipment | its goods are | %s |
                |---|---|%s
                %s

                ## What is wanted besides

                More of a line, and items besides, do not touch the shipments that there are: they become shipments of their own, at every
                state of the others, until the order has ended.

                | order | becomes |
                |---|---|
                | pending, in doubt, posted | priced, promised and reserved; `order.amend` after the posting; goods go when the ERP has it |
                | on hold, refused, parked | refused (`order-held`, `order-not-booked`): a person decides about the order first |
                | cancelled, closed | refused (`order-ended`) |
                | leaves in one shipment | refused (`ship-complete`): the shipment is made up already |
                | in an ERP whose connector adds no lines | refused (`erp-cannot-add`) |

                ## Another day

                | shipment | becomes |
                |---|---|
                %s

                The ERP is not told a day, so it need not be told another one. By 860 (`DTM*002`), days are moved in the same way, of an order or of
                lines that leave together.

                ## Never

                | what | becomes | because |
                |---|---|---|
                | another ship-to | refused (`ship-to-fixed`) | tax, freight and the places that ship were decided for the address, and the ERP has booked it |
                | another price | refused (`price-fixed`) | it was agreed |
                """.formatted(heads, "---|".repeat(PostingState.values().length), rows, Arrays.stream(LegState.values())
                        .map(leg -> "| " + name(leg) + " | " + day(leg) + " |").collect(Collectors.joining("\n"))));
    }

    private static String day(LegState state) {
        return switch (CallOffPlan.reach(state)) {
            case UNDO -> state == LegState.WAITING ? "put off, if it is wanted later than it can come"
                    : "moved to the day on which it is wanted, or the first one after it; a supplier's is only put off";
            case ASK -> "refused (`date-in-work`), and with it the whole change: cancel it and order it anew";
            case GONE, NOTHING -> "stays as it is";
        };
    }
}

package io.crossdock.experience.portal;

import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.portal.OrderReading.Parameters;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.process.promising.Listings;
import io.crossdock.process.promising.Offer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be promised in the caller's channel, item by item: everything once, then what changed. */
@RestController
@RequestMapping("/portal/v1/availability/feed")
@Tag(name = "Questions")
class AvailabilityFeed {

    private static final int PAGE = 1_000;
    private static final int PAGE_MAX = 5_000;
    private static final String CURSOR = "v1-";

    private final Listings listings;

    AvailabilityFeed(Listings listings) {
        this.listings = listings;
    }

    /**
     * @param next     where to go on, now or at any later time
     * @param complete nothing newer was there: ask again later
     * @param full     the page begins with the first item there is; what was known before does not count
     */
    record FeedPage(List<FeedItem> items, String next, boolean complete, boolean full) {
    }

    /** @param available now, in {@code unit}; {@code dates} are totals from later days on */
    record FeedItem(Sku sku, Unit unit, BigDecimal available, List<Offer.Total> dates, Instant changedAt) {
    }

    @GetMapping
    @Operation(summary = "Availability of all items of the channel, full and by changes", description = "Without `since` "
            + "everything; with `next` of the page before as `since` what changed after it, each item once with what "
            + "holds now. A cursor keeps forever; one that is no longer known gives everything again, with `full`. "
            + "`limit` is 1000 by default, 5000 at most. Buffers, horizons and windows of the channel are applied; "
            + "quantities are in the base unit.")
    FeedPage page(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("availability:read");
        Parameters in = new Parameters(parameters, Set.of("since", "limit"));
        long since = in.value("since", AvailabilityFeed::cursor, "a cursor from next").orElse(0L);
        int limit = in.value("limit", AvailabilityFeed::limit, "a number from 1 to " + PAGE_MAX).orElse(PAGE);
        in.refuseIfFaulty();
        Listings.Page page = listings.after(caller.channel(), since, limit);
        return new FeedPage(page.items().stream().map(each -> new FeedItem(each.sku(), each.unit(), each.available(),
                each.dates(), each.changedAt())).toList(), CURSOR + page.version(), page.complete(), page.full());
    }

    private static Optional<Long> cursor(String text) {
        return text.matches(CURSOR + "[0-9]{1,18}") ? Optional.of(Long.valueOf(text.substring(CURSOR.length())))
                : Optional.empty();
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("[0-9]{1,4}") ? Optional.of(Integer.valueOf(text)).filter(n -> n >= 1 && n <= PAGE_MAX)
                : Optional.empty();
    }
}

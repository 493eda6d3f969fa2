package io.crossdock.process.story;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether the business flows: the figures of the day. Thread-safe. */
@Component
public class Today {

    private final StoryStore store;
    private final Stories stories;
    private volatile Reading last = new Reading(Instant.EPOCH, new Figures(List.of(), 0, BigDecimal.ZERO, 0,
            BigDecimal.ZERO, 0, 0, 0, 0, BigDecimal.ZERO));

    private record Reading(Instant at, Figures figures) {
    }

    Today(StoryStore store, Stories stories) {
        this.store = store;
        this.stories = stories;
    }

    /** Orders accepted in one hour of the day. */
    public record Hour(int hour, int orders, BigDecimal value) {
    }

    /**
     * The figures; amounts are in the landscape's currency.
     *
     * @param hours        from midnight to the present hour, in the landscape's zone
     * @param waiting      orders that the ERP does not have yet
     * @param open         orders that are neither complete nor cancelled
     * @param shipped      shipments that left today
     */
    public record Figures(List<Hour> hours, int accepted, BigDecimal value, int waiting, BigDecimal waitingValue,
            int open, int backordered, int shipped, int invoiced, BigDecimal invoicedValue) {

        public Figures {
            hours = List.copyOf(hours);
        }
    }

    /** The figures, at most two seconds old. */
    public Figures figures() {
        Wording wording = stories.wording();
        Reading known = last;
        if (known.at().isAfter(wording.now().minusSeconds(2)) && !known.at().isAfter(wording.now())) {
            return known.figures();
        }
        Figures figures = read(wording);
        last = new Reading(wording.now(), figures);
        return figures;
    }

    private Figures read(Wording wording) {
        ZonedDateTime midnight = wording.now().atZone(wording.zone()).truncatedTo(ChronoUnit.DAYS);
        List<StoryStore.Hour> counted =
                store.acceptedByHour(Exceptions.smallest(midnight.toInstant()), wording.zone());
        List<Hour> hours = new ArrayList<>();
        for (int hour = 0; hour <= wording.now().atZone(wording.zone()).getHour(); hour++) {
            int wanted = hour;
            hours.add(counted.stream().filter(each -> each.hour() == wanted).findFirst()
                    .map(each -> new Hour(wanted, each.orders(), each.value()))
                    .orElseGet(() -> new Hour(wanted, 0, BigDecimal.ZERO)));
        }
        StoryStore.Figures figures = store.figures(midnight.toInstant());
        return new Figures(hours, hours.stream().mapToInt(Hour::orders).sum(),
                hours.stream().map(Hour::value).reduce(BigDecimal.ZERO, BigDecimal::add), figures.waiting(),
                figures.waitingValue(), figures.open(), figures.backordered(), figures.shippedToday(),
                figures.invoicedToday(), figures.invoicedValue());
    }
}

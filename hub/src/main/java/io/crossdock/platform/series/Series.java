package io.crossdock.platform.series;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gap-free numbers for people and partners, taken in the transaction that uses them. */
@Component
public class Series {

    private final SeriesStore store;

    Series(SeriesStore store) {
        this.store = store;
    }

    /**
     * Takes {@code count} consecutive numbers and returns the first. Others who want numbers of the same series
     * wait until this transaction ends, so take them late.
     *
     * @param first what a new series starts with
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long take(String name, int count, long first) {
        if (count < 1) {
            throw new IllegalArgumentException("cannot take " + count + " numbers");
        }
        return store.take(name, count, first);
    }
}

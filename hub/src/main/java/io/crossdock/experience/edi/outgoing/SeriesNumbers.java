package io.crossdock.experience.edi.outgoing;

import io.crossdock.experience.edi.x12.ControlNumbers;
import io.crossdock.experience.edi.x12.Series;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Control numbers from the series tables: given back when the transaction fails, so that none is ever skipped. */
@Component
class SeriesNumbers implements ControlNumbers {

    private static final long LAST = 999_999_999;

    private final io.crossdock.platform.series.Series series;

    SeriesNumbers(io.crossdock.platform.series.Series series) {
        this.series = series;
    }

    @Override
    public long next(Series wanted) {
        String level = wanted.level().name().toLowerCase(Locale.ROOT);
        long taken = series.take("edi." + wanted.partner() + "." + level, 1, 1);
        return (taken - 1) % LAST + 1;
    }
}

package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.ListRules.Told;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lets a connector prove that its stock can be promised; see {@link ListRules}. */
@Proves(StockSource.class)
public abstract class StockContract extends ListContract<StockReport> {

    @Override
    protected abstract StockSubject subject();

    /** Of two reports of an item the one that was read later is the newer. */
    @Test
    void whatIsReadLaterIsNewer() {
        StockSubject subject = subject();
        subject.several();
        Map<String, Long> before = movements(subject);
        assertThat(movements(subject)).allSatisfy((item, movement) ->
                assertThat(movement).as(item).isGreaterThanOrEqualTo(before.get(item)));
    }

    private static Map<String, Long> movements(StockSubject subject) {
        Told<StockReport> first = subject.read(subject.settings(subject.url(), new Timeouts(Duration.ofSeconds(10),
                subject.patience())), Optional.empty(), Optional.empty());
        assertThat(first).isInstanceOf(Told.Rows.class);
        List<StockReport> rows = ((Told.Rows<StockReport>) first).rows();
        return rows.stream().collect(Collectors.toMap(subject::key, StockReport::movement));
    }
}

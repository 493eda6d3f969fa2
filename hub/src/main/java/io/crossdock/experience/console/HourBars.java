package io.crossdock.experience.console;

import io.crossdock.experience.console.TodayPage.HourBar;
import io.crossdock.process.story.Today;
import io.crossdock.process.story.Wording;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Lays out the day's hours as a bar chart. */
final class HourBars {

    static final int HEIGHT = 120;
    static final int STEP = 30;
    private static final int WIDTH = 22;
    private static final int HOURS = 24;

    private HourBars() {
    }

    static List<HourBar> of(List<Today.Hour> hours, String currency) {
        int most = Math.max(1, hours.stream().mapToInt(Today.Hour::orders).max().orElse(1));
        return IntStream.range(0, HOURS).mapToObj(hour -> hour < hours.size() ? hours.get(hour)
                : new Today.Hour(hour, 0, BigDecimal.ZERO)).map(hour -> {
            int height = hour.orders() == 0 ? 0 : Math.max(3, Math.round((float) hour.orders() * HEIGHT / most));
            return new HourBar(hour.hour() * STEP + 4, 18 + HEIGHT - height, WIDTH, height, "%02d".formatted(hour.hour()),
                    hour.orders(), "%02d:00 to %02d:00: ".formatted(hour.hour(), hour.hour() + 1)
                            + Wording.count(hour.orders(), "order") + ", " + Wording.money(hour.value(), currency));
        }).toList();
    }
}

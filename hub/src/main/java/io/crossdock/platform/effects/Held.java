package io.crossdock.platform.effects;

import io.crossdock.platform.landscape.MaintenanceWindow;
import io.crossdock.platform.landscape.MaintenanceWindow.Span;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a maintenance window holds back.
 *
 * @param until when the window ends
 */
public record Held(What what, String window, Instant until) {

    /** From little to all. */
    public enum What {
        NOTHING, BULK, ALL_BUT_CRITICAL, ALL;

        boolean takes(Tier tier) {
            return switch (this) {
                case NOTHING -> true;
                case BULK -> tier != Tier.BULK;
                case ALL_BUT_CRITICAL -> tier == Tier.CRITICAL;
                case ALL -> false;
            };
        }
    }

    static final Held NOTHING = new Held(What.NOTHING, "", Instant.EPOCH);

    /** By one's own clock. */
    static Held by(List<MaintenanceWindow> windows, Instant now) {
        return windows.stream().flatMap(window -> window.next(now).stream()).map(span -> by(span, now))
                .max(Comparator.comparing(Held::what)).orElse(NOTHING);
    }

    static Held by(Span span, Instant now) {
        What what = !now.isBefore(span.from()) ? What.ALL : !now.isBefore(span.holdNormalFrom()) ? What.ALL_BUT_CRITICAL
                : !now.isBefore(span.holdBulkFrom()) ? What.BULK : What.NOTHING;
        return what == What.NOTHING ? NOTHING : new Held(what, span.name(), span.to());
    }

    /**
     * With what another replica has seen, which may be ahead of this one: it holds as long as the window is one that
     * this replica knows, too.
     */
    static Held agreed(Optional<Held> seen, List<MaintenanceWindow> windows, Instant now) {
        Held own = by(windows, now);
        return seen.filter(other -> other.until().isAfter(now) && other.what().compareTo(own.what()) > 0)
                .filter(other -> windows.stream().anyMatch(window -> window.name().equals(other.window())
                        && window.endsAt(other.until()))).orElse(own);
    }
}

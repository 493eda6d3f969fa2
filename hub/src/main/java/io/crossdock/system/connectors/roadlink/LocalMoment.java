package io.crossdock.system.connectors.roadlink;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The instant of a local time. In the night in which clocks go back an hour comes twice: the earlier one is
 * taken and said so. A time that clocks skip in spring is moved on by the hour they skip.
 *
 * @param doubt a sentence when the local time does not tell which instant was meant
 */
record LocalMoment(Instant instant, Optional<String> doubt) {

    static LocalMoment of(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        Optional<String> doubt = switch (offsets.size()) {
            case 1 -> Optional.empty();
            case 0 -> Optional.of(local.toLocalTime() + " was skipped that night in " + zone + ".");
            default -> Optional.of(local.toLocalTime() + " came twice that night in " + zone
                    + "; the earlier one is taken.");
        };
        return new LocalMoment(local.atZone(zone).toInstant(), doubt);
    }
}

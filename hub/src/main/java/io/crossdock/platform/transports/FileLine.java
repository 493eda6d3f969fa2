package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.MessagePlace.Pickup;
import io.crossdock.platform.transports.FileSide.Sight;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of a directory. One is taken when it has not changed for a while; taking it is a rename to {@code working/<hub>},
 * so that of several hubs one gets it. What is kept goes to the archive. What a killed hub had in its hands it finds again.
 */
final class FileLine implements Line {

    private static final int BYTES_MAX = 64 << 20;
    private static final int LISTED_MAX = 10_000;
    private static final Duration STABLE_MIN = Duration.ofSeconds(1);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final MessagePlace place;
    private final Pickup pickup;
    private final Opening opening;
    private final Clock clock;
    private final String working;
    private final PathMatcher pattern;
    private Map<Sight, Instant> seen = Map.of();
    private Optional<FileSide> open = Optional.empty();
    private List<String> fetched = List.of();

    /** Gets to the files; asked anew for every look. */
    interface Opening {

        FileSide open() throws TransportTrouble;
    }

    /** @param node name of this process */
    FileLine(MessagePlace place, Pickup pickup, Opening opening, String node, Clock clock) {
        this.place = place;
        this.pickup = pickup;
        this.opening = opening;
        this.clock = clock;
        this.working = "working/" + node.replaceAll("[^A-Za-z0-9._-]", "_");
        this.pattern = FileSystems.getDefault().getPathMatcher("glob:" + pickup.pattern());
    }

    @Override
    public List<Parcel> fetch(int most, Duration patience) throws TransportTrouble {
        try {
            FileSide side = side();
            Optional<Sight> tooLarge = claim(side, most);
            List<Parcel> parcels = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Sight file : byAge(side.files(working, LISTED_MAX)).stream().limit(most).toList()) {
                byte[] content = side.read(working + "/" + file.name(), BYTES_MAX);
                if (content.length != file.size()) {
                    throw new IOException("of " + file.name() + " came " + content.length + " bytes instead of "
                            + file.size());
                }
                parcels.add(Parcel.of(Parcel.digest(content), Optional.empty(), Optional.empty(), content));
                names.add(file.name());
            }
            fetched = names;
            if (parcels.isEmpty()) {
                hangUp();
                if (tooLarge.isPresent()) {
                    throw new TransportTrouble("message-too-large", tooLarge.get().name() + " in " + place + " has "
                            + tooLarge.get().size() + " bytes, at most " + BYTES_MAX + " are taken. Take it away there.");
                }
            }
            return parcels;
        } catch (IOException failure) {
            throw trouble(failure);
        }
    }

    private static List<Sight> byAge(List<Sight> files) {
        return files.stream().filter(each -> isReady(each.name()))
                .sorted(Comparator.comparing(Sight::changed).thenComparing(Sight::name)).toList();
    }

    /** @return one that is too large to be taken */
    private Optional<Sight> claim(FileSide side, int most) throws IOException {
        Instant now = clock.instant();
        Map<Sight, Instant> lying = new HashMap<>();
        Optional<Sight> tooLarge = Optional.empty();
        int room = most - side.files(working, LISTED_MAX).size();
        for (Sight file : byAge(side.files("", LISTED_MAX))) {
            if (!pattern.matches(Path.of(file.name()))) {
                continue;
            }
            Instant since = seen.getOrDefault(file, now);
            lying.put(file, since);
            boolean stable = !now.isBefore(since.plus(STABLE_MIN));
            if (stable && file.size() > BYTES_MAX) {
                tooLarge = Optional.of(file);
            } else if (stable && room > 0) {
                side.make(working);
                if (side.rename(file.name(), working + "/" + file.name())) {
                    lying.remove(file);
                    room--;
                }
            }
        }
        seen = lying;
        return tooLarge;
    }

    /** Names that hide, or say that the file is not whole yet, or could mean another place. */
    private static boolean isReady(String name) {
        return !name.isEmpty() && !name.startsWith(".") && name.length() <= 200
                && name.chars().noneMatch(each -> each == '/' || each == '\\' || Character.isISOControl(each))
                && Stream.of(".part", ".tmp", ".filepart").noneMatch(name::endsWith);
    }

    @Override
    public void kept() throws TransportTrouble {
        try {
            FileSide side = side();
            side.make(pickup.archive());
            for (String name : fetched) {
                String kept = pickup.archive() + "/" + STAMP.format(clock.instant()) + "-" + name;
                for (int n = 2; !side.rename(working + "/" + name, kept) && side.exists(working + "/" + name); n++) {
                    kept = kept.replaceFirst("(\\.again\\d+)?$", ".again" + n);
                }
            }
            fetched = List.of();
        } catch (IOException failure) {
            throw trouble(failure);
        }
    }

    private FileSide side() throws TransportTrouble {
        if (open.isEmpty()) {
            open = Optional.of(opening.open());
        }
        return open.get();
    }

    /** Servers end connections at rest. */
    private void hangUp() {
        open.ifPresent(FileSide::close);
        open = Optional.empty();
    }

    private TransportTrouble trouble(IOException failure) {
        return new TransportTrouble("unreachable", "The line to " + place + " broke: " + said(failure) + ".", failure);
    }

    @Override
    public Duration pause() {
        return pickup.poll();
    }

    @Override
    public void close() {
        hangUp();
    }
}

package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Declaration.Watch;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.ShipmentSource;
import io.crossdock.system.connectors.SystemUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code operations.shipments}: a warehouse that does not call is asked what has changed. Its rows are messages that
 * {@code events} reads.
 */
@Component
class DeclaredShipments implements ShipmentSource {

    private static final String SHIPMENTS = "shipments";
    /** A list by numbers that never stands still is read this often, and what all readings saw is what there is. */
    private static final int READINGS_MAX = 5;
    private static final int ROWS_MAX = 100_000;

    private final DeclaredCalls calls;
    private final Clock clock;

    DeclaredShipments(DeclaredCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return DeclaredList.of(system, SHIPMENTS).isPresent();
    }

    @Override
    public Duration overlap(SystemSettings warehouse) {
        return watch(warehouse).overlap();
    }

    @Override
    public Page<Step> steps(SystemSettings warehouse, Asking asking) {
        Map<String, String> known = asking.modifiedSince().map(since -> Map.of("since", since.toString()))
                .orElse(Map.of());
        DeclaredList list = new DeclaredList(calls, warehouse, DeclaredList.of(warehouse, SHIPMENTS).orElseThrow());
        if (list.isNumbered()) {
            Instant begun = clock.instant();
            return new Page<>(steps(warehouse, begun, settled(list, known)), Optional.empty());
        }
        Cursor cursor = Cursor.of(asking.after(), clock.instant());
        DeclaredList.Answer.Page page = page(list, known, cursor.after());
        return new Page<>(steps(warehouse, cursor.begun(), page.rows()), page.next().map(cursor::then));
    }

    /**
     * A row that is changed while its list is read moves behind the others, and the one after it slips into a page that
     * was read before: so a list of several pages is read until it is twice the same.
     */
    private static List<JsonNode> settled(DeclaredList list, Map<String, String> known) {
        SequencedSet<JsonNode> seen = new LinkedHashSet<>();
        List<JsonNode> before = List.of();
        for (int reading = 0; reading < READINGS_MAX; reading++) {
            List<JsonNode> rows = new ArrayList<>();
            Optional<String> after = Optional.empty();
            int pages = 0;
            do {
                DeclaredList.Answer.Page page = page(list, known, after);
                rows.addAll(page.rows());
                after = page.next();
                pages++;
                if (rows.size() > ROWS_MAX) {
                    throw new SystemUnavailable(list.system().id() + " tells of more than " + ROWS_MAX
                            + " changes at once.");
                }
            } while (after.isPresent());
            seen.addAll(rows);
            if (pages == 1 || rows.equals(before)) {
                break;
            }
            before = rows;
        }
        return List.copyOf(seen);
    }

    private static DeclaredList.Answer.Page page(DeclaredList list, Map<String, String> known, Optional<String> after) {
        return switch (list.page(known, after)) {
            case DeclaredList.Answer.Nothing(String why) -> throw new SystemUnavailable(why);
            case DeclaredList.Answer.Page page -> page;
        };
    }

    /** Of what was changed at the same time the earlier row comes first. */
    private List<Step> steps(SystemSettings warehouse, Instant begun, List<JsonNode> rows) {
        return rows.stream().map(row -> step(watch(warehouse), row, begun))
                .sorted(Comparator.comparing(Step::changedAt)).toList();
    }

    /**
     * Whoever shows a change late must not have it passed over: nothing counts as newer than the beginning of the reading.
     * A row without name or leg goes the same way as others, and a person sees what is wrong with it.
     */
    private Step step(Watch watch, JsonNode row, Instant begun) {
        byte[] message = row.toString().getBytes(StandardCharsets.UTF_8);
        Instant at = said(watch.at(), row).flatMap(DeclaredShipments::time).orElse(Instant.EPOCH);
        String key = said(watch.key(), row).orElseGet(() -> "unnamed-" + digest(message));
        return new Step(key, said(watch.leg(), row).orElse(key), at.isAfter(begun) ? begun : at, message);
    }

    private Optional<String> said(String expression, JsonNode row) {
        try {
            return calls.expressions().text(expression, row);
        } catch (Expressions.Failed mistake) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static String digest(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Watch watch(SystemSettings warehouse) {
        return DeclaredList.of(warehouse, SHIPMENTS).flatMap(Declaration.Operation::watch).orElseThrow();
    }

    /** When the reading began, and where it is. */
    private record Cursor(Instant begun, Optional<String> after) {

        static Cursor of(Optional<String> text, Instant now) {
            return text.map(each -> new Cursor(Instant.parse(each.substring(0, each.indexOf(' '))),
                    Optional.of(each.substring(each.indexOf(' ') + 1)))).orElseGet(() -> new Cursor(now, Optional.empty()));
        }

        String then(String next) {
            return begun + " " + next;
        }
    }
}

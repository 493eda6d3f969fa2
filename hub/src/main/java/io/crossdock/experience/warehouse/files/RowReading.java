package io.crossdock.experience.warehouse.files;

import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.warehouse.files.FileRows.Cell;
import io.crossdock.experience.warehouse.files.FileRows.Row;
import io.crossdock.platform.landscape.FileFeed;
import io.crossdock.platform.landscape.FileFeed.Event;
import io.crossdock.platform.landscape.FileFeed.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the meaning of rows, and names every cell that has none. */
final class RowReading {

    private static final String DECIMAL = "[+-]?[0-9]{1,12}(\\.[0-9]{1,6})?";
    /** A point stands only between thousands: {@code 1.5} is not fifteen. */
    private static final String WITH_COMMA = "[+-]?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)(,[0-9]+)?";

    private final FileFeed feed;
    private final ZoneId zone;
    private final Instant fileTime;
    private final Function<Sku, Optional<Item>> items;
    private final List<RowFault> faults = new ArrayList<>();

    /** @param fileTime holds for rows that say no time */
    RowReading(FileFeed feed, ZoneId zone, Instant fileTime, Function<Sku, Optional<Item>> items) {
        this.feed = feed;
        this.zone = zone;
        this.fileTime = fileTime;
        this.items = items;
    }

    /** A row in which nothing is wrong; quantities in base units. */
    record Good(int line, Sku sku, Quantity quantity, Instant at, Optional<String> document, Optional<String> reason,
            Optional<Integer> movement, Optional<LegNumber> release, int lineNo, Optional<Sscc> sscc,
            Optional<String> tracking, Optional<String> carrier) {
    }

    List<RowFault> faults() {
        return faults;
    }

    /** Empty when something is wrong; then it is among the {@link #faults()}. */
    Optional<Good> read(Row row) {
        int before = faults.size();
        Optional<Item> item = required(row, Field.SKU).flatMap(cell -> item(row, cell));
        Optional<Quantity> quantity = required(row, Field.QUANTITY).flatMap(cell -> amount(row, cell))
                .flatMap(amount -> item.flatMap(known -> inBase(row, known, amount)));
        Optional<Instant> at = row.cell(Field.AT).map(cell -> time(row, cell)).orElse(Optional.of(fileTime));
        Optional<String> document = needed(row, Field.DOCUMENT, feed.event() == Event.RECEIPT
                || feed.event() == Event.ADJUSTMENT).flatMap(cell -> brief(row, Field.DOCUMENT, cell));
        Optional<Integer> movement = needed(row, Field.MOVEMENT, feed.column(Field.MOVEMENT).isPresent())
                .flatMap(cell -> number(row, Field.MOVEMENT, cell));
        Optional<LegNumber> release = needed(row, Field.RELEASE, feed.event() == Event.SHIPMENT)
                .flatMap(cell -> parsed(row, Field.RELEASE, cell, LegNumber::parse, "a release such as SO-100001-1"));
        Optional<Integer> line = row.cell(Field.LINE).flatMap(cell -> number(row, Field.LINE, cell));
        Optional<Sscc> sscc = row.cell(Field.SSCC)
                .flatMap(cell -> parsed(row, Field.SSCC, cell, Sscc::parse, "an SSCC of 18 digits"));
        return faults.size() > before ? Optional.empty() : Optional.of(new Good(row.line(), item.orElseThrow().sku(),
                quantity.orElseThrow(), at.orElseThrow(), document, row.cell(Field.REASON).map(Cell::text), movement,
                release, line.orElse(0), sscc, row.cell(Field.TRACKING).map(Cell::text),
                row.cell(Field.CARRIER).map(Cell::text)));
    }

    private Optional<Cell> required(Row row, Field field) {
        return needed(row, field, true);
    }

    private Optional<Cell> needed(Row row, Field field, boolean needed) {
        Optional<Cell> cell = row.cell(field);
        if (needed && cell.isEmpty()) {
            wrong(row, field, "required", "There is no " + field.name().toLowerCase(Locale.ROOT) + ".");
        }
        return cell;
    }

    private Optional<Item> item(Row row, Cell cell) {
        Optional<Item> item = Sku.parse(cell.text()).flatMap(items);
        return item.isPresent() ? item
                : wrong(row, Field.SKU, "item-unknown", "There is no item '" + shown(cell.text()) + "'.");
    }

    private Optional<BigDecimal> amount(Row row, Cell cell) {
        boolean written = feed.decimalMark() == ',' ? cell.text().matches(WITH_COMMA) : cell.text().matches(DECIMAL);
        String text = feed.decimalMark() == ',' ? cell.text().replace(".", "").replace(',', '.') : cell.text();
        if (!written || !text.matches(DECIMAL)) {
            return wrong(row, Field.QUANTITY, "quantity-bad", "'" + shown(cell.text()) + "' is no quantity.");
        }
        BigDecimal amount = new BigDecimal(text);
        boolean fits = switch (feed.event()) {
            case COUNT -> amount.signum() >= 0;
            case RECEIPT, SHIPMENT -> amount.signum() > 0;
            case ADJUSTMENT -> amount.signum() != 0;
        };
        return fits ? Optional.of(amount) : wrong(row, Field.QUANTITY, "quantity-bad", "A "
                + feed.event().name().toLowerCase(Locale.ROOT) + " cannot be of " + amount.toPlainString() + ".");
    }

    private Optional<Quantity> inBase(Row row, Item item, BigDecimal amount) {
        String code = row.cell(Field.UNIT).map(Cell::text).orElse(item.packs().base().code());
        Optional<Unit> unit = Unit.parse(feed.units().getOrDefault(code, code));
        if (unit.isEmpty()) {
            return wrong(row, Field.UNIT, "unit-unknown", "'" + shown(code) + "' is no unit.");
        }
        return switch (item.packs().toBase(new Quantity(amount, unit.get()))) {
            case Conversion.Exact(Quantity exact) -> Optional.of(exact);
            case Conversion.Inexact(String why) -> wrong(row, Field.QUANTITY, "quantity-inexact", why + ".");
            case Conversion.UnknownUnit(Unit unknown) -> wrong(row, Field.UNIT, "unit-unknown",
                    "Item " + item.sku() + " is not kept in " + unknown + ".");
        };
    }

    private Optional<Instant> time(Row row, Cell cell) {
        try {
            DateTimeFormatter format = feed.dateFormat().map(text -> DateTimeFormatter.ofPattern(text, Locale.ROOT))
                    .orElse(DateTimeFormatter.ISO_DATE_TIME);
            TemporalAccessor said = feed.dateFormat().isEmpty() && cell.text().length() == 10
                    ? LocalDate.parse(cell.text())
                    : format.parseBest(cell.text(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return Optional.of(switch (said) {
                case OffsetDateTime exact -> exact.toInstant();
                case LocalDateTime local -> local.atZone(zone).toInstant();
                default -> LocalDate.from(said).atStartOfDay(zone).toInstant();
            });
        } catch (DateTimeException unreadable) {
            return wrong(row, Field.AT, "date-bad", "'" + shown(cell.text()) + "' is not written as "
                    + feed.dateFormat().orElse("2026-11-21T09:30:00") + ".");
        }
    }

    private Optional<Integer> number(Row row, Field field, Cell cell) {
        return cell.text().matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(cell.text()))
                : wrong(row, field, "number-bad", "'" + shown(cell.text()) + "' is no whole number.");
    }

    private Optional<String> brief(Row row, Field field, Cell cell) {
        return cell.text().length() <= 80 ? Optional.of(cell.text())
                : wrong(row, field, "too-long", "This has more than 80 characters.");
    }

    private <T> Optional<T> parsed(Row row, Field field, Cell cell, Function<String, Optional<T>> parse, String expected) {
        Optional<T> value = parse.apply(cell.text());
        return value.isPresent() ? value : wrong(row, field, field.name().toLowerCase(Locale.ROOT) + "-bad",
                "'" + shown(cell.text()) + "' is not " + expected + ".");
    }

    private <T> Optional<T> wrong(Row row, Field field, String code, String message) {
        faults.add(new RowFault(row.line(), row.column(field), code, message));
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}

package io.crossdock.experience.edi.maps;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What maps can do beyond JSONata: {@code $rec20} and {@code $x12unit} translate units, {@code $isodate} and
 * {@code $date8} dates, {@code $implied} writes a decimal with implied places, {@code $plain} a decimal without
 * superfluous zeros. All of them answer nothing for nothing, as JSONata's own functions do.
 */
final class MapFunctions {

    private interface TextFunction {
        String apply(String text);
    }

    private MapFunctions() {}

    static void bind(Jsonata.Frame frame) {
        bind(frame, "rec20", UnitCodes::toRec20);
        bind(frame, "x12unit", UnitCodes::toX12);
        bind(frame, "isodate", MapFunctions::isoDate);
        bind(frame, "date8", text -> LocalDate.parse(text).format(DateTimeFormatter.BASIC_ISO_DATE));
        bind(frame, "plain", text -> plain(new BigDecimal(text)));
        frame.bind("implied", (Jsonata.Fn2<Object, Object, Object>) MapFunctions::implied);
    }

    private static void bind(Jsonata.Frame frame, String name, TextFunction function) {
        frame.bind(name, (Jsonata.Fn1<Object, Object>) value -> optional(value, function));
    }

    private static @Nullable Object optional(@Nullable Object value, TextFunction function) {
        return value == null ? null : function.apply(value.toString());
    }

    private static String isoDate(String text) {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString();
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    private static @Nullable Object implied(@Nullable Object value, Object places) {
        if (value == null) {
            return null;
        }
        int scale = Integer.parseInt(places.toString());
        return new BigDecimal(value.toString()).setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toString();
    }
}

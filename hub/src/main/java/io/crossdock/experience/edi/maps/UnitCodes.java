package io.crossdock.experience.edi.maps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Units of X12 (data element 355) and of UN/CEFACT Recommendation 20; {@code maps/x12/units.txt}. */
public final class UnitCodes {

    private static final Map<String, String> REC20 = new HashMap<>();
    private static final Map<String, String> X12 = new HashMap<>();

    static {
        try (InputStream in = UnitCodes.class.getResourceAsStream("/maps/x12/units.txt")) {
            if (in == null) {
                throw new IllegalStateException("missing resource /maps/x12/units.txt");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .forEach(codes -> {
                        REC20.put(codes[0], codes[1]);
                        X12.putIfAbsent(codes[1], codes[0]);
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private UnitCodes() {}

    /** The Rec 20 code of an X12 unit; an unlisted code stands for itself. */
    public static String toRec20(String x12) {
        String code = x12.strip().toUpperCase(Locale.ROOT);
        return REC20.getOrDefault(code, code);
    }

    /** The X12 code of a Rec 20 unit; an unlisted code stands for itself. */
    public static String toX12(String rec20) {
        return X12.getOrDefault(rec20, rec20);
    }
}

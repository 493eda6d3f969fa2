package io.crossdock.canonical;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A unit of measure by its UN/CEFACT Recommendation 20 code. The common trade units have a name here; any
 * other code of the right form is accepted, since what a unit means for an item is said by the item's
 * {@link Packs}.
 *
 * @param code one to three capital letters or digits, such as {@code EA}
 */
public record Unit(String code) implements Comparable<Unit> {

    // Above the named units: they are checked against it while the class loads.
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,3}");

    public static final Unit EACH = new Unit("EA");
    public static final Unit BOX = new Unit("BX");
    public static final Unit CASE = new Unit("CS");
    public static final Unit PALLET = new Unit("PF");
    public static final Unit DOZEN = new Unit("DZN");
    public static final Unit PAIR = new Unit("PR");
    public static final Unit SET = new Unit("SET");
    public static final Unit PACK = new Unit("PK");
    public static final Unit ROLL = new Unit("RO");
    public static final Unit CARTON = new Unit("CT");
    public static final Unit KILOGRAM = new Unit("KGM");
    public static final Unit POUND = new Unit("LBR");
    public static final Unit METRE = new Unit("MTR");
    public static final Unit FOOT = new Unit("FOT");
    public static final Unit LITRE = new Unit("LTR");
    public static final Unit GALLON = new Unit("GLL");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("EA", "each"), Map.entry("BX", "box"), Map.entry("CS", "case"),
            Map.entry("PF", "pallet"), Map.entry("DZN", "dozen"), Map.entry("PR", "pair"),
            Map.entry("SET", "set"), Map.entry("PK", "pack"), Map.entry("RO", "roll"),
            Map.entry("CT", "carton"), Map.entry("KGM", "kilogram"), Map.entry("LBR", "pound"),
            Map.entry("MTR", "metre"), Map.entry("FOT", "foot"), Map.entry("LTR", "litre"),
            Map.entry("GLL", "gallon"));

    private static final Map<String, Unit> MEASURED = Map.of("KGM", KILOGRAM, "LBR", POUND, "MTR", METRE,
            "FOT", FOOT, "LTR", LITRE, "GLL", GALLON);

    public Unit {
        Text.matching(code, CODE, "a UN/CEFACT Rec 20 unit code");
    }

    /** The unit of a code; throws {@link IllegalArgumentException} when the code is malformed. */
    public static Unit of(String code) {
        return new Unit(code);
    }

    public static Optional<Unit> parse(String code) {
        return Text.attempt(() -> new Unit(code));
    }

    /** The English word for the unit, or its code where this class knows none. */
    public String label() {
        return NAMES.getOrDefault(code, code);
    }

    /** True for units that are weighed or measured, of which fractions can be sold. */
    public boolean measured() {
        return MEASURED.containsKey(code);
    }

    @Override
    public int compareTo(Unit other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}

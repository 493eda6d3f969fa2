package io.crossdock.platform.gateway;

import io.crossdock.canonical.Fault;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object from outside, read field by field. Nothing is thrown while reading: every fault is kept
 * with its JSON pointer (RFC 6901), and {@link #refuseIfFaulty()} on the outermost object answers all of them
 * at once, among them every field that nobody asked for. A null field counts as absent. Not thread-safe.
 *
 * <pre>{@code
 * var in = StrictJson.object(body);
 * var account = in.requiredValue("account", 40, AccountId::parse, "an account number");
 * var lines = in.requiredObjects("lines", 1, 500).stream().map(this::line).toList();
 * in.refuseIfFaulty();
 * return new OrderRequest(account.orElseThrow(), …);
 * }</pre>
 */
public final class ObjectReader {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,23})(\\.[0-9]{1,12})?");

    private final JsonNode node;
    private final String pointer;
    private final FaultList faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<ObjectReader> inner = new ArrayList<>();

    private ObjectReader(JsonNode node, String pointer, FaultList faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    static ObjectReader of(JsonNode object) {
        return new ObjectReader(object, "", new FaultList());
    }

    /** The pointer of this object: empty for the document itself. */
    public String pointer() {
        return pointer;
    }

    /** The pointer of one of its fields. */
    public String pointer(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    /** True when the field is there and not null. */
    public boolean has(String field) {
        return present(field).isPresent();
    }

    /** Text of 1 to {@code longest} characters without control characters; its absence is a fault. */
    public Optional<String> requiredText(String field, int longest) {
        return required(field).flatMap(value -> text(value, pointer(field), longest));
    }

    /** Text of 1 to {@code longest} characters without control characters (line breaks and tabs pass). */
    public Optional<String> text(String field, int longest) {
        return present(field).flatMap(value -> text(value, pointer(field), longest));
    }

    /** A text that {@code parse} understands; {@code expected} completes the sentence "… is not …". */
    public <T> Optional<T> requiredValue(
            String field, int longest, Function<String, Optional<T>> parse, String expected) {
        return requiredText(field, longest).flatMap(text -> parsed(field, text, parse, expected));
    }

    /** Like {@link #requiredValue}, but may be absent. */
    public <T> Optional<T> value(String field, int longest, Function<String, Optional<T>> parse,
            String expected) {
        return text(field, longest).flatMap(text -> parsed(field, text, parse, expected));
    }

    /** A decimal, written as a JSON string such as {@code "12.50"}, without exponent. */
    public Optional<BigDecimal> requiredDecimal(String field, Decimals allowed) {
        return required(field).flatMap(value -> decimal(field, value, allowed));
    }

    /** Like {@link #requiredDecimal}, but may be absent. */
    public Optional<BigDecimal> decimal(String field, Decimals allowed) {
        return present(field).flatMap(value -> decimal(field, value, allowed));
    }

    /** A whole JSON number between the bounds, both included. */
    public Optional<Integer> whole(String field, int least, int most) {
        return present(field).flatMap(value -> {
            if (!value.isIntegralNumber()) {
                return wrong(field, "wrong-type", "A whole number is expected.");
            }
            if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
                return wrong(field, "out-of-range", "A number from " + least + " to " + most
                        + " is expected.");
            }
            return Optional.of(value.intValue());
        });
    }

    /** A calendar day such as {@code 2026-11-30} (ISO 8601). */
    public Optional<LocalDate> date(String field) {
        return value(field, 10, ObjectReader::day, "a day such as 2026-11-30");
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String field) {
        return present(field).flatMap(value -> value.isBoolean() ? Optional.of(value.booleanValue())
                : wrong(field, "wrong-type", "true or false is expected."));
    }

    /** One of the constants of {@code kind}, in lower case with hyphens or underscores. */
    public <E extends Enum<E>> Optional<E> oneOf(String field, Class<E> kind) {
        return text(field, 80).flatMap(text -> {
            for (E each : kind.getEnumConstants()) {
                if (each.name().equalsIgnoreCase(text.replace('-', '_'))) {
                    return Optional.of(each);
                }
            }
            List<String> names = Arrays.stream(kind.getEnumConstants())
                    .map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
            return wrong(field, "not-one-of", "One of " + String.join(", ", names) + " is expected.");
        });
    }

    /** The object in a field, whose absence is a fault. */
    public Optional<ObjectReader> requiredObject(String field) {
        return required(field).flatMap(value -> object(value, pointer(field)));
    }

    /** The object in a field. */
    public Optional<ObjectReader> object(String field) {
        return present(field).flatMap(value -> object(value, pointer(field)));
    }

    /** The objects of an array of {@code least} to {@code most} entries; empty when the array is faulty. */
    public List<ObjectReader> requiredObjects(String field, int least, int most) {
        return required(field).map(value -> objects(field, value, least, most)).orElse(List.of());
    }

    /** The objects of an array of at most {@code most} entries; empty when absent or faulty. */
    public List<ObjectReader> objects(String field, int most) {
        return present(field).map(value -> objects(field, value, 0, most)).orElse(List.of());
    }

    /** The texts of an array of at most {@code most} entries; empty when absent or faulty. */
    public List<String> texts(String field, int most, int longest) {
        return present(field).filter(value -> sized(field, value, 0, most)).map(array -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                text(array.get(i), pointer(field) + "/" + i, longest).ifPresent(texts::add);
            }
            return List.copyOf(texts);
        }).orElse(List.of());
    }

    /** Marks fields as known without reading them. */
    public void ignore(String... fields) {
        known.addAll(List.of(fields));
    }

    /** Adds a fault of the caller's own at a field. */
    public void fault(String field, String code, String message) {
        faults.add(pointer(field), code, message);
    }

    /** Adds a fault of the caller's own about this object as a whole. */
    public void fault(String code, String message) {
        faults.add(pointer, code, message);
    }

    /**
     * All faults of the document so far, fields nobody asked for included. Call it once, on the outermost
     * object.
     */
    public List<Fault> faults() {
        listUnknown();
        return faults.all();
    }

    /** All faults of the fields that were asked for; whatever else the sender says is passed over. */
    public List<Fault> faultsOfKnownFields() {
        return faults.all();
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException 400 {@code invalid-body} with every fault, if there is any
     */
    public void refuseIfFaulty() {
        List<Fault> all = faults();
        if (!all.isEmpty()) {
            String detail = all.size() == 1 ? all.getFirst().message()
                    : "There are " + all.size() + " faults.";
            throw Problems.INVALID_BODY.problem(detail).with(all).exception();
        }
    }

    private void listUnknown() {
        for (String name : node.propertyNames()) {
            if (known.add(name)) {
                faults.add(pointer(name), "unknown-field", "There is no such field; known here: "
                        + known.stream().filter(each -> !each.equals(name)).sorted().toList() + ".");
            }
        }
        inner.forEach(ObjectReader::listUnknown);
    }

    private Optional<JsonNode> present(String field) {
        known.add(field);
        return node.optional(field).filter(value -> !value.isNull());
    }

    private Optional<JsonNode> required(String field) {
        Optional<JsonNode> value = present(field);
        if (value.isEmpty()) {
            faults.add(pointer(field), "required", "This field is required.");
        }
        return value;
    }

    private <T> Optional<T> wrong(String field, String code, String message) {
        faults.add(pointer(field), code, message);
        return Optional.empty();
    }

    private Optional<String> text(JsonNode value, String at, int longest) {
        if (!value.isString()) {
            faults.add(at, "wrong-type", "A text is expected.");
            return Optional.empty();
        }
        String text = value.stringValue();
        if (text.isBlank()) {
            faults.add(at, "empty", "This text is blank.");
        } else if (text.length() > longest) {
            faults.add(at, "too-long", "This text has " + text.length() + " characters; " + longest
                    + " are allowed.");
        } else if (!storable(text)) {
            faults.add(at, "bad-character", "This text contains a control character or half a character.");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    private static boolean storable(String text) {
        return text.codePoints().noneMatch(c -> (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private <T> Optional<T> parsed(
            String field, String text, Function<String, Optional<T>> parse, String expected) {
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            faults.add(pointer(field), "bad-value", "\"" + shown + "\" is not " + expected + ".");
        }
        return value;
    }

    private Optional<BigDecimal> decimal(String field, JsonNode value, Decimals allowed) {
        if (!value.isString()) {
            return wrong(field, "wrong-type", "A decimal in quotation marks is expected, such as \"12.50\".");
        }
        String text = value.stringValue();
        if (text.length() > 40 || !DECIMAL.matcher(text).matches()) {
            return wrong(field, "not-a-decimal",
                    "A decimal such as \"12.50\" is expected, without exponent or sign +.");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > allowed.places() && number.stripTrailingZeros().scale() > allowed.places()) {
            return wrong(field, "too-many-decimals", "At most " + allowed.places()
                    + " decimal places are allowed.");
        }
        if (number.compareTo(allowed.least()) < 0 || number.compareTo(allowed.most()) > 0) {
            return wrong(field, "out-of-range", "A decimal from " + allowed.least().toPlainString() + " to "
                    + allowed.most().toPlainString() + " is expected.");
        }
        return Optional.of(number);
    }

    private Optional<ObjectReader> object(JsonNode value, String at) {
        if (!value.isObject()) {
            faults.add(at, "wrong-type", "An object is expected.");
            return Optional.empty();
        }
        ObjectReader reader = new ObjectReader(value, at, faults);
        inner.add(reader);
        return Optional.of(reader);
    }

    private List<ObjectReader> objects(String field, JsonNode value, int least, int most) {
        if (!sized(field, value, least, most)) {
            return List.of();
        }
        List<ObjectReader> all = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            object(value.get(i), pointer(field) + "/" + i).ifPresent(all::add);
        }
        return all;
    }

    private boolean sized(String field, JsonNode value, int least, int most) {
        if (!value.isArray()) {
            faults.add(pointer(field), "wrong-type", "An array is expected.");
        } else if (value.size() < least) {
            faults.add(pointer(field), "too-few", least == 1 ? "At least one entry is expected."
                    : "At least " + least + " entries are expected.");
        } else if (value.size() > most) {
            faults.add(pointer(field), "too-many", "There are " + value.size() + " entries; " + most
                    + " are allowed.");
        } else {
            return true;
        }
        return false;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

package io.crossdock.estate.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a request body; what is missing or malformed answers 400 and names the field. */
public record Fields(JsonNode node, String path) {

    private static final int DIGITS_MAX = 30;

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> Refused.badRequest(at(name) + " is missing"));
    }

    public Optional<String> optionalText(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().isBlank()) {
            throw Refused.badRequest(at(name) + " must be a text that is not blank");
        }
        return Optional.of(value.asString());
    }

    public BigDecimal decimal(String name) {
        return optionalDecimal(name).orElseThrow(() -> Refused.badRequest(at(name) + " is missing"));
    }

    public Optional<BigDecimal> optionalDecimal(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() && !value.isNumber()) {
            throw Refused.badRequest(at(name) + " must be a decimal");
        }
        return Optional.of(parse(value.asString(), at(name)));
    }

    /** A quantity: a decimal above 0. */
    public BigDecimal quantity(String name) {
        BigDecimal value = decimal(name);
        if (value.signum() <= 0) {
            throw Refused.badRequest(at(name) + " must be above 0");
        }
        return value;
    }

    public int number(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Refused.badRequest(at(name) + " must be a whole number");
        }
        return value.asInt();
    }

    public Fields object(String name) {
        JsonNode value = node.path(name);
        if (!value.isObject()) {
            throw Refused.badRequest(at(name) + " must be an object");
        }
        return new Fields(value, at(name));
    }

    /** A list of objects: at least one, at most {@code max}. */
    public List<Fields> list(String name, int max) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.isEmpty() || value.size() > max) {
            throw Refused.badRequest(at(name) + " must be a list of 1 to " + max);
        }
        List<Fields> all = new ArrayList<>();
        for (JsonNode each : value) {
            String where = at(name) + "[" + all.size() + "]";
            if (!each.isObject()) {
                throw Refused.badRequest(where + " must be an object");
            }
            all.add(new Fields(each, where));
        }
        return all;
    }

    /** A list of texts, at most {@code max}. */
    public List<String> texts(String name, int max) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.size() > max) {
            throw Refused.badRequest(at(name) + " must be a list of at most " + max);
        }
        List<String> all = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isString() || each.asString().isBlank()) {
                throw Refused.badRequest(at(name) + "[" + all.size() + "] must be a text that is not blank");
            }
            all.add(each.asString());
        }
        return all;
    }

    /** True or false; false when it is not there. */
    public boolean flag(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw Refused.badRequest(at(name) + " must be true or false");
        }
        return value.asBoolean(false);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static BigDecimal parse(String text, String where) {
        if (text.length() <= DIGITS_MAX) {
            try {
                BigDecimal value = new BigDecimal(text.trim());
                if (Math.abs(value.scale()) <= DIGITS_MAX) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw Refused.badRequest(where + " is not a decimal: " + text);
            }
        }
        throw Refused.badRequest(where + " has too many digits");
    }
}

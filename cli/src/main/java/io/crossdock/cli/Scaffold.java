package io.crossdock.cli;

import io.crossdock.cli.OpenApi.Operation;
import io.crossdock.cli.OpenApi.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The file of a declared connector, as far as the description of an API tells it. What it does not tell is an
 * {@code $error(…)}: a call that needs it is not sent, and says what is missing.
 */
final class Scaffold {

    static final String DELETE = "DELETE";

    private static final int DEPTH_MAX = 6;
    private static final String JOINED = " & '-cancelled-' & ";
    private static final Pattern KEY = Pattern.compile("idempotency.?key|x-request-id", Pattern.CASE_INSENSITIVE);
    private static final Pattern OUR_NUMBER = Pattern.compile(
            ".*(reference|external|client.?order|customer.?order|order.?number|(^|_)ref($|_)).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile(
            ".*(limit|size|per.?page|count|max.?results).*|[$]?top|take|rows|results", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROWS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final List<String> REASONS = List.of("detail", "message", "errormessage", "errordescription",
            "description", "msg", "error", "title");
    private static final List<String> CODES = List.of("code", "errorcode", "errcode", "reasoncode", "errortype", "error",
            "type");
    /** What a system calls that which is undone or changed. */
    private static final Map<String, String> THEIRS = Map.of("leg.cancel", "knownAs", "return.withdraw", "knownAs",
            "order.amend", "erpOrder", "invoice.post", "erpOrder", "credit.post", "erpOrder");
    private static final Pattern LINES = Pattern.compile(".*(lines|items|rows|products|positions|details)$");

    private static final Pattern ADDRESSED = Pattern.compile(".*(address|shipto|recipient|destination)");

    /** What the hub knows, by what others call it; the first that fits. The texts are JSONata. */
    private record Known(Pattern name, String expression) {

        static Known of(String name, String expression) {
            return new Known(Pattern.compile(name), expression);
        }
    }

    private static final List<Known> LINE = List.of(Known.of(".*(sku|itemcode|itemnumber|productcode|partnumber|item)", "sku"),
            Known.of(".*(quantity|qty)", "$decimal(quantity.value)"), Known.of(".*(unitofmeasure|uom|unit)", "quantity.unit"),
            Known.of(".*(lineno|linenumber|position|line)", "lineNo"), Known.of(".*price", "$decimal(unitPrice)"));
    private static final List<Known> ADDRESS = List.of(Known.of(".*(state|province|region)(code)?", "shipTo.region"),
            Known.of(".*(zip|postal)(code)?", "shipTo.postalCode"), Known.of(".*country(code)?", "shipTo.country"),
            Known.of(".*(city|locality|town)", "shipTo.city"), Known.of(".*(address|street|line)2", "shipTo.lines[1]"),
            Known.of(".*(address|street|line)[a-z]*1?", "shipTo.lines[0]"),
            Known.of("(full|company|contact|recipient|ship)?name1?|attention(to)?", "shipTo.name"));

    private final OpenApi api;
    private final String name;

    Scaffold(OpenApi api, String name) {
        this.api = api;
        this.name = name;
    }

    /** @param operations by kind of effect, or {@code stock} or {@code credit} */
    String connector(Map<String, Operation> operations) {
        StringBuilder out = new StringBuilder();
        out.append("id: ").append(name).append('\n');
        out.append("title: ").append(quoted(api.title())).append('\n');
        out.append("auth: ").append(SigningIn.with(api, operations.values().stream().findFirst())).append('\n');
        List<String> answers = answers(operations.values());
        if (!answers.isEmpty()) {
            out.append("answers:\n").append(String.join("", answers));
        }
        out.append("operations:\n");
        operations.forEach((kind, operation) -> out.append("  ").append(kind).append(":\n").append(
                switch (kind) {
                    case "stock" -> list(operation);
                    case "credit" -> question(operation);
                    default -> deed(kind, operation);
                }));
        return out.toString();
    }

    /** @param kind of the system */
    String system(String kind) {
        return """
                id: %s
                kind: %s
                connector: %s
                baseUrl: %s
                secret: file:%s-key
                %ssettings: {sandbox: true}
                """.formatted(name, kind, name, address(), name,
                        kind.equals("wms") ? "location: " + open("the warehouse that it works for, such as ATL") + "\n"
                                : "");
    }

    private String address() {
        String server = api.server();
        return server.startsWith("http") && !server.contains("{") ? server
                : open("where it is, such as https://api.example.com", server.replaceFirst("^https?://[^/]*", ""));
    }

    /** What the landscape is not read with: nobody but who knows the system can say it. */
    private static String open(String what) {
        return open(what, "");
    }

    private static String open(String what, String rest) {
        return quoted("<" + what + ">" + rest);
    }

    private List<String> answers(Iterable<Operation> operations) {
        Set<String> lines = new LinkedHashSet<>();
        for (Operation operation : operations) {
            for (String status : List.of("400", "409", "422")) {
                JsonNode shape = api.answer(operation, status);
                Optional<String> reason = REASONS.stream().flatMap(each -> text(shape, each).stream()).findFirst();
                Optional<String> code = CODES.stream().flatMap(each -> text(shape, each).stream())
                        .filter(each -> reason.filter(each::equals).isEmpty()).findFirst();
                if (reason.isPresent() || code.isPresent()) {
                    lines.add("  - {status: " + status + ", means: refused" + code.map(each -> ", code: " + inBody(each))
                            .orElse("") + reason.map(each -> ", reason: " + inBody(each)).orElse("") + "}\n");
                }
            }
        }
        return List.copyOf(lines);
    }

    /** What is success although there is no number in it. */
    private List<String> answers(String kind, Operation operation) {
        List<String> lines = new ArrayList<>();
        if (api.wordless(operation) && !kind.equals("invoice.post")) {
            lines.add("      - {status: 204, means: done}\n");
        }
        if (operation.method().equals(DELETE)) {
            // What a proxy says of a path must not be taken for the system's word: only who knows the system has that.
            lines.add("      # - {status: 404, when: " + quoted("body." + Stream.concat(CODES.stream(), REASONS.stream())
                    .flatMap(each -> text(api.answer(operation, "404"), each).stream()).findFirst().orElse("code")
                    + " = '<its word for what is gone>'") + ", means: done}   # with this it may be promise: native-key\n");
        }
        return lines;
    }

    /** The number by which something is asked for, where the answer has none. */
    private String asked(String kind, Operation operation) {
        String theirs = "{" + THEIRS.getOrDefault(kind, "") + "}";
        return "$request." + (path(operation, kind).contains(theirs) ? THEIRS.get(kind) : ourNumber(kind));
    }

    private static String inBody(String path) {
        return path.matches("[A-Za-z0-9_.]+") ? "body." + path : quoted("body." + path);
    }

    /** A text of an answer, or of the first object or list in it that has one. */
    private Optional<String> text(JsonNode shape, String name) {
        return here(shape, name).or(() -> shape.path("properties").properties().stream().flatMap(each -> {
            JsonNode inner = api.whole(each.getValue());
            boolean list = inner.path("type").asString("").equals("array");
            return here(list ? api.whole(inner.path("items")) : inner, name)
                    .map(found -> spelled(each.getKey()) + (list ? "[0]." : ".") + found).stream();
        }).findFirst());
    }

    private Optional<String> here(JsonNode shape, String name) {
        return shape.path("properties").properties().stream().filter(each -> plain(each.getKey()).equals(name)
                && !isMore(api.whole(each.getValue()))).map(each -> spelled(each.getKey())).findFirst();
    }

    private String deed(String kind, Operation operation) {
        Optional<Parameter> key = api.parameters(operation).stream()
                .filter(each -> each.in().equals("header") && KEY.matcher(each.name()).matches()).findFirst();
        Optional<Operation> question = api.operation("GET", operation.path());
        Optional<Parameter> ours = question.stream().flatMap(each -> api.parameters(each).stream())
                .filter(each -> each.in().equals("query") && OUR_NUMBER.matcher(each.name()).matches()).findFirst();
        StringBuilder out = new StringBuilder();
        List<String> own = answers(kind, operation);
        // By its number alone nobody tells a second amendment of an order from the first.
        String promise = key.isPresent() ? "native-key" : ours.isPresent() && !kind.equals("order.amend") ? "lookup" : "none";
        out.append("    promise: ").append(promise).append('\n');
        out.append("    request:\n      method: ").append(operation.method()).append("\n      path: ")
                .append(quoted(path(operation, kind))).append('\n');
        key.ifPresent(each -> out.append("      headers: {").append(each.name()).append(": \"{")
                .append(key(kind).replace(JOINED, "}-cancelled-{")).append("}\"}\n"));
        JsonNode shape = api.request(operation);
        if (!shape.isMissingNode()) {
            out.append("      body: |\n").append(indented(value(shape, kind, "", 0), 8));
        }
        if (!own.isEmpty()) {
            out.append("    answers:\n").append(String.join("", own));
        }
        String reference = own.isEmpty() ? reference(api.answer(operation)) : asked(kind, operation);
        out.append("    reference: ").append(quoted(reference)).append('\n');
        if (promise.equals("lookup")) {
            out.append("    find: {method: GET, path: ")
                    .append(quoted(path(operation, kind).replaceAll("\\{(?![$])", "{request."))).append(", query: {")
                    .append(quoted(ours.orElseThrow().name())).append(": key}}\n");
            out.append("    rows: ").append(quoted(rows(api.answer(question.orElseThrow())))).append('\n');
        }
        if (kind.equals("invoice.post")) {
            out.append("    meaning: |\n").append(indented("{ \"number\": " + reference(api.answer(operation))
                    + ",\n  \"currency\": " + missing("currency") + ", \"net\": " + missing("net") + ", \"freight\": "
                    + missing("freight") + ",\n  \"tax\": " + missing("tax") + ", \"total\": " + missing("total")
                    + ", \"postedAt\": " + missing("postedAt") + ",\n  \"dueOn\": " + missing("dueOn") + ", \"lines\": "
                    + missing("lines") + " }", 6));
        }
        return out.toString();
    }

    private String list(Operation operation) {
        JsonNode shape = api.answer(operation);
        JsonNode row = api.whole(api.whole(rows(shape).equals("$") ? shape : shape.path("properties").path(rows(shape)))
                .path("items"));
        String sku = named(row, ".*(sku|itemcode|itemnumber|code|item)").orElse(missing("sku"));
        // What may still be promised is less than what lies there by what was promised to us: we would count that twice.
        String lying = named(row, ".*(onhand|physical)[a-z]*").or(() -> named(row,
                "(?!.*(available|free|reserved|allocated)).*(quantity|qty|stock)[a-z]*"))
                .map(each -> "$string(" + each + ")").orElse(missing("onHand (what lies there)"));
        String rows = rows(shape).equals("$") ? "$" : rows(shape);
        String query = most(operation).map(each -> ", query: {" + quoted(each.name()) + ": \"'" + each.most().orElseThrow()
                + "'\"}").orElse("");
        return "    request: {method: GET, path: " + quoted(path(operation, "stock")) + query + "}\n    rows: |\n"
                + indented(rows + ".{ \"sku\": " + sku + ", \"onHand\": " + lying + ", \"unit\": \"EA\" }", 6)
                + paging(operation);
    }

    private String paging(Operation operation) {
        List<Parameter> parameters = api.parameters(operation).stream().filter(each -> each.in().equals("query")).toList();
        String size = size(operation).flatMap(each -> each.otherwise().or(each::most))
                .orElse(open("how many rows a full page has"));
        for (Parameter each : parameters) {
            String plain = plain(each.name());
            if (plain.matches("cursor|after|pagetoken|startingafter|continuationtoken")) {
                return "    paging: {style: cursor, parameter: " + each.name() + ", next: "
                        + named(api.answer(operation), "(next|nextcursor|cursor|nextpagetoken|continuationtoken)")
                                .orElse(quoted(missing("the cursor of the next page"))) + "}\n";
            }
            if (plain.matches("page|pagenumber|pageno")) {
                return "    paging: {style: page, parameter: " + each.name() + ", size: " + size + "}\n";
            }
            if (plain.matches("offset|skip|start")) {
                return "    paging: {style: offset, parameter: " + each.name() + ", size: " + size + "}\n";
            }
        }
        return "";
    }

    /** What says how many rows a page has. */
    private Optional<Parameter> size(Operation operation) {
        return api.parameters(operation).stream().filter(each -> each.in().equals("query") && SIZE.matcher(each.name())
                .matches()).map(each -> new Parameter(each.name(), each.in(),
                        each.otherwise().filter(ROWS.asMatchPredicate()), each.most().filter(ROWS.asMatchPredicate()))).findFirst();
    }

    /** Where nobody knows how many rows a page has, as many are asked for as there may be. */
    private Optional<Parameter> most(Operation operation) {
        return paging(operation).contains("size:") ? size(operation).filter(each -> each.otherwise().isEmpty()
                && each.most().isPresent()) : Optional.empty();
    }

    private String question(Operation operation) {
        JsonNode shape = api.answer(operation);
        return "    request: {method: GET, path: " + quoted(path(operation, "credit")) + "}\n    meaning: |\n"
                + indented("{ \"limit\": " + named(shape, ".*limit").orElse(missing("limit")) + ", \"exposure\": "
                        + named(shape, ".*(exposure|balance|used|outstanding)").orElse(missing("exposure"))
                        + ", \"currency\": " + named(shape, ".*currency(code)?").orElse(missing("currency")) + " }", 6);
    }

    /** Parts of a path in braces are JSONata already; those that the hub does not know are holes. */
    private String path(Operation operation, String kind) {
        return Pattern.compile("\\{([^{}]*)\\}").matcher(operation.path()).replaceAll(hole -> {
            String plain = plain(hole.group(1));
            Optional<String> theirs = Optional.ofNullable(THEIRS.get(kind)).filter(each -> plain.endsWith("id")
                    || plain.endsWith("number") || plain.endsWith("no") || plain.endsWith("uuid"))
                    .filter(each -> !OUR_NUMBER.matcher(hole.group(1)).matches());
            String expression = theirs.orElseGet(() -> kind.equals("credit")
                    || plain.matches(".*(account|customer|client)(id|code|number)?") ? "account"
                            : known(kind, plain).orElse(missing(hole.group(1)).replace(' ', '-')));
            return Matcher.quoteReplacement("{" + expression + "}");
        });
    }

    private String value(JsonNode schema, String kind, String field, int depth) {
        JsonNode shape = api.whole(schema);
        String type = shape.path("type").isArray() ? shape.path("type").path(0).asString("")
                : shape.path("type").asString(shape.has("properties") ? "object" : "string");
        if (shape.has("const") || shape.path("enum").size() == 1) {
            return shape.has("const") ? shape.path("const").toString() : shape.path("enum").path(0).toString();
        }
        return switch (type) {
            case "object" -> depth >= DEPTH_MAX ? missing(field) : object(shape, kind, field, depth);
            case "array" -> depth >= DEPTH_MAX ? missing(field)
                    : (kind.endsWith("#line") || !LINES.matcher(plain(field)).matches()
                            ? "[" + value(shape.path("items"), kind, field, depth + 1) + "]"
                            : "lines." + value(shape.path("items"), kind + "#line", field, depth + 1) + "[]");
            default -> known(kind, plain(field)).map(expression -> said(expression, type)).orElse(missing(field));
        };
    }

    /** Where a text is wanted, a decimal stays one. */
    private static String said(String expression, String type) {
        return type.matches("number|integer") || !expression.startsWith("$decimal(") ? expression
                : expression.substring("$decimal(".length(), expression.length() - 1);
    }

    private String object(JsonNode shape, String kind, String field, int depth) {
        List<String> names = new ArrayList<>();
        shape.path("required").forEach(each -> names.add(each.asString("")));
        List<String> others = shape.path("properties").propertyNames().stream().filter(each -> !names.contains(each)).toList();
        String inner = ADDRESSED.matcher(plain(field)).matches() ? kind + "#address" : kind;
        if (names.isEmpty()) {
            // Nothing is demanded: then it is said as far as it is known.
            others.stream().filter(each -> depth == 0 || !nested(shape.path("properties").path(each))
                    || LINES.matcher(plain(each)).matches() || ADDRESSED.matcher(plain(each)).matches())
                    .filter(each -> !value(shape.path("properties").path(each), inner, each, depth + 1)
                    .contains("$error(")).forEach(names::add);
        }
        String margin = "  ".repeat(depth + 1);
        String body = names.stream().map(each -> margin + "\"" + each + "\": "
                + value(shape.path("properties").path(each), inner, each, depth + 1)).collect(Collectors.joining(",\n"));
        String more = others.stream().filter(each -> !names.contains(each)).limit(40).collect(Collectors.joining(", "));
        String left = more.isEmpty() ? "" : margin + "/* may be said, too: " + more + " */\n";
        return names.isEmpty() ? missing(field) : "{\n" + left + body + "\n" + "  ".repeat(depth) + "}";
    }

    private boolean nested(JsonNode schema) {
        JsonNode shape = api.whole(schema);
        return shape.has("properties") || shape.path("type").asString("").equals("array");
    }

    private static boolean isMore(JsonNode shape) {
        return shape.has("properties") || Set.of("object", "array").contains(shape.path("type").asString(""));
    }

    private static Optional<String> known(String kind, String plain) {
        if (kind.endsWith("#line")) {
            return expression(LINE, plain);
        }
        if (kind.contains("#address")) {
            return expression(ADDRESS, plain);
        }
        if (plain.matches(".*(purchaseorder|customerpo|ponumber|buyerreference).*")) {
            return Optional.of("buyerReference");
        }
        if (plain.matches(".*idempotencykey")) {
            return Optional.of(key(kind));
        }
        if (plain.matches(".*(reference|externalid|ordernumber|clientorderid|orderid|ref)")) {
            return Optional.of(ourNumber(kind));
        }
        return expression(List.of(Known.of("(customer|account|client|buyer)(id|code|number)?", "account"),
                Known.of(".*currency(code)?", "currency"), Known.of(".*(freight|shipping)(amount|cost)?", "$decimal(freight)"),
                Known.of("(total)?tax(amount|total)?", "$decimal(tax)"), Known.of("(order|grand|invoice)?total(amount|price)?|amount", "$decimal(total)"),
                Known.of(".*(shipby|dispatch)(date)?", "shipBy")), plain);
    }

    private static Optional<String> expression(List<Known> known, String plain) {
        return known.stream().filter(each -> each.name().matcher(plain).matches()).map(Known::expression).findFirst();
    }

    /** An order is amended more than once under its number; what is joined to it must not make the number of a leg. */
    private static String key(String kind) {
        return ourNumber(kind) + (kind.startsWith("order.amend")
                ? JOINED + "$sum(request.lines.$number(cancelled.value))" : "");
    }

    private static String ourNumber(String kind) {
        return switch (kind.replaceAll("#.*", "")) {
            case "leg.release", "purchase.order", "leg.cancel" -> "leg";
            case "invoice.post" -> "request.shipment";
            case "credit.post" -> "request.reference";
            case "order.amend" -> "request.order";
            default -> "reference";
        };
    }

    private String reference(JsonNode shape) {
        Optional<String> here = named(shape, "(order|invoice|document|shipment)?(id|number|uuid|no)");
        if (here.isPresent()) {
            return here.get();
        }
        return shape.path("properties").properties().stream()
                .flatMap(each -> named(api.whole(each.getValue()), "(order|invoice|document|shipment)?(id|number|uuid|no)")
                        .map(inner -> each.getKey() + "." + inner).stream())
                .findFirst().orElse(missing("where the answer has its number"));
    }

    private static Optional<String> named(JsonNode shape, String pattern) {
        return shape.path("properties").propertyNames().stream().filter(each -> plain(each).matches(pattern)).findFirst()
                .map(Scaffold::spelled);
    }

    private static String spelled(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name + "`";
    }

    private String rows(JsonNode shape) {
        if (shape.path("type").asString("").equals("array")) {
            return "$";
        }
        return shape.path("properties").properties().stream()
                .filter(each -> api.whole(each.getValue()).path("type").asString("").equals("array"))
                .map(Map.Entry::getKey).findFirst().orElse(missing("where the answer has its rows"));
    }

    private static String missing(String what) {
        return "$error('" + (what.isEmpty() ? "this" : what.replace("'", "")) + " is not mapped yet')";
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\r\\n]+", " ") + "\"";
    }

    private static String indented(String text, int by) {
        return text.lines().map(line -> " ".repeat(by) + line + "\n").collect(Collectors.joining());
    }
}

package io.crossdock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A description of an API in OpenAPI 3, JSON or YAML. References within it are followed, others are left alone. */
final class OpenApi {

    private static final int MAX_CHARACTERS = 20_000_000;
    private static final int MAX_REFERENCES = 20;
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static final String NUMERAL = "\\b[^0-9.;]{0,20}([0-9]{1,6})";
    private static final Pattern OTHERWISE = Pattern.compile("(?i)\\bdefault(?:s to)?" + NUMERAL);
    private static final Pattern MOST = Pattern.compile("(?i)\\b(?:max(?:imum)?|at most|up to)" + NUMERAL);

    private final JsonNode root;

    private OpenApi(JsonNode root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException with a sentence, when this is no OpenAPI 3 */
    static OpenApi read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(1_000);
        try {
            JsonNode root = JsonMapper.shared().valueToTree(
                    new Yaml(new SafeConstructor(options)).load(Files.readString(file)));
            if (!root.path("openapi").asString("").startsWith("3.") || root.path("paths").isEmpty()) {
                throw new IllegalArgumentException(file + " is no OpenAPI 3 with paths.");
            }
            return new OpenApi(root);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("There is no readable file " + file + ".", unreadable);
        } catch (YAMLException wrong) {
            throw new IllegalArgumentException(file + " is neither JSON nor YAML: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * One operation.
     *
     * @param method in capitals
     * @param path   as it is written there, {@code /orders/{id}}
     * @param shared what holds for all operations of the path
     */
    record Operation(String method, String path, JsonNode node, JsonNode shared) {

        String summary() {
            return node.path("summary").asString(node.path("operationId").asString(""));
        }
    }

    /**
     * @param in        {@code query}, {@code header} or {@code path}
     * @param otherwise what holds when it is not given
     * @param most      of numbers
     */
    record Parameter(String name, String in, Optional<String> otherwise, Optional<String> most) {
    }

    String title() {
        return (root.path("info").path("title").asString("an API") + " " + root.path("info").path("version").asString(""))
                .strip();
    }

    /** Where it is, with the path that all paths are below; an address that only its users know begins with a slash. */
    String server() {
        JsonNode server = root.path("servers").path(0);
        String url = Pattern.compile("\\{([^{}]+)}").matcher(server.path("url").asString("")).replaceAll(hole ->
                Matcher.quoteReplacement(server.path("variables").path(hole.group(1)).path("default")
                        .asString(hole.group())));
        String whole = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return whole.isEmpty() || whole.startsWith("http") || whole.startsWith("/") ? whole : "/" + whole;
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.path("paths").properties().forEach(path -> followed(path.getValue()).properties().stream()
                .filter(each -> METHODS.contains(each.getKey()))
                .forEach(each -> all.add(new Operation(each.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        each.getValue(), followed(path.getValue()).path("parameters")))));
        return all;
    }

    Optional<Operation> operation(String method, String path) {
        return operations().stream().filter(each -> each.method().equals(method) && each.path().equals(path)).findFirst();
    }

    List<Parameter> parameters(Operation operation) {
        return Stream.concat(operation.shared().valueStream(), operation.node().path("parameters").valueStream())
                .map(this::followed).map(each -> new Parameter(each.path("name").asString(""), each.path("in").asString(""),
                        said(each, "default", OTHERWISE), said(each, "maximum", MOST)))
                .toList();
    }

    /** In its schema, or else in words. */
    private Optional<String> said(JsonNode parameter, String keyword, Pattern inWords) {
        JsonNode schema = followed(parameter.path("schema"));
        Matcher words = inWords.matcher(parameter.path("description").asString("") + " "
                + schema.path("description").asString(""));
        return Optional.of(schema.path(keyword).asString("")).filter(text -> !text.isEmpty())
                .or(() -> words.find() ? Optional.of(words.group(1)) : Optional.empty());
    }

    /** The shape of what is sent; missing when nothing is, or no JSON. */
    JsonNode request(Operation operation) {
        return json(followed(operation.node().path("requestBody")));
    }

    /** The shape of the first answer that says yes. */
    JsonNode answer(Operation operation) {
        return operation.node().path("responses").properties().stream().filter(each -> each.getKey().startsWith("2"))
                .findFirst().map(each -> json(followed(each.getValue()))).orElse(MissingNode.getInstance());
    }

    /** Whether its yes has no body. */
    boolean wordless(Operation operation) {
        return operation.node().path("responses").propertyNames().stream().filter(each -> each.startsWith("2")).findFirst()
                .filter("204"::equals).isPresent();
    }

    /** The shape of one answer, by its status, or of all that are not described by theirs. */
    JsonNode answer(Operation operation, String status) {
        JsonNode answers = operation.node().path("responses");
        return Stream.of(status, status.charAt(0) + "XX", status.charAt(0) + "xx", "default").map(answers::path)
                .filter(each -> !each.isMissingNode()).findFirst().map(each -> json(followed(each)))
                .orElse(MissingNode.getInstance());
    }

    private JsonNode json(JsonNode content) {
        return content.path("content").properties().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).contains("json"))
                .findFirst().map(each -> whole(each.getValue().path("schema"))).orElse(MissingNode.getInstance());
    }

    /** A shape with what it inherits; of several that are possible the first. */
    JsonNode whole(JsonNode schema) {
        JsonNode here = followed(schema);
        for (String choice : List.of("oneOf", "anyOf")) {
            if (here.path(choice).size() > 0) {
                return whole(here.path(choice).path(0));
            }
        }
        if (here.path("allOf").isEmpty()) {
            return here;
        }
        var merged = JsonMapper.shared().createObjectNode().put("type", "object");
        var properties = merged.putObject("properties");
        var required = merged.putArray("required");
        Stream.concat(here.path("allOf").valueStream().map(this::whole), Stream.of(here)).forEach(part -> {
            part.path("properties").properties().forEach(each -> properties.set(each.getKey(), each.getValue()));
            part.path("required").forEach(required::add);
        });
        return merged;
    }

    /** What calls have to say of who they are: the scheme that is demanded first, or else the first there is. */
    JsonNode security(Optional<Operation> operation) {
        JsonNode schemes = root.path("components").path("securitySchemes");
        JsonNode demanded = operation.map(each -> each.node().path("security")).filter(each -> !each.isEmpty())
                .orElse(root.path("security"));
        return demanded.valueStream().flatMap(each -> each.propertyNames().stream()).findFirst().map(schemes::path)
                .map(this::followed).filter(scheme -> !scheme.isMissingNode())
                .orElseGet(() -> schemes.valueStream().findFirst().map(this::followed).orElse(MissingNode.getInstance()));
    }

    private JsonNode followed(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; i < MAX_REFERENCES && at.path("$ref").asString("").startsWith("#/"); i++) {
            at = root.at(at.path("$ref").asString("").substring(1));
        }
        return at;
    }
}

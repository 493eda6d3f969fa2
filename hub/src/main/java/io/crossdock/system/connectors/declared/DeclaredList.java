package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Declaration.Operation;
import io.crossdock.platform.landscape.Declaration.Paging;
import io.crossdock.platform.landscape.Declaration.Request;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Reply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A list of a declared connector, page by page. */
record DeclaredList(DeclaredCalls calls, SystemSettings system, Operation operation) {

    /** A page, or why there is none. */
    sealed interface Answer {

        record Page(List<JsonNode> rows, Optional<String> next) implements Answer {
        }

        record Nothing(String why) implements Answer {
        }
    }

    /**
     * One page.
     *
     * @param known what the request's expressions know besides the page
     * @param after the cursor that came with the page before
     */
    Answer page(Map<String, String> known, Optional<String> after) {
        Map<String, String> input = new LinkedHashMap<>(known);
        number(after).ifPresent(page -> input.put("page", page));
        return switch (calls.send(system, request(after), calls.expressions().tree(input), parameter(after),
                system.timeouts().call())) {
            case Reply.NotSent(String why, var _) -> new Answer.Nothing(why);
            case Reply.Lost(String why) -> new Answer.Nothing(why);
            case Reply.Answered answer -> {
                try {
                    Answers.Understood said = answers().understand(answer);
                    yield said.isWhole() ? page(said.body(), answer, after) : new Answer.Nothing(said.reason());
                } catch (Expressions.Failed | IllegalArgumentException | IllegalStateException mistake) {
                    yield new Answer.Nothing(system.id() + " answered, and " + mistake.getMessage() + ".");
                }
            }
        };
    }

    private Answers answers() {
        return new Answers(system, operation, calls.expressions());
    }

    /** Whether rows that move while the list is read may leave its pages between two calls. */
    boolean isNumbered() {
        return operation.paging() instanceof Paging.Numbered;
    }

    private boolean isLinked() {
        return operation.paging() instanceof Paging.Linked || operation.paging() instanceof Paging.LinkHeader;
    }

    /** A page that was linked to is asked for as the link says. */
    private Request request(Optional<String> after) {
        Request first = operation.request();
        return isLinked() && after.isPresent() ? new Request(first.method(), after.get(), Map.of(), first.headers(),
                Optional.empty(), Optional.empty()) : first;
    }

    /** For requests that say in their body, or in a way of their own, which page they want. */
    private Optional<String> number(Optional<String> after) {
        return switch (operation.paging()) {
            case Paging.Whole() -> Optional.empty();
            case Paging.Linked _ -> Optional.empty();
            case Paging.LinkHeader() -> Optional.empty();
            case Paging.Cursor _ -> after;
            case Paging.Numbered(var _, int first, int _, int _) -> Optional.of(after.orElse(String.valueOf(first)));
        };
    }

    private Map<String, String> parameter(Optional<String> after) {
        return switch (operation.paging()) {
            case Paging.Whole() -> Map.of();
            case Paging.Linked _ -> Map.of();
            case Paging.LinkHeader() -> Map.of();
            case Paging.Cursor(Optional<String> parameter, String _) -> after.flatMap(cursor -> parameter
                    .map(name -> Map.of(name, cursor))).orElse(Map.of());
            case Paging.Numbered(Optional<String> parameter, int first, int _, int _) -> parameter
                    .map(name -> Map.of(name, after.orElse(String.valueOf(first)))).orElse(Map.of());
        };
    }

    private Answer page(JsonNode body, Reply.Answered answer, Optional<String> after) {
        List<JsonNode> rows = answers().rows(body);
        Optional<String> next = switch (operation.paging()) {
            case Paging.Whole() -> Optional.empty();
            case Paging.Linked(String expression) -> calls.expressions().text(expression, body)
                    .map(link -> within(link, after));
            case Paging.LinkHeader() -> LinkHeader.next(answer.links()).map(link -> within(link, after));
            case Paging.Cursor(var _, String expression) -> calls.expressions().text(expression, body);
            case Paging.Numbered(var _, int first, int step, int size) -> rows.size() < size
                    ? Optional.empty()
                    : Optional.of(String.valueOf(after.map(Integer::parseInt).orElse(first) + step));
        };
        // A cursor that does not move would be followed for ever.
        return new Answer.Page(rows, next.filter(cursor -> after.filter(cursor::equals).isEmpty()));
    }

    /** Our key goes nowhere else: a link that leaves the system is not followed. A relative one goes from this page on. */
    private String within(String link, Optional<String> after) {
        String base = system.baseUrl().map(Object::toString).orElse("");
        String here = base + after.orElse(operation.request().path());
        // Java resolves by RFC 2396, to which a question mark alone means the directory; to RFC 3986 it means this page.
        String meant = link.startsWith("?") ? here.replaceFirst("\\?.*", "") + link : link;
        String next = URI.create(here).resolve(meant).normalize().toString();
        if (!next.startsWith(base + "/") || next.contains("{")) {
            throw new IllegalStateException("it says that its next page is elsewhere: " + link);
        }
        return next.substring(base.length());
    }

    static Optional<Operation> of(SystemSettings system, String operation) {
        return system.declaration().flatMap((Declaration each) -> each.operation(operation));
    }
}

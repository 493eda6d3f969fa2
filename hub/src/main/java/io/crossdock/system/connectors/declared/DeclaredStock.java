package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Declaration.Means;
import io.crossdock.platform.landscape.Declaration.Paging;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code operations.stock} of declared connectors: rows with {@code sku}, {@code onHand}, {@code unit}, and where the
 * system knows them {@code location} (the system's own otherwise), {@code movement} and {@code asOf} (now otherwise).
 */
@Component
class DeclaredStock implements StockSource {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredStock.class);
    private static final String STOCK = "stock";

    private final DeclaredCalls calls;
    private final Clock clock;

    DeclaredStock(DeclaredCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return system.declaration().flatMap(each -> each.operation(STOCK)).isPresent();
    }

    @Override
    public Answer stock(SystemSettings system, Optional<String> after) {
        Declaration declaration = DeclaredCalls.declaration(system);
        Declaration.Operation stock = declaration.operation(STOCK).orElseThrow();
        Reply reply = calls.send(system, stock.request(), calls.expressions().tree(page(stock.paging(), after)),
                parameter(stock.paging(), after), system.timeouts().call());
        return switch (reply) {
            case Reply.NotSent(String why) -> new Answer.NoAnswer(why);
            case Reply.Lost(String why) -> new Answer.NoAnswer(why);
            case Reply.Answered answer -> {
                try {
                    Answers.Understood said = new Answers(system, declaration, calls.expressions()).understand(answer);
                    yield said.means() == Means.DONE && !said.body().isMissingNode()
                            ? page(system, stock, said.body(), after) : new Answer.NoAnswer(said.reason());
                } catch (Expressions.Failed mistake) {
                    yield new Answer.NoAnswer(system.id() + " answered, and " + mistake.getMessage() + ".");
                }
            }
        };
    }

    /** For requests that say in their body, or in a way of their own, which page they want. */
    private static Map<String, String> page(Paging paging, Optional<String> after) {
        return switch (paging) {
            case Paging.Whole() -> Map.of();
            case Paging.Cursor _ -> after.map(cursor -> Map.of("page", cursor)).orElse(Map.of());
            case Paging.Numbered(var _, int first, int _, int _) -> Map.of("page", after.orElse(String.valueOf(first)));
        };
    }

    private static Map<String, String> parameter(Paging paging, Optional<String> after) {
        return switch (paging) {
            case Paging.Whole() -> Map.of();
            case Paging.Cursor(Optional<String> parameter, String _) -> after.flatMap(cursor -> parameter
                    .map(name -> Map.of(name, cursor))).orElse(Map.of());
            case Paging.Numbered(Optional<String> parameter, int first, int _, int _) -> parameter
                    .map(name -> Map.of(name, after.orElse(String.valueOf(first)))).orElse(Map.of());
        };
    }

    private Answer page(SystemSettings system, Declaration.Operation stock, JsonNode body, Optional<String> after) {
        List<JsonNode> rows = calls.expressions().rows(stock.rows().orElse("$"), body);
        Optional<String> next = switch (stock.paging()) {
            case Paging.Whole() -> Optional.empty();
            case Paging.Cursor(var _, String expression) -> calls.expressions().text(expression, body)
                    // A cursor that does not move would be followed for ever.
                    .filter(cursor -> after.filter(cursor::equals).isEmpty());
            case Paging.Numbered(var _, int first, int step, int size) -> rows.size() < size
                    ? Optional.empty()
                    : Optional.of(String.valueOf(after.map(Integer::parseInt).orElse(first) + step));
        };
        List<StockReport> reports = new ArrayList<>();
        for (JsonNode row : rows) {
            try {
                reports.add(report(system, row));
            } catch (DateTimeException | IllegalArgumentException malformed) {
                LOG.warn("{} has a stock row that cannot be used, {}: {}", system.id(), malformed.getMessage(), row);
            }
        }
        return new Answer.Page(reports, next);
    }

    private StockReport report(SystemSettings system, JsonNode row) {
        String location = row.path("location").asString("");
        Instant asOf = row.path("asOf").asString("").isEmpty() ? clock.instant()
                : Instant.parse(row.path("asOf").asString(""));
        return new StockReport(new Sku(row.path("sku").asString("")),
                location.isEmpty() ? system.location().orElseThrow(() -> new IllegalArgumentException("no location"))
                        : new LocationId(location),
                Quantity.of(row.path("onHand").asString(""), row.path("unit").asString("")),
                row.path("movement").asLong(0), asOf);
    }
}

package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.EstateAnswers;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.Shelves;
import io.crossdock.system.connectors.StockContract;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSubject;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.system.connectors.StockSource.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock of the estate, page by page behind a cursor. */
class EstateStockContractTest extends StockContract {

    @TempDir
    private Path secrets;

    private final Shelves shelves = new Shelves(3);

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(secrets.resolve("key"), Shelves.KEY);
        Files.writeString(secrets.resolve("wrong"), "wrong");
        shelves.system().byDefault(this::answer);
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    /** Contract §2.1. */
    private FakeSystem.Said answer(FakeSystem.Call call) {
        if (!Shelves.KEY.equals(call.headers().get("X-Api-Key"))) {
            return new FakeSystem.Said(401, EstateAnswers.error("unauthorized", "No such key."));
        }
        Shelves.Page page = shelves.from(Shelves.parameter(call.path(), "after").map(Integer::parseInt).orElse(0));
        String rows = page.rows().stream().map(row -> "{\"sku\":\"%s\",\"location\":\"ATL\",\"onHand\":\"%s\",\"unit\":\"EA\","
                .formatted(row.sku(), row.amount().toPlainString()) + "\"movement\":17,\"asOf\":\"" + Instant.now() + "\"}")
                .collect(Collectors.joining(","));
        return new FakeSystem.Said(200, "{\"items\":[" + rows + "]" + page.next().map(next -> ",\"next\":\"" + next + "\"")
                .orElse("") + "}");
    }

    @Override
    protected StockSubject subject() {
        return new Subject(shelves, connector());
    }

    private StockSource connector() {
        return new EstateStock(new EstateHttp(new HttpCaller(Clock.systemUTC()), new Secrets(secrets, name -> Optional.empty()),
                new Json()));
    }

    /** A connector with something wrong about it. */
    private record Liar(StockSource honest, UnaryOperator<Answer> lie) implements StockSource {

        @Override
        public String connector() {
            return honest.connector();
        }

        @Override
        public Answer stock(SystemSettings system, Optional<String> after) {
            return lie.apply(honest.stock(system, after));
        }
    }

    private void isFoundOut(UnaryOperator<Answer> lie, Consumer<ListRules<StockReport>> rule) {
        Subject subject = new Subject(shelves, new Liar(connector(), lie));
        try (Interference between = new Interference(subject.url())) {
            ListRules<StockReport> rules = new ListRules<>(subject, between);
            assertThatThrownBy(() -> rule.accept(rules)).isInstanceOf(AssertionError.class);
        }
    }

    private static UnaryOperator<Answer> each(UnaryOperator<StockReport> change) {
        return answer -> answer instanceof Answer.Page(List<StockReport> reports, Optional<String> next)
                ? new Answer.Page(reports.stream().map(change).toList(), next) : answer;
    }

    @Test
    void whoTakesNoAnswerForAnEmptyShelfIsFoundOut() {
        UnaryOperator<Answer> lie = answer -> answer instanceof Answer.NoAnswer ? new Answer.Page(List.of(), Optional.empty())
                : answer;
        isFoundOut(lie, ListRules::whoCannotBeAskedIsNotEmpty);
        isFoundOut(lie, ListRules::whicheverCallIsLostNothingIsMissing);
    }

    @Test
    void whoCalculatesInFloatingPointIsFoundOut() {
        isFoundOut(each(report -> new StockReport(report.sku(), report.location(), new Quantity(new BigDecimal(
                report.onHand().value().doubleValue()).setScale(6, RoundingMode.HALF_UP), report.onHand().unit()),
                report.movement(), report.asOf())), ListRules::everyRowIsReadOnceAndExactly);
    }

    @Test
    void whoMistakesTheTimeZoneIsFoundOut() {
        isFoundOut(each(report -> new StockReport(report.sku(), report.location(), report.onHand(), report.movement(),
                report.asOf().minus(Duration.ofHours(5)))), ListRules::itSaysWhenThatWas);
    }

    @Test
    void whoForgetsTheLastPageIsFoundOut() {
        isFoundOut(answer -> answer instanceof Answer.Page(List<StockReport> reports, Optional<String> next)
                && next.equals(Optional.of("6")) ? new Answer.Page(reports, Optional.empty()) : answer,
                ListRules::everyRowIsReadOnceAndExactly);
    }

    private record Subject(Shelves shelves, StockSource source) implements StockSubject {

        @Override
        public URI url() {
            return shelves.url();
        }

        @Override
        public SystemSettings settings(URI url, Timeouts timeouts) {
            return at(url, timeouts, "file:key");
        }

        @Override
        public SystemSettings lockedOut(URI url) {
            return at(url, Timeouts.DEFAULT, "file:wrong");
        }

        private static SystemSettings at(URI url, Timeouts timeouts, String secret) {
            return new SystemSettings("erp", SystemSettings.Kind.ERP, "estate", Optional.of(url),
                    Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, Lane.DEFAULT, Optional.empty(),
                    ZoneOffset.UTC, Map.of());
        }

        @Override
        public String secret() {
            return Shelves.KEY;
        }

        @Override
        public LocationId location() {
            return new LocationId("ATL");
        }

        @Override
        public int items() {
            return 8;
        }

        @Override
        public void holds(Map<Sku, BigDecimal> stock) {
            shelves.hold(stock);
        }

        @Override
        public List<BigDecimal> amounts() {
            return List.of(BigDecimal.ZERO, new BigDecimal("0.000001"), new BigDecimal("0.1"),
                    new BigDecimal("123456789012.654321"), new BigDecimal("1234567.891"));
        }
    }
}

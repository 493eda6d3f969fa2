package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AnswerContract;
import io.crossdock.system.connectors.AnswerRules;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.CreditSource.Answer;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Proves;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Where an account stands, as books say it that write numbers and tell their own time; who is not known is 404. */
@Proves(CreditSource.class)
class DeclaredCreditContractTest extends AnswerContract {

    /** Exposure and limit by account. */
    private static final Map<String, String[]> STANDING = new TreeMap<>(Map.of("A-1001", new String[] {"0.30", "1000.10"},
            "A-1002", new String[] {"-12.5", "0"},
            "A-1003", new String[] {"123456789012.345678", "999999999999999999.99"}));

    private final FakeSystem books = new FakeSystem();
    private DeclaredBench bench;

    @BeforeEach
    void open(@TempDir Path files) {
        bench = new DeclaredBench(files, SystemSettings.Kind.ERP, """
                id: bookly
                title: Bookly Accounting 4
                auth: {type: header, header: X-Key}
                operations:
                  credit:
                    request: {method: GET, path: "/v4/customers/{account}/credit"}
                    meaning: '{ "limit": max, "exposure": used, "currency": cur, "asOf": at }'
                """, books.url());
        books.byDefault(call -> {
            Optional<String[]> standing = Optional.ofNullable(STANDING.get(call.path().split("/")[3]));
            return !DeclaredBench.KEY.equals(call.headers().get("X-Key")) ? new Said(403, "{\"error\":\"no key\"}")
                    : standing.map(each -> new Said(200, """
                            {"used":%s,"max":%s,"cur":"USD","at":"%s"}""".formatted(each[0], each[1],
                                    OffsetDateTime.now(ZoneOffset.ofHours(-5)))))
                            .orElse(new Said(404, "{\"error\":\"who?\"}"));
        });
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Override
    protected Counterpart counterpart() {
        return bench;
    }

    @Override
    protected AnswerRules.Said ask(SystemSettings system, String account, Duration budget) {
        return switch (new DeclaredCredit(bench.calls(), Clock.systemUTC()).credit(system, new AccountId(account), budget)) {
            case Answer.Standing standing -> new AnswerRules.Said.It(standing.exposure().toPlainString() + " of "
                    + standing.limit().toPlainString() + " " + standing.currency(), Optional.of(standing.asOf()));
            case Answer.NoAnswer(String why) -> new AnswerRules.Said.Nothing(why);
        };
    }

    @Override
    protected Map<String, String> known() {
        Map<String, String> known = new TreeMap<>();
        STANDING.forEach((account, standing) -> known.put(account, standing[0] + " of " + standing[1] + " USD"));
        return known;
    }

    @Override
    protected String unknown() {
        return "A-NOBODY";
    }
}

package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.CreditSource.Answer;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an account may still owe. */
@Proves(CreditSource.class)
class EstateCreditContractTest extends EstateAnswerContract {

    @Override
    Place place() {
        return Place.ERP;
    }

    @Override
    protected Said ask(SystemSettings system, String account, Duration budget) {
        return switch (new EstateCredit(estate().http()).credit(system, new AccountId(account), budget)) {
            case Answer.Standing standing -> new Said.It(standing.exposure().toPlainString() + " of "
                    + standing.limit().toPlainString() + " " + standing.currency(), Optional.of(standing.asOf()));
            case Answer.NoAnswer(String why) -> new Said.Nothing(why);
        };
    }

    @Override
    protected Map<String, String> known() {
        ordered("SO-100001");
        return Map.of("A-1001", written("A-1001"), "A-1038", written("A-1038"));
    }

    private String written(String account) {
        JsonNode credit = estate().get(Place.ERP, "/credit/" + account);
        return credit.path("exposure").asString() + " of " + credit.path("limit").asString() + " "
                + credit.path("currency").asString();
    }

    @Override
    protected String unknown() {
        return "A-NOBODY";
    }
}

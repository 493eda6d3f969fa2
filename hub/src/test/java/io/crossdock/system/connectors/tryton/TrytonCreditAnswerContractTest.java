package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.CreditSource.Answer;
import io.crossdock.system.connectors.Proves;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a party may still owe. */
@Proves(CreditSource.class)
class TrytonCreditAnswerContractTest extends TrytonAnswerContract {

    @Override
    protected Said ask(SystemSettings system, String account, Duration budget) {
        return switch (rig().credit().credit(system, new AccountId(account), budget)) {
            case Answer.Standing standing -> new Said.It(standing.exposure().toPlainString() + " of "
                    + standing.limit().toPlainString() + " " + standing.currency(), Optional.of(standing.asOf()));
            case Answer.NoAnswer(String why) -> new Said.Nothing(why);
        };
    }

    @Override
    protected Map<String, String> known() {
        return Map.of("C-ACME", "0 of 50000 USD", "C-TIGHT", "0 of 100 USD", "C-OPEN", "0 of 999999999 USD");
    }

    @Override
    protected String unknown() {
        return "C-NOBODY";
    }
}

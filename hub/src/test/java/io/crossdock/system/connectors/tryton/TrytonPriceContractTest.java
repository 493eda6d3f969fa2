package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What an item costs a party at this moment, as Tryton works it out. */
@Proves(PriceSource.class)
class TrytonPriceContractTest extends TrytonAnswerContract {

    @Override
    protected Said ask(SystemSettings system, String about, Duration budget) {
        String[] asked = about.split(" ");
        try {
            return rig().prices().price(system, new AccountId(asked[0]), new Sku(asked[1]), Quantity.of(asked[2], asked[3]), budget)
                    .<Said>map(price -> new Said.It(price.unitPrice().decimal() + " " + price.unitPrice().currency() + " "
                            + price.contract().orElse("from nobody"), Optional.of(price.asOf())))
                    .orElseGet(Said.ThereIsNone::new);
        } catch (SystemUnavailable unavailable) {
            return new Said.Nothing(String.valueOf(unavailable.getMessage()));
        }
    }

    @Override
    protected Map<String, String> known() {
        return Map.of("C-ACME SAF-2001 1 BX", "1705.50 USD Gold", "C-OPEN SAF-2001 1 EA", "18.95 USD from nobody");
    }

    @Override
    protected String unknown() {
        return "C-ACME NO-SUCH 1 EA";
    }
}

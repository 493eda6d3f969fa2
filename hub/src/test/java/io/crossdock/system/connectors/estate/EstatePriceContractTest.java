package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AnswerRules;
import io.crossdock.system.connectors.AnswerRules.Said;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an item costs an account at this moment; who calls a silent ERP one without a price is found out. */
@Proves(PriceSource.class)
class EstatePriceContractTest extends EstateAnswerContract {

    /** What it takes for a no. */
    private Predicate<String> lies = why -> false;

    @Override
    Place place() {
        return Place.ERP;
    }

    @Override
    protected Said ask(SystemSettings system, String about, Duration budget) {
        String[] asked = about.split(" ");
        try {
            return new EstateMasterData(estate().http()).price(system, new AccountId(asked[0]), new Sku(asked[1]),
                    Quantity.of(asked[2], asked[3]), budget).<Said>map(price -> new Said.It(new BigDecimal(price.unitPrice()
                            .decimal()).setScale(4) + " " + price.unitPrice().currency() + " "
                            + price.source().name().toLowerCase(java.util.Locale.ROOT), Optional.of(price.asOf())))
                    .orElseGet(Said.ThereIsNone::new);
        } catch (SystemUnavailable unavailable) {
            return lies.test(String.valueOf(unavailable.getMessage())) ? new Said.ThereIsNone() : new Said.Nothing(String.valueOf(unavailable.getMessage()));
        }
    }

    @Override
    protected Map<String, String> known() {
        Map<String, String> prices = new LinkedHashMap<>();
        List.of("A-1001 CD-10001 2 BX", "A-1001 CD-10001 1 EA", "A-1002 CD-10002 150 EA", "A-1004 CD-10007 1 EA")
                .forEach(about -> prices.put(about, written(about.split(" "))));
        return prices;
    }

    private String written(String[] asked) {
        JsonNode price = estate().get(Place.ERP, "/prices?account=%s&sku=%s&quantity=%s&unit=%s".formatted((Object[]) asked));
        return price.path("unitPrice").asString() + " " + price.path("currency").asString() + " "
                + price.path("source").asString();
    }

    @Override
    protected String unknown() {
        return "A-1001 CD-99999 1 EA";
    }

    @Test
    void whoTakesSilenceForNoPriceIsFoundOut() {
        isFoundOut(why -> true);
    }

    @Test
    void whoTakesAnErrorOfTheErpForNoPriceIsFoundOut() {
        isFoundOut(why -> why.contains("answered 500"));
    }

    private void isFoundOut(Predicate<String> lie) {
        lies = lie;
        AnswerRules.Subject subject = subject();
        try (Interference between = new Interference(subject.url())) {
            AnswerRules rules = new AnswerRules(subject, between);
            assertThatThrownBy(rules::whoCannotBeAskedHasSaidNothing).isInstanceOf(AssertionError.class);
            assertThatThrownBy(rules::whicheverCallIsLostTheAnswerIsRightOrNone).isInstanceOf(AssertionError.class);
        }
    }
}

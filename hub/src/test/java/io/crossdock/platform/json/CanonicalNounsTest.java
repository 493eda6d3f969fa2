package io.crossdock.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Gln;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class CanonicalNounsTest {

    private final JsonMapper mapper = JsonMapper.builder().addModule(new CanonicalNouns()).build();

    @Test
    void identifiersAndUnitsArePlainStrings() {
        assertThat(mapper.writeValueAsString(new Sku("CD-10042"))).isEqualTo("\"CD-10042\"");
        assertThat(mapper.writeValueAsString(Quantity.of("2.5", "CS"))).isEqualTo("{\"value\":2.5,\"unit\":\"CS\"}");
        assertThat(mapper.writeValueAsString(Money.of("2.5", "USD")))
                .isEqualTo("{\"amount\":2.50,\"currency\":\"USD\"}");
        assertThat(mapper.writeValueAsString(new ItemName.BySku(new Sku("CD-1"))))
                .isEqualTo("{\"kind\":\"sku\",\"sku\":\"CD-1\"}");
    }

    @Test
    void aWholeOrderComesBackAsItWas() {
        Address address = new Address("Blue Ridge Supply", List.of("1 Main St"), "Atlanta", "GA", "30303", "US",
                Optional.of(new Gln("0614141000012")));
        OrderRequest order = new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId("A-1001"),
                Optional.of("PO-7"), Optional.of(LocalDate.of(2026, 12, 1)), new Destination.Given(address),
                Currency.getInstance("USD"),
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.ByBuyerItem("X 9"),
                        Quantity.of("2.5", "CS"), Optional.of(Money.of("3.125", "USD")), Optional.empty())),
                Optional.empty(), Optional.empty());
        assertThat(mapper.readValue(mapper.writeValueAsString(order), OrderRequest.class)).isEqualTo(order);
    }

    @Test
    void packsComeBackAsTheyWere() {
        Packs packs = Packs.only(Unit.EACH).with(Unit.CASE, 12);
        String json = mapper.writeValueAsString(packs);
        assertThat(json).isEqualTo("{\"base\":\"EA\",\"factors\":{\"CS\":12,\"EA\":1}}");
        assertThat(mapper.readValue(json, Packs.class)).isEqualTo(packs);
    }

    @Test
    void whatIsNoSkuIsRefusedAsSuch() {
        assertThatThrownBy(() -> mapper.readValue("\"\"", Sku.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> mapper.readValue("\"a b\"", Sku.class)).isInstanceOf(JacksonException.class)
                .hasMessageContaining("not a valid Sku");
    }
}

package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Promising.Buffer;
import io.crossdock.platform.landscape.Promising.Priority;
import io.crossdock.platform.landscape.Promising.SafetyStock;
import io.crossdock.platform.landscape.Promising.Window;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds {@link Promising} from checked data. */
final class PromisingReader {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private PromisingReader() {
    }

    static Promising read(Values values) {
        Map<Channel, Buffer> channels = values.map("channels", PromisingReader::buffer).entrySet().stream()
                .collect(Collectors.toMap(entry -> Channel.parse(entry.getKey()).orElseThrow(), Map.Entry::getValue));
        return new Promising(values.number("horizonDays", Promising.EVERYTHING.horizonDays()),
                values.number("receivingDays", 0),
                values.list("safetyStock", each -> new SafetyStock(each.optional("sku").map(Sku::new),
                        each.optional("location").map(LocationId::new), each.decimal("quantity", BigDecimal.ZERO))),
                channels,
                values.list("windows", each -> new Window(new Sku(each.text("sku")),
                        each.optional("channel").flatMap(Channel::parse), day(each, "from"), day(each, "until"))),
                values.list("priorities", each -> new Priority(each.text("name"), each.decimal("share", ALL),
                        each.texts("accounts").stream().map(AccountId::new).collect(Collectors.toSet()))));
    }

    private static Buffer buffer(Values values) {
        return new Buffer(values.decimal("bufferPercent", BigDecimal.ZERO),
                values.decimal("bufferQuantity", BigDecimal.ZERO),
                values.node().has("horizonDays") ? Optional.of(values.number("horizonDays", 0)) : Optional.empty());
    }

    private static Optional<LocalDate> day(Values values, String name) {
        return values.optional(name).map(LocalDate::parse);
    }
}
